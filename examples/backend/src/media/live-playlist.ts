import { PEAK, type Rendition } from './ladder.ts';
import { initName, partName, segmentName, type LiveView, type Segment } from './live-window.ts';

/** EXT-X-SKIP needs 9. */
const VERSION = 9;

/** The least that RFC 8216bis allows, in target durations and in part targets. */
const HOLD_BACK_TARGETS = 3;
const SKIP_BOUNDARY_TARGETS = 6;
const PART_HOLD_BACK_TARGETS = 3;

/** Parts older than that from the end are of no use to a player (RFC 8216bis, 6.2.2). */
const PARTS_TARGET_DURATIONS = 3;

export interface PlaylistOptions {
  /** A delta update: what a client with a playlist still has is left out. */
  isDelta?: boolean;
}

/** The media playlist of one rendition (RFC 8216bis, Low-Latency HLS). */
export function livePlaylist(view: LiveView, { isDelta = false }: PlaylistOptions = {}): string {
  const { name, mark, segments, open, hasEnded, isLowLatency } = view;
  const target = Math.round(view.segmentSeconds);
  const url = (file: string) => `${name}/${file}`;
  const withPartsFrom = isLowLatency ? segments.length - PARTS_TARGET_DURATIONS : Infinity;
  const skipped = isDelta ? skippable(segments, SKIP_BOUNDARY_TARGETS * target) : 0;
  // A client that skips has the initialization segment of what it has. After a discontinuity it is said again.
  let run = skipped > 0 ? segments[skipped - 1]?.run : undefined;

  const begin = (segment: Segment, hasParts: boolean): string[] => {
    const isNewRun = segment.run !== run;
    run = segment.run;
    return [
      ...(segment.isDiscontinuity ? ['#EXT-X-DISCONTINUITY'] : []),
      ...(isNewRun ? [`#EXT-X-MAP:URI="${url(initName(segment.run, mark))}"`] : []),
      `#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.startMs).toISOString()}`,
      ...(hasParts && !segment.isGap ? segment.parts : []).map(
        ({ seconds, isIndependent }, part) =>
          `#EXT-X-PART:DURATION=${seconds.toFixed(5)},URI="${url(partName(segment.msn, part, mark))}"` +
          (isIndependent ? ',INDEPENDENT=YES' : ''),
      ),
    ];
  };
  return lines([
    '#EXTM3U',
    `#EXT-X-VERSION:${VERSION}`,
    `#EXT-X-TARGETDURATION:${target}`,
    `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=${SKIP_BOUNDARY_TARGETS * target},` +
      `HOLD-BACK=${HOLD_BACK_TARGETS * target}` +
      (isLowLatency ? `,PART-HOLD-BACK=${(PART_HOLD_BACK_TARGETS * view.partSeconds).toFixed(5)}` : ''),
    ...(isLowLatency ? [`#EXT-X-PART-INF:PART-TARGET=${view.partSeconds.toFixed(5)}`] : []),
    `#EXT-X-MEDIA-SEQUENCE:${segments[0]?.msn ?? open.msn}`,
    ...(view.discontinuitySequence > 0 ? [`#EXT-X-DISCONTINUITY-SEQUENCE:${view.discontinuitySequence}`] : []),
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...(skipped > 0 ? [`#EXT-X-SKIP:SKIPPED-SEGMENTS=${skipped}`] : []),
    ...segments.slice(skipped).flatMap((segment, i) => {
      const ending = [`#EXTINF:${segment.seconds.toFixed(5)},`, url(segmentName(segment.msn, mark))];
      return begin(segment, i + skipped >= withPartsFrom).concat(segment.isGap ? ['#EXT-X-GAP'] : [], ending);
    }),
    ...(isLowLatency && open.parts.length > 0 ? begin(open, true) : []),
    ...(hasEnded || !isLowLatency
      ? []
      : [`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${url(partName(open.msn, open.parts.length, mark))}"`]),
    ...(isLowLatency ? view.reports : []).map(
      (report) => `#EXT-X-RENDITION-REPORT:URI="${report.name}.m3u8",LAST-MSN=${report.msn},LAST-PART=${report.part}`,
    ),
    ...(hasEnded ? ['#EXT-X-ENDLIST'] : []),
  ]);
}

/** How many segments lie before the boundary, as a whole. */
function skippable(segments: readonly Segment[], boundarySeconds: number): number {
  let seconds = 0;
  let kept = 0;
  while (kept < segments.length && seconds < boundarySeconds - 0.001)
    seconds += segments[segments.length - ++kept]!.seconds;
  return segments.length - kept;
}

export interface Variant {
  name: string;
  width: number;
  height: number;
  frameRate: number;
  codecs: string;
  /** At most, bit/s. */
  bandwidth: number;
  /** On the whole, bit/s. */
  averageBandwidth: number;
}

/** Of MP4's boxes, bit/s: parts of 0.2 s have two tracks each. */
const OVERHEAD_BPS = 15_000;

/** What a master playlist says of a rendition. */
export function variantOf(rendition: Rendition, known: Pick<Variant, 'frameRate' | 'codecs'>): Variant {
  const { name, width, height, videoKbps, audioKbps } = rendition;
  const averageBandwidth = (videoKbps + audioKbps) * 1000 + OVERHEAD_BPS;
  const bandwidth = Math.round((videoKbps * PEAK + audioKbps) * 1000) + OVERHEAD_BPS;
  return { name, width, height, ...known, bandwidth, averageBandwidth };
}

/** @param variants the one to begin with first */
export const masterPlaylist = (variants: readonly Variant[]): string =>
  lines([
    '#EXTM3U',
    `#EXT-X-VERSION:${VERSION}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...variants.flatMap(({ name, width, height, frameRate, codecs, bandwidth, averageBandwidth }) => [
      `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},AVERAGE-BANDWIDTH=${averageBandwidth},` +
        `RESOLUTION=${width}x${height},FRAME-RATE=${frameRate.toFixed(3)},CODECS="${codecs}"`,
      `${name}.m3u8`,
    ]),
  ]);

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;
