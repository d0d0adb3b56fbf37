import type { Clock } from '@t333/core/time';

/** So often something is said at most. */
const EVERY_MS = 5000;
/** More than this at once nobody listens to. */
const MAX_AT_ONCE = 3;

/** Has tips said politely: the first at once, those that follow soon together. */
export class SpokenTips {
  readonly #clock: Clock;
  readonly #say: (text: string) => void;
  #cancel: (() => void) | null = null;
  #waiting: string[] = [];

  constructor(clock: Clock, say: (text: string) => void) {
    this.#clock = clock;
    this.#say = say;
  }

  add(text: string): void {
    if (this.#cancel) {
      this.#waiting.push(text);
      return;
    }
    this.#say(text);
    this.#cancel = this.#clock.after(EVERY_MS, () => {
      this.#cancel = null;
      const waiting = this.#waiting.splice(0).slice(-MAX_AT_ONCE);
      if (waiting.length > 0) this.add(waiting.join(' '));
    });
  }

  destroy(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#waiting = [];
  }
}
