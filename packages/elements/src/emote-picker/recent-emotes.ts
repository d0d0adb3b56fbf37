import { StoredTexts } from '@t333/core/preferences';
import type { PickerCell, PickerSection } from './emote-sets.ts';

const STORAGE_KEY = 't333:recent-emotes';

/** Three rows of a chat. More is no help: the search is quicker. */
export const MAX_RECENT = 24;
const MAX_KEY_UNITS = 300;

/** One for all pickers of the page, also where the storage refuses. */
const texts = /* @__PURE__ */ new StoredTexts();

/** What was stored, as far as it is what we have stored: keys, the latest first. Pictures are never taken from there. */
export function readRecent(text: string | null): string[] {
  try {
    const keys: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(keys)) return [];
    const isKey = (key: unknown): key is string => typeof key === 'string' && key.length <= MAX_KEY_UNITS;
    return [...new Set(keys.filter(isKey))].slice(0, MAX_RECENT);
  } catch {
    return [];
  }
}

export const recentKeys = (): string[] => readRecent(texts.read(STORAGE_KEY));

/** Puts one in front. */
export function addRecent({ key }: PickerCell): void {
  if (key.length > MAX_KEY_UNITS) return;
  texts.write(STORAGE_KEY, JSON.stringify([...new Set([key, ...recentKeys()])].slice(0, MAX_RECENT)));
}

/** Those of them that there are, and that can be picked. They are drawn twice: each place has a cell of its own. */
export function recentCells(sections: readonly PickerSection[], keys: readonly string[]): PickerCell[] {
  const known = new Map<string, PickerCell>();
  const wanted = new Set(keys);
  for (const { cells } of sections)
    for (const cell of cells)
      if (wanted.has(cell.key) && !cell.locked && !known.has(cell.key)) known.set(cell.key, cell);
  return keys.flatMap((key) => {
    const cell = known.get(key);
    return cell ? { ...cell } : [];
  });
}
