import type { StreamPlayer } from '../player/player.ts';
import { intervalOf, partAfter, partAt, type Interval, type Part } from './coverage.ts';
import type { Offset } from './offsets.ts';
import { UNPLACED, type NextVideo, type Placement } from './placement.ts';

/** Players end a little before or after what their duration says; seconds. */
const END_MARGIN_SECONDS = 0.5;
/** The longest frame that is usual, where a video does not say. */
const FRAME_SECONDS = 0.042;

/** What a member has to show, on the group's timeline. */
export class MemberMaterial {
  readonly #player: StreamPlayer;
  readonly #next: readonly NextVideo[];
  /** The first of several videos; null while its player has none, or the group never has to load it. */
  #first: string | null = null;
  readonly #durations = new Map<string | null, number>();
  #offset: Offset = UNPLACED;
  #isPlaced = false;

  constructor(player: StreamPlayer, placement: Placement) {
    this.#player = player;
    this.#next = placement.next ?? [];
  }

  /** What follows on its first video. */
  get next(): readonly NextVideo[] {
    return this.#next;
  }

  /** Of the first video; the others keep their distance. */
  get offset(): Offset {
    return this.#offset;
  }

  /** Whether the offset is known. */
  get isPlaced(): boolean {
    return this.#isPlaced;
  }

  /** @param offset null: it is not known any more */
  place(offset: Offset | null): void {
    this.#offset = offset ?? UNPLACED;
    this.#isPlaced = offset !== null;
  }

  /** The same player may have any of the videos by now. */
  takeOver(before: MemberMaterial): void {
    if (this.#next.length > 0) this.#first = before.#first;
  }

  get parts(): readonly Part[] {
    const { source, duration } = this.#player.state.getSnapshot();
    const isNext = this.#next.some((video) => video.source === source);
    if (this.#next.length > 0 && !isNext) this.#first ??= source;
    // What has been loaded knows best.
    if (!Number.isNaN(duration)) this.#durations.set(this.#next.length > 0 ? source : null, duration);
    const { seconds } = this.#offset;
    const known = (key: string | null, otherwise: number): number => this.#durations.get(key) ?? otherwise;
    return [
      { source: this.#first, offset: seconds, duration: known(this.#first, NaN) },
      ...this.#next.map((video) => ({
        source: video.source,
        offset: seconds - video.startsAfter,
        duration: known(video.source, video.duration),
      })),
    ];
  }

  /** Where there is material at this time; null where there is none. */
  at(time: number): Interval | null {
    const part = partAt(this.parts, time);
    return part && spanOf(part);
  }

  /** The same for a player that is to play on: null, too, where its video has proved to be over. */
  rest(time: number): Interval | null {
    const interval = this.at(time);
    const { phase } = this.#player.state.getSnapshot();
    const isOver = phase === 'ended' && interval && time > interval.end - END_MARGIN_SECONDS;
    return isOver && this.sourceToLoad(time) === null ? null : interval;
  }

  /** The time of the last picture, where material has just ended at this time; else null. */
  lastMomentAt(time: number): number | null {
    const frameSeconds = this.frameSeconds ?? FRAME_SECONDS;
    const ended = this.parts.map(spanOf).find(({ end }) => end <= time && time - end < frameSeconds);
    return ended ? Math.max(ended.start, ended.end - frameSeconds) : null;
  }

  /** Where there is material next. */
  after(time: number): Interval | null {
    const part = partAfter(this.parts, time);
    return part && spanOf(part);
  }

  /** What has to be loaded to show this time; null where it is there. */
  sourceToLoad(time: number): string | null {
    const source = partAt(this.parts, time)?.source ?? null;
    return source === this.#player.state.getSnapshot().source ? null : source;
  }

  /** The offset of what is shown at this time, in seconds. */
  offsetAt(time: number): number {
    return (partAt(this.parts, time) ?? this.parts[0])?.offset ?? this.#offset.seconds;
  }

  /** The position in the source that is loaded, in seconds. */
  get position(): number {
    return this.#player.currentTime + this.#player.state.getSnapshot().originShift;
  }

  /** The position, counted in the first video. */
  get positionInFirst(): number {
    return this.position + this.#offset.seconds - this.#loadedOffset;
  }

  /** What has been fetched. */
  get buffered(): readonly Interval[] {
    const { buffered, state } = this.#player;
    const shift = state.getSnapshot().originShift - this.#loadedOffset;
    return Array.from({ length: buffered.length }, (_, index) => ({
      start: buffered.start(index) + shift,
      end: buffered.end(index) + shift,
    }));
  }

  /** How long a frame of what is shown lasts, in seconds; null while that is not known. */
  get frameSeconds(): number | null {
    const { renditions, rendition } = this.#player.state.getSnapshot();
    const frameRate = renditions.find(({ id }) => id === rendition)?.frameRate;
    return frameRate ? 1 / frameRate : null;
  }

  get #loadedOffset(): number {
    const { source } = this.#player.state.getSnapshot();
    return this.parts.find((part) => part.source === null || part.source === source)?.offset ?? this.#offset.seconds;
  }
}

/** Where a part lies; one of unknown length counts as endless. */
const spanOf = (part: Part): Interval => intervalOf(part) ?? { start: -part.offset, end: Infinity };
