import { addReading, ageOfEdge, latencyOf, noiseOf, type LatencyReadings, type TimeOfDay } from './latency.ts';
import { edgeAt, followEdge, isStanding, stepOf, type EdgeTrack } from './live-edge.ts';
import type { LatencySource } from '../player/live-control.ts';
import type { LivePlayer } from './live-player.ts';

/** To be read about four times a second, unevenly: in step with the parts of a stream they would always be seen equally late. */
export const LOOKS_MS = [250, 190, 310, 223] as const;

/** What a player shows of its live stream at one moment; seconds, on the player's timeline where it is a position. */
export interface LiveReading {
  readonly seekable: { readonly start: number; readonly end: number };
  readonly position: number;
  /** The live edge, without its sawtooth. */
  readonly edge: number;
  /** How far the edge moves at once; 0 until it has. */
  readonly step: number;
  /** Whether the edge stands still, so that nobody knows where it is. */
  readonly standing: boolean;
  /** How old media is at the edge; 0 where latency counts from the edge. */
  readonly edgeAge: number;
  readonly source: LatencySource;
  readonly latency: number;
  readonly noise: number;
  readonly buffer: number;
  /** What was played and is still there. */
  readonly backBuffer: number;
  /** The least that was ahead lately. */
  readonly trough: number;
}

/** Where live playback would be, in seconds on the player's timeline. */
export const livePoint = ({ edge, edgeAge }: LiveReading, targetSeconds: number): number =>
  edge + edgeAge - targetSeconds;

/** Looks come four times a second: after so long without one, nobody knows in how many steps the edge has moved. */
const AWAY_MS = 2000;
/** So many steps tell more than a playlist does, which rounds up. */
const ENOUGH_STEPS = 3;
/** A step of the edge comes within this time, twice where it can: what is left before it is what there is to spare. */
const TROUGH_MS = 2000;
const TROUGH_STEPS = 1.5;
/** An age that changes by less, in seconds and in steps, changes nothing: a target is to stand still where segments come sooner and later. */
const AGE_BAND_SECONDS = 0.1;
const AGE_BAND_STEPS = 0.5;
/** Nobody knows better where an edge is that is only seen to move, in steps. */
const EDGE_NOISE_STEPS = 0.02;

/** Reads a player again and again, and remembers what one reading cannot tell. */
export class LiveGauge {
  #track: EdgeTrack | null = null;
  #readings: LatencyReadings = [];
  #troughs: readonly { readonly seconds: number; readonly atMs: number }[] = [];
  #source: LatencySource | null = null;
  #age = 0;
  #readAtMs = -Infinity;
  #wasAway = false;
  /** What to add to the clock for the time of day. */
  #offsetMs = 0;

  /** The position has leapt: what was read of it before tells nothing. */
  forgetPosition(): void {
    this.#readings = [];
    this.forgetBuffer();
  }

  /** It starved: what was left then is not what will be left. */
  forgetBuffer(): void {
    this.#troughs = [];
  }

  /** Another source. */
  reset(): void {
    this.forgetPosition();
    this.#track = this.#source = null;
    this.#age = 0;
  }

  /** @returns null while nothing can be sought */
  read(player: LivePlayer, nowMs: number, timeOfDay: TimeOfDay): LiveReading | null {
    const { seekable: ranges, currentTime: position } = player;
    if (ranges.length === 0) return null;
    const seekable = { start: ranges.start(0), end: ranges.end(ranges.length - 1) };
    const before = this.#track;
    if (nowMs - this.#readAtMs > AWAY_MS) this.#wasAway = true;
    this.#readAtMs = nowMs;
    const track = (this.#track = followEdge(before, seekable.end, nowMs, this.#wasAway));
    if (track !== before) this.#wasAway = false;
    this.#setTime(timeOfDay.epochMs - nowMs);
    const edge = edgeAt(track, nowMs);
    const { wallClock } = player.state.getSnapshot();
    const age = ageOfEdge(wallClock, edge, timeOfDay, this.#source === 'date');
    const source = age === null ? 'edge' : 'date';
    // Two measures have nothing in common.
    if (source !== this.#source) this.#readings = [];
    const step = stepAs(track, player.liveEdgeStep ?? NaN);
    const aged = Math.abs((age ?? 0) - this.#age) > Math.max(AGE_BAND_SECONDS, AGE_BAND_STEPS * step);
    // Until something new comes it only seems to grow older.
    if (source !== this.#source || (aged && track !== before)) this.#age = age ?? 0;
    this.#source = source;
    this.#readings = addReading(this.#readings, edge + (age ?? 0) - position);
    const around = rangeAround(player.buffered, position);
    const buffer = around.end - position;
    const oldestMs = nowMs - Math.max(TROUGH_MS, TROUGH_STEPS * step * 1000);
    this.#troughs = [...this.#troughs.filter(({ atMs }) => atMs >= oldestMs), { seconds: buffer, atMs: nowMs }];
    return {
      seekable,
      position,
      edge,
      step,
      standing: isStanding(track, nowMs),
      edgeAge: this.#age,
      source,
      latency: latencyOf(this.#readings)!,
      noise: Math.max(noiseOf(this.#readings), age === null ? EDGE_NOISE_STEPS * step : 0),
      buffer,
      backBuffer: position - around.start,
      trough: Math.min(...this.#troughs.map(({ seconds }) => seconds)),
    };
  }

  /** A clock that is set, or better known, moves no media: all that was read by it moves with it. */
  #setTime(offsetMs: number): void {
    const bySeconds = (offsetMs - this.#offsetMs) / 1000;
    this.#offsetMs = offsetMs;
    if (this.#source !== 'date' || bySeconds === 0) return;
    this.#age += bySeconds;
    this.#readings = this.#readings.map((seconds) => seconds + bySeconds);
  }
}

/** What is seen, or before there was enough to see what the playlist says. */
const stepAs = (track: EdgeTrack, declared: number): number =>
  declared > 0 && track.steps.length < ENOUGH_STEPS ? declared : stepOf(track);

/** Browsers tell a start that lies a little after the position that plays. */
const ROUNDING_SECONDS = 0.1;

function rangeAround(ranges: TimeRanges, position: number): { readonly start: number; readonly end: number } {
  for (let i = 0; i < ranges.length; i++) {
    const [start, end] = [ranges.start(i), ranges.end(i)];
    if (start <= position + ROUNDING_SECONDS && end > position) return { start: Math.min(start, position), end };
  }
  return { start: position, end: position };
}
