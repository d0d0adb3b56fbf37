import { edgeOf, type LiveView } from './live-window.ts';

/** Delivery directives (RFC 8216bis, 6.2.5). */
export interface Directives {
  /** `_HLS_msn`: hold the playlist back until it has this segment, */
  msn: number | null;
  /** `_HLS_part`: or this part of it. */
  part: number | null;
  /** `_HLS_skip` */
  isDelta: boolean;
}

/** How far ahead of the newest segment a client may ask. */
const MAX_SEGMENTS_AHEAD = 2;

/** How far ahead of the newest part. */
const advancePartLimit = (partSeconds: number): number => (partSeconds < 1 ? Math.ceil(3 / partSeconds) : 3);

/** A request is held for so many target durations at most. */
export const MAX_HELD_TARGETS = 3;

/** @returns null: they are not to be understood */
export function parseDirectives(query: Readonly<Record<string, unknown>>): Directives | null {
  const { _HLS_msn: msn, _HLS_part: part, _HLS_skip: skip } = query;
  if (![msn, part].every((value) => value === undefined || /^\d{1,15}$/.test(String(value)))) return null;
  if (part !== undefined && msn === undefined) return null;
  return {
    msn: msn === undefined ? null : Number(msn),
    part: part === undefined ? null : Number(part),
    isDelta: skip !== undefined,
  };
}

/**
 * Whether a playlist is sent now, when there is more, or never.
 *
 * @returns `refuse`: it asks for what lies too far ahead
 */
export function decideReload(view: LiveView, { msn, part }: Directives): 'send' | 'wait' | 'refuse' {
  if (msn === null || view.hasEnded) return 'send';
  const edge = edgeOf(view);
  if (msn < edge.msn) return part === null ? 'send' : decideLatePart(view, msn, part);
  if (msn === edge.msn && part !== null && part < edge.parts) return 'send';
  if (msn - edge.msn >= MAX_SEGMENTS_AHEAD) return 'refuse';
  const partsPerSegment = Math.ceil(view.segmentSeconds / view.partSeconds - 0.01);
  const partsAhead = (msn - edge.msn) * partsPerSegment + (part ?? 0) - (edge.parts - 1);
  return part !== null && partsAhead > advancePartLimit(view.partSeconds) ? 'refuse' : 'wait';
}

/** A part beyond the last one of a segment is the first one of the next. */
function decideLatePart(view: LiveView, msn: number, part: number): 'send' | 'wait' {
  const segment = view.segments.find((one) => one.msn === msn);
  const isBeyond = segment !== undefined && segment.parts.length > 0 && part >= segment.parts.length;
  return isBeyond && msn + 1 === view.open.msn && view.open.parts.length === 0 ? 'wait' : 'send';
}
