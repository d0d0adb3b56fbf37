import type { WallAnchor } from './wall-anchor.ts';
import type { Fragment } from './mp4.ts';
import type { Cut } from './ladder.ts';
import type { Part, Segment } from './live-window.ts';

/** An encoder that does not do what it was told. */
export class CutError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CutError';
  }
}

/** Of a part's length; one that is shorter waits for the next fragment (RFC 8216bis, 4.4.4.9). */
const LEAST_PART = 0.85;

/** Of the time that a fragment takes: one that comes sooner after the last was held back somewhere. */
const PACE = 0.6;
const PACED_FRAGMENTS = 2;

/** The muxer makes the first picture longer, by what the sound begins earlier. */
const PRIMING_SECONDS = 1024 / 44_100;

/** The longest part there will be, seconds. */
export const partTargetSeconds = ({ partSeconds }: Cut): number => partSeconds + PRIMING_SECONDS;

export interface RenditionOptions {
  cut: Cut;
  /** Of all renditions of a stream. */
  anchor: WallAnchor;
  /** Of the first segment. 1: players take 0 for no number. */
  firstMsn?: number;
}

/** Fragments of one rendition become parts, and parts become segments that begin with key frames. Knows neither network nor storage. */
export class LiveRendition {
  readonly #cut: Cut;
  #open: Segment;
  #pending: Fragment[] = [];
  readonly #anchor: WallAnchor;
  #run = 0;
  /** Whether the open segment is the first of a run, and not shown yet. */
  #isHidden = true;
  /** Fragments in a row that came as fast as they are seen, */
  #paced = 0;
  /** and when the last one came. */
  #pushedMs = Infinity;
  #startSeconds = 0;
  #openSeconds = 0;

  constructor({ cut, anchor, firstMsn = 1 }: RenditionOptions) {
    this.#cut = cut;
    this.#anchor = anchor;
    this.#open = this.#emptySegment(firstMsn);
  }

  /**
   * The segment that is not whole yet. A snapshot.
   *
   * The first of a run is not shown at once: what an encoder says first it says late, and all in a moment, so nobody knows yet when it was. Players need a whole
   * segment to begin with; those who play go on as soon as media comes no faster than it is seen.
   */
  get open(): Segment {
    return this.#isHidden ? { ...this.#open, parts: [], seconds: 0 } : this.#open;
  }

  /** An encoder begins: what comes now does not follow what was there. What is open must have been closed. */
  beginRun(run: number): void {
    this.#run = run;
    this.#isHidden = true;
    this.#paced = 0;
    this.#pushedMs = Infinity;
    this.#pending = [];
    this.#open = this.#emptySegment(this.#open.msn);
  }

  /**
   * @returns the segments that it completes
   * @throws CutError where a segment does not begin with a key frame
   */
  push(fragment: Fragment, nowMs: number): Segment[] {
    this.#anchor.observe((fragment.startSeconds + fragment.seconds) * 1000, nowMs);
    this.#paced = nowMs - this.#pushedMs >= fragment.seconds * 1000 * PACE ? this.#paced + 1 : 0;
    this.#pushedMs = nowMs;
    const complete: Segment[] = [];
    const isBegun = this.#open.parts.length > 0 || this.#pending.length > 0;
    if (fragment.isIndependent && isBegun) complete.push(...this.close());
    if (!fragment.isIndependent && this.#open.parts.length + this.#pending.length === 0)
      throw new CutError('A segment does not begin with a key frame');
    if (secondsOf(this.#pending) + fragment.seconds > partTargetSeconds(this.#cut)) this.#endPart();
    this.#pending.push(fragment);
    const { partSeconds, segmentSeconds } = this.#cut;
    const soFar = this.#openSeconds + secondsOf(this.#pending);
    const isWhole = soFar >= segmentSeconds - partSeconds / 4;
    if (isWhole || secondsOf(this.#pending) >= partSeconds * LEAST_PART) this.#endPart();
    if (this.#isHidden && this.#run > 1 && this.#paced >= PACED_FRAGMENTS) this.#show();
    if (isWhole) complete.push(...this.close());
    return complete;
  }

  /** Ends the segment with what it has. @returns it, if it has anything */
  close(): Segment[] {
    this.#endPart();
    const { msn } = this.#open;
    if (this.#open.parts.length === 0) return [];
    this.#show();
    const segment = this.#open;
    this.#open = this.#emptySegment(msn + 1);
    return [segment];
  }

  /** Leaves out segments that others have, up to this number. @returns gaps in their place */
  skipTo(msn: number, like: (msn: number) => Segment | undefined): Segment[] {
    const gaps: Segment[] = [];
    for (; this.#open.msn < msn; this.#open = this.#emptySegment(this.#open.msn + 1)) {
      const other = like(this.#open.msn);
      const { startMs = this.#open.startMs, seconds = this.#cut.segmentSeconds } = other ?? {};
      gaps.push({ ...this.#open, startMs, seconds, isGap: true });
    }
    return gaps;
  }

  #endPart(): void {
    const [first] = this.#pending;
    if (!first) return;
    const part: Part = {
      bytes: Buffer.concat(this.#pending.map(({ bytes }) => bytes)),
      seconds: secondsOf(this.#pending),
      isIndependent: first.isIndependent,
    };
    this.#pending = [];
    const isFirst = this.#open.parts.length === 0;
    this.#openSeconds = (isFirst ? 0 : this.#openSeconds) + part.seconds;
    if (isFirst) this.#startSeconds = first.startSeconds;
    const open = { ...this.#open, seconds: this.#openSeconds, parts: [...this.#open.parts, part] };
    this.#open = isFirst && !this.#isHidden ? this.#dated(open) : open;
  }

  #show(): void {
    if (!this.#isHidden) return;
    this.#isHidden = false;
    if (this.#open.parts.length > 0) this.#open = this.#dated(this.#open);
  }

  #dated(segment: Segment): Segment {
    return { ...segment, startMs: this.#anchor.dateOf(segment.msn, this.#startSeconds * 1000) };
  }

  #emptySegment(msn: number): Segment {
    this.#openSeconds = 0;
    const isDiscontinuity = this.#isHidden && this.#run > 1;
    return { msn, startMs: 0, seconds: 0, run: this.#run, isDiscontinuity, isGap: false, parts: [] };
  }
}

const secondsOf = (fragments: readonly Fragment[]): number => fragments.reduce((sum, { seconds }) => sum + seconds, 0);
