import type { Clock } from '../time/clock.ts';

/** A member whose media has not come after this long is left behind, unless the stall policy waits for it. */
const STRAGGLER_MS = 3000;

export interface GatheringOptions {
  clock: Clock;
  /** Whether somebody is to be waited for; once patience has ended, only whom the stall policy does not leave behind. */
  isWaiting: (patient: boolean) => boolean;
  /** Nobody is waited for any more. */
  onEnd: () => void;
}

/** Everybody on the way to one place. Who is waited for may change on the way. */
export class Gathering {
  /** Resolves at its end, however that comes. */
  readonly done: Promise<void>;
  readonly #options: GatheringOptions;
  readonly #cancelTimer: () => void;
  #patient = true;
  #over = false;
  #resolve: () => void = () => {};

  constructor(options: GatheringOptions) {
    this.#options = options;
    this.done = new Promise((resolve) => (this.#resolve = resolve));
    this.#cancelTimer = options.clock.after(STRAGGLER_MS, () => {
      this.#patient = false;
      this.review();
    });
  }

  /** Something has changed: perhaps nobody is waited for any more. */
  review(): void {
    if (this.#over || this.#options.isWaiting(this.#patient)) return;
    this.cancel();
    this.#options.onEnd();
  }

  cancel(): void {
    this.#over = true;
    this.#cancelTimer();
    this.#resolve();
  }
}
