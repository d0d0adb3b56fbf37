import {
  dropTarget,
  FREE_GRID_COLUMNS,
  FREE_GRID_ROWS,
  moveCell,
  packCells,
  resizeCell,
  type ArrowDirection,
  type TileRect,
} from '@t333/core/layout';
import type { Wall } from '@t333/core/wall';
import { addStyles } from '../base/add-styles.ts';
import { dragStyles } from './drag-tiles.styles.ts';
import type { TileStage } from './tile-stage.ts';
import { trackPointer } from './track-pointer.ts';

/** What lies where, at the moment of asking. */
export interface Arrangement {
  readonly wall: Wall;
  readonly stage: TileStage;
  readonly rects: readonly TileRect[];
  /** CSS px of the stage. */
  readonly box: { readonly width: number; readonly height: number };
  readonly rtl: boolean;
}

const STEPS: Readonly<Record<ArrowDirection, readonly [dx: number, dy: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** Follows the pointer that took a tile by its grip or by its corner, and changes the wall where it lets go. */
export function dragTile(
  arrangement: () => Arrangement,
  id: string,
  handle: 'move' | 'resize',
  press: PointerEvent,
): void {
  const { wall, stage, rects, rtl } = arrangement();
  const tile = stage.get(id);
  const rect = rects.find((one) => one.id === id);
  if (!tile || !rect) return;
  for (const one of rects) addStyles(stage.get(one.id)?.renderRoot ?? tile.renderRoot, dragStyles);
  const isFree = wall.state.getSnapshot().layout === 'free';
  const others = rects.filter((one) => one !== rect);
  const targetAt = (dx: number, dy: number): string | null =>
    dropTarget(others, { x: rect.x + dx + rect.width / 2, y: rect.y + dy + rect.height / 2 });
  const mark = (target: string | null): void => {
    for (const other of others) stage.get(other.id)?.toggleAttribute('target', other.id === target);
  };

  trackPointer(press, {
    move(dx, dy) {
      tile.toggleAttribute('dragging', true);
      if (handle === 'resize') {
        tile.style.width = `${Math.max(0, rect.width + (rtl ? -dx : dx))}px`;
        tile.style.translate = rtl ? `${dx}px` : '';
        tile.style.height = `${Math.max(0, rect.height + dy)}px`;
      } else {
        tile.style.translate = `${dx}px ${dy}px`;
        if (!isFree) mark(targetAt(dx, dy));
      }
    },
    end(dropped, dx, dy) {
      tile.toggleAttribute('dragging', false);
      tile.style.translate = '';
      mark(null);
      // Box and tiles may have changed since the press.
      const now = arrangement();
      stage.place(now.rects);
      if (!dropped || !now.rects.some((one) => one.id === id)) return;
      if (isFree) shiftCell(now, id, handle, dx, dy);
      else takePlaceOf(wall, id, targetAt(dx, dy));
    },
  });
}

/** The same by an arrow key. */
export function nudgeTile(
  arrangement: Arrangement,
  id: string,
  handle: 'move' | 'resize',
  direction: ArrowDirection,
): void {
  const { width, height } = cellSize(arrangement);
  const [dx, dy] = STEPS[direction];
  shiftCell(arrangement, id, handle, dx * width, dy * height);
}

function takePlaceOf(wall: Wall, id: string, target: string | null): void {
  const index = wall.state.getSnapshot().tiles.findIndex((tile) => tile.id === target);
  if (index >= 0) wall.move(id, index);
}

const cellSize = ({ box }: Arrangement): { width: number; height: number } => ({
  width: box.width / FREE_GRID_COLUMNS,
  height: box.height / FREE_GRID_ROWS,
});

/** Moves or resizes a tile of the free layout by a distance in CSS px, to the nearest cell. */
function shiftCell(arrangement: Arrangement, id: string, handle: 'move' | 'resize', dx: number, dy: number): void {
  const { wall, rtl } = arrangement;
  const tiles = packCells(wall.state.getSnapshot().tiles);
  const cell = tiles.find((tile) => tile.id === id)?.cell;
  if (!cell) return;
  const { width, height } = cellSize(arrangement);
  const columns = Math.round((rtl ? -dx : dx) / width);
  const rows = Math.round(dy / height);
  wall.setTiles(
    handle === 'move'
      ? moveCell(tiles, id, cell.column + columns, cell.row + rows)
      : resizeCell(tiles, id, cell.columnSpan + columns, cell.rowSpan + rows),
  );
}
