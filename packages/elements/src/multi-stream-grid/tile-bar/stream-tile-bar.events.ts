/** What the bar of a tile asks of the grid. */
export type TileAction = 'listen' | 'mute' | 'remove' | 'fullscreen' | 'pip';

export class TileActionEvent extends Event {
  readonly action: TileAction;

  constructor(action: TileAction) {
    super('tileaction', { bubbles: true, composed: true });
    this.action = action;
  }
}

/** The viewer set the volume in a tile's bar. */
export class TileVolumeEvent extends Event {
  /** 0 to 1 */
  readonly volume: number;

  constructor(volume: number) {
    super('tilevolume', { bubbles: true, composed: true });
    this.volume = volume;
  }
}

/** A press on the grip or on the resize corner, for the grid to follow. */
export class TileGrabEvent extends Event {
  readonly handle: 'move' | 'resize';
  readonly press: PointerEvent;

  constructor(handle: 'move' | 'resize', press: PointerEvent) {
    super('tilegrab', { bubbles: true, composed: true });
    this.handle = handle;
    this.press = press;
  }
}

declare global {
  interface HTMLElementEventMap {
    tileaction: TileActionEvent;
    tilevolume: TileVolumeEvent;
    tilegrab: TileGrabEvent;
  }
}
