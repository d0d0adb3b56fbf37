import type { T333ErrorCode } from '../errors.ts';
import type { PlayState } from './play-state.ts';
import type { StreamKind } from './stream-kind.ts';

/**
 * What happened: play state, bitrate, playback rate, error, time interval, content, in the background or back, muted, unmuted. As `e` of
 * CTA-5004-B.
 */
export type ReportedEvent = 'ps' | 'bc' | 'pr' | 'e' | 't' | 'c' | 'b' | 'm' | 'um';

/**
 * One event, with all that is known of the player then, by the keys of {@link https://cta-wave.github.io/Resources/common-media-client-data--cta-5004-b.html CTA-5004-B}.
 * Times are milliseconds, bitrates kbit/s.
 */
export interface PlaybackReport {
  readonly e: ReportedEvent;
  /** When it happened, since 1970. */
  readonly ts: number;
  /** Counts the reports of this reporter, from 0. */
  readonly sn: number;
  /** The session. */
  readonly sid: string;
  /** What is played. */
  readonly cid?: string;
  /** A recording, a live stream, one of low latency. */
  readonly st?: StreamKind;
  readonly sta?: PlayState;
  /** The position. */
  readonly pt?: number;
  /** The speed that the viewer has chosen; what keeps a player live or in step is not in it. */
  readonly pr?: number;
  /** The rendition that plays. */
  readonly br?: number;
  /** The best that there is. */
  readonly tb?: number;
  /** What is there to be played. */
  readonly bl?: number;
  /** Behind live. */
  readonly ltc?: number;
  /** From `load()` to the first frame; once for each source. */
  readonly msd?: number;
  /** It has waited for media since the last report of this player. */
  readonly bs?: true;
  /** How often so far. */
  readonly bsa?: number;
  /** Each wait that has ended since the last report of this player. */
  readonly bsd?: readonly number[];
  /** All of them together. */
  readonly bsda?: number;
  /** Frames that came too late to be seen, so far. */
  readonly dfa?: number;
  readonly ec?: readonly T333ErrorCode[];
  /** Whether the page is in the background. */
  readonly bg?: boolean;
}

/** What a player was last told of. */
export interface Told {
  readonly content: string | null;
  readonly state: PlayState | null;
  readonly bitrateKbps: number | null;
  readonly muted: boolean;
  readonly error: T333ErrorCode | null;
}

export const NOTHING_TOLD: Told = { content: null, state: null, bitrateKbps: null, muted: false, error: null };

/** What has happened between two looks at a player, in the order in which it is told. */
export function eventsBetween(before: Told, now: Told): ReportedEvent[] {
  if (now.content === null) return [];
  const events: ReportedEvent[] = [];
  const isAnother = before.content !== now.content;
  if (isAnother) events.push('c');
  if (now.state !== null && (isAnother || now.state !== before.state)) events.push('ps');
  if (now.bitrateKbps !== null && (isAnother || now.bitrateKbps !== before.bitrateKbps)) events.push('bc');
  if (before.content !== null && now.muted !== before.muted) events.push(now.muted ? 'm' : 'um');
  if (now.error !== null && now.error !== before.error) events.push('e');
  return events;
}
