import type { Clock } from '@t333/core/time';

/** Whoever only passes by wants to see nothing. */
export const INTENT_MS = 400;

export interface PreviewIntentOptions {
  clock: Clock;
  /** Somebody may want to see more; `signal` aborts when nobody does any more. */
  consider?(signal: AbortSignal): void;
  show(): void;
  hide(): void;
}

/** Tells a wish to see more from a pointer or a focus that passes by. */
export class PreviewIntent {
  readonly #options: PreviewIntentOptions;
  readonly #reasons = new Set<string>();
  #cancel: (() => void) | null = null;
  #isShown = false;
  #life: AbortController | null = null;

  constructor(options: PreviewIntentOptions) {
    this.#options = options;
  }

  /** @param reason `hover`, `focus`: each of them is enough */
  enter(reason: string): void {
    this.#reasons.add(reason);
    if (this.#isShown || this.#cancel) return;
    this.#life = new AbortController();
    this.#options.consider?.(this.#life.signal);
    this.#cancel = this.#options.clock.after(INTENT_MS, () => {
      this.#cancel = null;
      this.#isShown = true;
      this.#options.show();
    });
  }

  leave(reason: string): void {
    this.#reasons.delete(reason);
    if (this.#reasons.size === 0) this.end();
  }

  /** Whatever the reasons are: until a new one. */
  end(): void {
    this.#reasons.clear();
    this.#cancel?.();
    this.#cancel = null;
    this.#life?.abort();
    if (this.#isShown) this.#options.hide();
    this.#isShown = false;
  }
}
