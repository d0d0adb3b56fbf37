import type { WallState } from '@t333/core/wall';
import type { GridPort } from './grid-input.ts';

/** Bars and input: they come with the first picture, or the first sign of somebody who wants to use them. */
export class LateControls {
  readonly #port: GridPort;
  #life: AbortSignal | null = null;
  /** The life that has its controls. */
  #controlled: AbortSignal | null = null;
  #module: typeof import('./controls.ts') | null = null;
  /** The tile that was clicked before there were controls. */
  #clickedId: string | null = null;

  constructor(port: GridPort) {
    this.#port = port;
  }

  listen(signal: AbortSignal): void {
    this.#life = signal;
    const { element } = this.#port;
    for (const type of ['pointerover', 'focusin', 'click']) element.addEventListener(type, this.load, { signal });
    element.ownerDocument.addEventListener('keydown', this.load, { signal });
  }

  /** For any event that gives reason to. */
  readonly load = async (event: Event): Promise<void> => {
    const signal = this.#life;
    if (!signal || signal.aborted || this.#controlled === signal) return;
    // Its path is gone once the event has passed.
    const clickedId = event.type === 'click' ? this.#port.arrangement().stage.idOf(event) : null;
    this.#clickedId = clickedId ?? this.#clickedId;
    const module = await import('./controls.ts').catch(() => null);
    // Without a network the next sign tries again.
    if (!module || signal.aborted || this.#controlled === signal) return;
    this.#controlled = signal;
    this.#module = module;
    module.defineTileBar();
    const input = new module.GridInput(this.#port);
    input.listen(signal);
    if (this.#clickedId !== null) input.choose(this.#clickedId);
    this.#clickedId = null;
  };

  /** Before anybody could have done anything there is nothing to say. */
  announce(region: Element, before: WallState, now: WallState): void {
    this.#module?.announceChange(region, before, now, this.#port.current());
  }
}
