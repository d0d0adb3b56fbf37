/** A viewer wants all streams but the focused one at their lowest, or takes that back. `preventDefault()` leaves it to the page. */
export class OptimizeEvent extends Event {
  /** False takes it back. */
  readonly optimized: boolean;

  constructor(optimized: boolean) {
    super('optimize', { bubbles: true, composed: true, cancelable: true });
    this.optimized = optimized;
  }
}

/** A viewer wants streams closed; whoever owns the tiles does it. */
export class CloseTileEvent extends Event {
  /** Of tiles, as the quality manager knows them. */
  readonly ids: readonly string[];

  constructor(ids: readonly string[]) {
    super('closetile', { bubbles: true, composed: true });
    this.ids = ids;
  }
}

declare global {
  interface HTMLElementEventMap {
    optimize: OptimizeEvent;
    closetile: CloseTileEvent;
  }
}
