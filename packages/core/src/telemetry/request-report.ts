import { toCmcdValue, type Cmcd } from '@svta/cml-cmcd';
import type { PlayState } from './play-state.ts';
import type { StreamKind } from './stream-kind.ts';

/** `ot`: playlist, initialization section, sound and pictures together, pictures, sound, captions, key, something else. */
export type RequestedObject = 'm' | 'i' | 'av' | 'v' | 'a' | 'c' | 'k' | 'o';

/** A player, at the moment when it asks for something. Null is what is not known; times are seconds. */
export interface RequestFacts {
  readonly object: RequestedObject;
  /** Of a segment, or a part. */
  readonly durationSeconds: number | null;
  /** The peak of what is asked for, and of the lowest and the highest of its kind. */
  readonly bitratesBps: { readonly own: number; readonly lowest: number; readonly top: number } | null;
  /** Whether these are of pictures and sound together, while one of them is asked for. */
  readonly areAggregate: boolean;
  /** What is being shown. */
  readonly playheadBps: number | null;
  readonly bufferSeconds: number;
  readonly bufferGoalSeconds: number;
  readonly throughputBps: number | null;
  readonly positionSeconds: number;
  readonly rate: number;
  readonly playState: PlayState | null;
  readonly latencySeconds: number | null;
  readonly droppedFrames: number | null;
  readonly stream: StreamKind | null;
}

/** As dash.js: at this many times its pace a segment is here in time whatever happens to the next ones. */
const SAFE_THROUGHPUT = 5;

const MEDIA: ReadonlySet<RequestedObject> = new Set(['av', 'v', 'a', 'c']);

const kbps = (bps: number): number => Math.round(bps / 1000);
const milliseconds = (seconds: number): number => Math.round(seconds * 1000);
/** To the nearest 100, which the encoder does for the keys that it knows. */
const hundreds = (value: number): number => Math.round(value / 100) * 100;

/** What CTA-5004-B has a player say of one request; who asks, and what was told before, comes on top. Keys without a value are left out. */
export function requestReport(facts: RequestFacts): Cmcd {
  const { object, durationSeconds, bitratesBps, areAggregate, bufferSeconds, rate, playState } = facts;
  const { throughputBps, latencySeconds, droppedFrames, playheadBps, stream } = facts;
  const isMedia = MEDIA.has(object);
  const isPlaying = playState === 'p' || playState === 'r';
  /** A list of one, for this kind of object. */
  const of = (value: number, kind: RequestedObject = object): NonNullable<Cmcd['br']> => [
    toCmcdValue(value, { [kind]: true }) as never,
  ];
  const cmcd: Cmcd = { ot: object, sf: 'h', sta: playState ?? undefined, st: stream ?? undefined } as Cmcd;
  // The first media, and all that a wait is for.
  if (playState !== 'p' && playState !== 'a' && playState !== 'e') cmcd.su = true;
  if (isPlaying) cmcd.pr = Math.round(rate * 100) / 100;
  else if (playState === 'a') cmcd.pr = 0;
  if (playState !== null && playState !== 's' && playState !== 'd') cmcd.pt = milliseconds(facts.positionSeconds);
  if (latencySeconds !== null) cmcd.ltc = milliseconds(latencySeconds);
  if (throughputBps !== null) cmcd.mtp = of(kbps(throughputBps), isMedia ? object : 'av');
  if (playheadBps !== null) cmcd.pb = of(kbps(playheadBps), 'av');
  if (droppedFrames !== null && (object === 'av' || object === 'v')) cmcd.dfa = droppedFrames;
  if (!isMedia) return cmcd;
  cmcd.bl = of(milliseconds(bufferSeconds));
  cmcd.tbl = of(hundreds(milliseconds(facts.bufferGoalSeconds)));
  const deadlineSeconds = bufferSeconds / (rate || 1);
  cmcd.dl = milliseconds(deadlineSeconds);
  if (durationSeconds !== null) cmcd.d = milliseconds(durationSeconds);
  if (bitratesBps) {
    const own = kbps(bitratesBps.own);
    const lowest = kbps(bitratesBps.lowest);
    const top = kbps(bitratesBps.top);
    if (areAggregate) Object.assign(cmcd, { ab: of(own, 'av'), lab: of(lowest, 'av'), tab: of(top, 'av') });
    else Object.assign(cmcd, { br: of(own), lb: of(lowest), tb: of(top) });
    // Nothing is to be slowed down while something is waited for.
    if (durationSeconds !== null && isPlaying && deadlineSeconds > 0) {
      cmcd.rtp = (SAFE_THROUGHPUT * own * durationSeconds) / deadlineSeconds;
    }
  }
  return cmcd;
}
