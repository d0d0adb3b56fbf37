import type { Tip } from '@t333/core/tips';

/** A tip is on the screen. */
export class TipShowEvent extends Event {
  readonly tip: Tip;

  constructor(tip: Tip) {
    super('tipshow', { bubbles: true, composed: true });
    this.tip = tip;
  }
}

/** A tip has been on the screen. */
export class TipEndEvent extends Event {
  readonly tip: Tip;

  constructor(tip: Tip) {
    super('tipend', { bubbles: true, composed: true });
    this.tip = tip;
  }
}

declare global {
  interface HTMLElementEventMap {
    tipshow: TipShowEvent;
    tipend: TipEndEvent;
  }
}
