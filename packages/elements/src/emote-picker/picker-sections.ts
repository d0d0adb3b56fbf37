import type { PickerCell, PickerSection } from './emote-sets.ts';
import { rank } from './rank.ts';

/** What is found by a name, each emote once, as one section; none where nothing is found. */
export function found(
  sections: readonly PickerSection[],
  query: string,
  titleOf: (count: number) => string,
): PickerSection[] {
  const all = new Map(sections.flatMap(({ cells }) => cells.map((cell) => [cell.key, cell] as const)));
  const cells = rank(all.values(), ({ name, text }) => (name === text ? name : [name, text]), query);
  return cells.length > 0 ? [{ id: 'found', title: titleOf(cells.length), cells }] : [];
}

/** What was used lately comes first. */
export const withRecent = (
  sections: readonly PickerSection[],
  cells: readonly PickerCell[],
  title: string,
): readonly PickerSection[] => (cells.length > 0 ? [{ id: 'recent', title, cells }, ...sections] : sections);
