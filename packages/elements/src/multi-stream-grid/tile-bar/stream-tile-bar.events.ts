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

/** The viewer chose in a tile's bar what it plays. */
export class TileQualityEvent extends Event {
  /** Id of the rendition to keep to; null leaves it to the quality manager. */
  readonly rendition: string | null;
  /** Whether the sound is enough. */
  readonly audioOnly: boolean;

  constructor(rendition: string | null, audioOnly = false) {
    super('tilequality', { bubbles: true, composed: true });
    this.rendition = rendition;
    this.audioOnly = audioOnly;
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
    tilequality: TileQualityEvent;
    tilegrab: TileGrabEvent;
  }
}
