import type { Tile, WallState } from './wall-state.ts';

export class TileEvent extends Event {
  readonly tile: Tile;
  /** Where it is, counted from 0; of a removed tile, where it was. */
  readonly index: number;

  constructor(type: 'tileadded' | 'tileremoved' | 'tilereplaced' | 'tilemoved', tile: Tile, index: number) {
    super(type);
    this.tile = tile;
    this.index = index;
  }
}

export class TileChoiceEvent extends Event {
  /** The tile that has it now, or null. */
  readonly id: string | null;

  constructor(type: 'focuschange' | 'audiblechange', id: string | null) {
    super(type);
    this.id = id;
  }
}

export interface WallEvents {
  tileadded: TileEvent;
  tileremoved: TileEvent;
  /** Another stream is in the same place. */
  tilereplaced: TileEvent;
  /** By `move()`; not by `setTiles()`, whose caller knows the order. */
  tilemoved: TileEvent;
  focuschange: TileChoiceEvent;
  audiblechange: TileChoiceEvent;
}

/** What happened between two states: tiles gone, in reading order, then tiles added or replaced, then focus and sound. */
export function changes(before: WallState, after: WallState): (TileEvent | TileChoiceEvent)[] {
  const events: (TileEvent | TileChoiceEvent)[] = [];
  before.tiles.forEach((tile, index) => {
    if (!after.tiles.some(({ id }) => id === tile.id)) events.push(new TileEvent('tileremoved', tile, index));
  });
  after.tiles.forEach((tile, index) => {
    const old = before.tiles.find(({ id }) => id === tile.id);
    if (!old) events.push(new TileEvent('tileadded', tile, index));
    else if (old.source !== tile.source) events.push(new TileEvent('tilereplaced', tile, index));
  });
  if (before.focusId !== after.focusId) events.push(new TileChoiceEvent('focuschange', after.focusId));
  if (before.audibleId !== after.audibleId) events.push(new TileChoiceEvent('audiblechange', after.audibleId));
  return events;
}
