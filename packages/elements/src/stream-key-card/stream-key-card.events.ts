import type { KeySlot } from '@t333/core/creator';

/** A `<stream-key-card>` has had a key replaced. The key is not in it. */
export class KeyRotateEvent extends Event {
  readonly which: KeySlot;

  constructor(which: KeySlot) {
    super('keyrotate', { bubbles: true, composed: true });
    this.which = which;
  }
}

declare global {
  interface HTMLElementEventMap {
    keyrotate: KeyRotateEvent;
  }
}
