import type { StreamPlayer } from '../player/player.ts';
import { intervalOf, partAfter, partAt, type Interval, type Part } from './coverage.ts';
import type { Offset } from './offsets.ts';
import { partsOf, UNPLACED, type Placement } from './placement.ts';

/** Players end a little before or after what their duration says; seconds. */
const END_MARGIN_SECONDS = 0.5;

/** What a member has to show, on the group's timeline. */
export class MemberMaterial {
  readonly #player: StreamPlayer;
  /** With offsets that count from that of the member. */
  readonly #videos: readonly Part[];
  readonly #durations = new Map<string | null, number>();
  #offset: Offset = UNPLACED;
  #isPlaced = false;

  constructor(player: StreamPlayer, placement: Placement) {
    this.#player = player;
    this.#videos = partsOf(player, placement);
  }

  /** Of the first video; the others keep their distance. */
  get offset(): Offset {
    return this.#offset;
  }

  /** Whether the offset is known. */
  get isPlaced(): boolean {
    return this.#isPlaced;
  }

  place(offset: Offset): void {
    this.#offset = offset;
    this.#isPlaced = true;
  }

  get parts(): readonly Part[] {
    const { source, duration } = this.#player.state.getSnapshot();
    // What has been loaded knows best.
    if (!Number.isNaN(duration)) this.#durations.set(this.#videos.length > 1 ? source : null, duration);
    return this.#videos.map((video) => ({
      source: video.source,
      offset: video.offset + this.#offset.seconds,
      duration: this.#durations.get(video.source) ?? video.duration,
    }));
  }

  /** Where there is material at this time; null where there is none, or it has proved to be over. */
  at(time: number): Interval | null {
    const part = partAt(this.parts, time);
    if (!part) return null;
    const interval = intervalOf(part) ?? { start: -part.offset, end: Infinity };
    const over = this.#player.state.getSnapshot().phase === 'ended' && time > interval.end - END_MARGIN_SECONDS;
    return over && this.sourceToLoad(time) === null ? null : interval;
  }

  /** Where there is material next. */
  after(time: number): Interval | null {
    const part = partAfter(this.parts, time);
    return part && (intervalOf(part) ?? { start: -part.offset, end: Infinity });
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
