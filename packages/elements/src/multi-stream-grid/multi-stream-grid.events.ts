import type { T333Error } from '@t333/core';
import type { WallState } from '@t333/core/wall';

export type GridChange =
  | 'streamschange'
  | 'layoutchange'
  | 'focuschange'
  | 'audiblechange'
  | 'groupchange'
  | 'qualitychange'
  | 'equalizerchange';

/** Something about the wall changed. It bubbles and crosses shadow roots. */
export class GridChangeEvent extends Event {
  /** What it is now. */
  readonly state: WallState;

  constructor(type: GridChange, state: WallState) {
    super(type, { bubbles: true, composed: true });
    this.state = state;
  }
}

/** A link, a list or a call that the grid could not follow; the wall stays as it was, or is empty. */
export class GridErrorEvent extends Event {
  readonly error: T333Error;

  constructor(error: T333Error) {
    super('griderror', { bubbles: true, composed: true });
    this.error = error;
  }
}

declare global {
  interface HTMLElementEventMap {
    streamschange: GridChangeEvent;
    layoutchange: GridChangeEvent;
    focuschange: GridChangeEvent;
    audiblechange: GridChangeEvent;
    groupchange: GridChangeEvent;
    qualitychange: GridChangeEvent;
    equalizerchange: GridChangeEvent;
    griderror: GridErrorEvent;
  }
}
