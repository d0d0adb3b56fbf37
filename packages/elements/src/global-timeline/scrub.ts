import type { SyncGroup } from '@t333/core/sync';
import type { Clock } from '@t333/core/time';

/** Previews follow each other no faster than this: more would only cancel each other's loading. */
const PREVIEW_MS = 100;
/** The next preview waits so long for the pictures of the one before. */
const PREVIEW_PATIENCE_MS = 1000;

/** Acts on a group, which may have been destroyed: whether it worked stands in its state, and that is all there is to say. */
export async function attempt(act: () => unknown): Promise<void> {
  try {
    await act();
  } catch {}
}

/** One drag along the timeline: the pictures follow it, and playback waits for its end. */
export class Scrub {
  /** Where the drag is, in seconds on the group's timeline. */
  time: number;
  /** Whether playback goes on at its end. */
  readonly resumes: boolean;
  readonly #group: SyncGroup;
  readonly #clock: Clock;
  readonly #from: number;
  #moved = false;
  #over = false;
  #previewed: number | null = null;
  #previewing = false;
  #cancelWaits: (() => void)[] = [];

  /** @param time where it was pressed: nothing moves before the drag does */
  constructor(group: SyncGroup, clock: Clock, time: number) {
    this.#group = group;
    this.#clock = clock;
    this.#from = group.currentTime;
    this.resumes = group.state.getSnapshot().playing;
    this.time = time;
  }

  move(time: number): void {
    if (time === this.time) return;
    this.time = time;
    if (!this.#moved && this.resumes) void attempt(() => this.#group.pause());
    this.#moved = true;
    void this.#preview();
  }

  /** Goes exactly where the drag ended. */
  finish(): void {
    this.#end(this.time);
  }

  /** Goes back to where it began. */
  cancel(): void {
    if (this.#moved) this.#end(this.#from);
    this.#over = true;
  }

  #end(time: number): void {
    if (this.#over) return;
    this.#over = true;
    for (const cancel of this.#cancelWaits) cancel();
    void attempt(() => this.#group.seek(time));
    if (this.#moved && this.resumes) void attempt(() => this.#group.play());
  }

  async #preview(): Promise<void> {
    if (this.#previewing) return;
    this.#previewing = true;
    while (!this.#over && this.#previewed !== this.time) {
      this.#previewed = this.time;
      this.#cancelWaits = [];
      const landed = attempt(() => this.#group.seek(this.time));
      await Promise.all([this.#wait(PREVIEW_MS), Promise.race([landed, this.#wait(PREVIEW_PATIENCE_MS)])]);
      for (const cancel of this.#cancelWaits) cancel();
    }
    this.#previewing = false;
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.#cancelWaits.push(this.#clock.after(ms, resolve)));
  }
}
