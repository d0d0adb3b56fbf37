import type { PickerSection } from './emote-sets.ts';

/** Heights that the styles and the arithmetic share, in CSS pixels. */
export const HEAD_PX = 28;

/** Rows that are drawn beyond what is seen, on both sides: a turn of a wheel. */
const SPARE_ROWS = 3;

/** A cell, by its section and its place in it. */
export interface CellPlace {
  readonly section: number;
  readonly index: number;
}

export interface PickerRow {
  readonly section: number;
  /** Index of its first cell in the section. */
  readonly from: number;
  readonly count: number;
  /** From the top of all. */
  readonly topPx: number;
}

export interface PickerGrid {
  readonly columns: number;
  readonly cellPx: number;
  readonly rows: readonly PickerRow[];
  /** Where each section begins, and where the last one ends. */
  readonly topsPx: readonly number[];
}

/** @param widthPx of what scrolls; 0: it is not seen, and has no rows */
export function arrange(sections: readonly PickerSection[], widthPx: number, cellPx: number): PickerGrid {
  const columns = Math.floor(widthPx / cellPx);
  const rows: PickerRow[] = [];
  const topsPx = [0];
  let topPx = 0;
  if (widthPx <= 0) return { columns: 0, cellPx, rows, topsPx };
  for (const [section, { cells }] of sections.entries()) {
    topPx += HEAD_PX;
    for (let from = 0; from < cells.length; from += Math.max(1, columns)) {
      rows.push({ section, from, count: Math.min(Math.max(1, columns), cells.length - from), topPx });
      topPx += cellPx;
    }
    topsPx.push(topPx);
  }
  return { columns: Math.max(1, columns), cellPx, rows, topsPx };
}

export const rowOf = ({ rows }: PickerGrid, { section, index }: CellPlace): number =>
  rows.findIndex((row) => row.section === section && index >= row.from && index < row.from + row.count);

/** The rows that are drawn: those that are seen, some more, and the one with the stop for the Tab key. */
export function rowsToDraw(grid: PickerGrid, scrolledPx: number, heightPx: number, active: CellPlace): PickerRow[] {
  const sparePx = SPARE_ROWS * grid.cellPx;
  const kept = rowOf(grid, active);
  return grid.rows.filter(
    ({ topPx }, index) =>
      index === kept || (topPx + grid.cellPx > scrolledPx - sparePx && topPx < scrolledPx + heightPx + sparePx),
  );
}

/** The section that stands at the top. */
export const sectionAt = ({ topsPx }: PickerGrid, scrolledPx: number): number =>
  Math.max(
    0,
    topsPx.findLastIndex((topPx, index) => topPx <= scrolledPx + 1 && index < topsPx.length - 1),
  );

/**
 * Where a key leads: arrows along the row, over its ends into the next, and to the row above or below; Home and End within the row, with
 * Control to the first and last of all; pages by as many rows as are seen.
 *
 * @param at what has the focus
 * @returns null: above the first row; undefined: the key is not for the grid
 */
export function step(
  grid: PickerGrid,
  at: CellPlace,
  { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>,
  { isRtl, pageRows }: { readonly isRtl: boolean; readonly pageRows: number },
): CellPlace | null | undefined {
  const { rows } = grid;
  const here = rowOf(grid, at);
  const row = rows[here];
  if (!row) return undefined;
  const column = at.index - row.from;
  const cell = (place: number, wanted: number): CellPlace => {
    const { section, from, count } = rows[Math.max(0, Math.min(place, rows.length - 1))]!;
    return { section, index: from + Math.min(wanted, count - 1) };
  };
  const before = (): CellPlace => (column > 0 ? cell(here, column - 1) : here > 0 ? cell(here - 1, Infinity) : at);
  const after = (): CellPlace => {
    if (column + 1 < row.count) return cell(here, column + 1);
    return here + 1 < rows.length ? cell(here + 1, 0) : at;
  };
  switch (key) {
    case 'ArrowLeft':
      return isRtl ? after() : before();
    case 'ArrowRight':
      return isRtl ? before() : after();
    case 'ArrowUp':
      return here === 0 ? null : cell(here - 1, column);
    case 'ArrowDown':
      return cell(here + 1, column);
    case 'PageUp':
      return cell(here - pageRows, column);
    case 'PageDown':
      return cell(here + pageRows, column);
    case 'Home':
      return ctrlKey ? cell(0, 0) : cell(here, 0);
    case 'End':
      return ctrlKey ? cell(rows.length - 1, Infinity) : cell(here, Infinity);
    default:
      return undefined;
  }
}
