import type { Clock } from '../time/clock.ts';
import { excursionLegs, planPicture, type PictureLag } from './picture.ts';
import type { SyncMember } from './sync-member.ts';

/** So long the frames of all players are watched, … */
const WATCH_MS = 500;
/** … and one of which fewer were seen is left out. */
const MIN_FRAMES = 8;
/** After an excursion the browser's choice of frames needs so many frames, and so long, to become what it stays. */
const AFTER_FRAMES = 32;
const AFTER_MS = 200;
const MAX_TRIES = 3;
const REST_MS = 8000;
/** Browsers change their choice by themselves too, when they are busy or the rendition changes. */
const LOOK_AGAIN_MS = 15_000;

interface Watched {
  readonly lagsMs: number[];
  frameMs: number;
  lastMediaTime: number;
  readonly end: () => void;
}

/** Brings the pictures together once the clocks are: watches frames, and has players choose theirs anew. */
export class PictureStage {
  readonly #clock: Clock;
  #watched: Map<SyncMember, Watched> | null = null;
  #cancelTimer: () => void = () => {};
  #due = false;
  #tries = 0;
  #notBeforeMs = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether it still has to look, and will set small errors of clocks right with what it finds. */
  get isDue(): boolean {
    return this.#due && this.#clock.now() >= this.#notBeforeMs;
  }

  /** Some player started, jumped or changed its rate: its frames lie anew. */
  disturb(): void {
    this.#stopWatching();
    this.#due = true;
    this.#tries = 0;
    this.#notBeforeMs = -Infinity;
  }

  /**
   * To be called while all of them play undisturbed.
   *
   * @param shiftTimeline moves the group's timeline on by so many milliseconds; null where it is not ours to move
   */
  attend(members: readonly SyncMember[], shiftTimeline: ((byMs: number) => void) | null): void {
    if (!this.isDue || this.#watched) return;
    const watched = new Map(members.map((member) => [member, watch(member, this.#clock)]));
    this.#watched = watched;
    this.#cancelTimer = this.#clock.after(WATCH_MS, () => {
      this.#stopWatching();
      this.#act(watched, shiftTimeline);
    });
  }

  destroy(): void {
    this.#stopWatching();
    this.#due = false;
  }

  #act(watched: ReadonlyMap<SyncMember, Watched>, shiftTimeline: ((byMs: number) => void) | null): void {
    const lags = [...watched].flatMap(([{ id, errorMs }, { lagsMs, frameMs }]): PictureLag[] =>
      errorMs === null || lagsMs.length < MIN_FRAMES ? [] : [{ id, lagMs: median(lagsMs), errorMs, frameMs }],
    );
    this.#tries++;
    if (lags.length < watched.size && this.#tries < MAX_TRIES) return;
    const { shiftMs, excursions } = planPicture(lags, shiftTimeline !== null);
    if (excursions.length === 0) {
      this.#tries = 0;
      this.#notBeforeMs = this.#clock.now() + LOOK_AGAIN_MS;
      return;
    }
    const frameMs = Math.max(...lags.map((lag) => lag.frameMs));
    const legsOf = new Map(excursions.map(({ id, gainMs }) => [id, gainMs]));
    let longestMs = 0;
    shiftTimeline?.(shiftMs);
    for (const member of watched.keys()) {
      const gainMs = legsOf.get(member.id);
      if (gainMs === undefined) continue;
      const legs = excursionLegs(gainMs, member.audible);
      member.excurse(legs);
      longestMs = Math.max(longestMs, legs[0]!.durationMs + legs[1]!.durationMs);
    }
    const restMs = this.#tries % MAX_TRIES === 0 ? REST_MS : 0;
    this.#notBeforeMs = this.#clock.now() + longestMs + AFTER_FRAMES * frameMs + AFTER_MS + restMs;
  }

  #stopWatching(): void {
    this.#cancelTimer();
    for (const { end } of this.#watched?.values() ?? []) end();
    this.#watched = null;
  }
}

function watch({ player }: SyncMember, clock: Clock): Watched {
  const watched = { lagsMs: [] as number[], frameMs: Infinity, lastMediaTime: NaN };
  const end = player.onFrame(({ mediaTime, displayAtMs }) => {
    const aheadMs = displayAtMs - clock.now();
    watched.lagsMs.push((player.currentTime - mediaTime) * 1000 + aheadMs * player.state.getSnapshot().rate);
    const stepMs = (mediaTime - watched.lastMediaTime) * 1000;
    if (stepMs > 1) watched.frameMs = Math.min(watched.frameMs, stepMs);
    watched.lastMediaTime = mediaTime;
  });
  return Object.assign(watched, { end });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
