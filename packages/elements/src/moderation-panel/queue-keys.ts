import type { HeldMessage, Judgement } from '@t333/core/chat';

const PAGE_ROWS = 10;

/** What a key in the queue asks for; null: it is not for the queue. */
export type QueueWish =
  | { readonly kind: 'go'; readonly id: string }
  | { readonly kind: 'judge'; readonly verdict: Judgement['verdict'] }
  | { readonly kind: 'take-back' }
  | { readonly kind: 'person' };

/** @param current the id of the row that has the focus */
export function queueWish(
  { key, ctrlKey, metaKey, altKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  shown: readonly Pick<HeldMessage, 'id'>[],
  current: string,
): QueueWish | null {
  if (ctrlKey || metaKey || altKey) return null;
  const at = shown.findIndex(({ id }) => id === current);
  const places: Record<string, number> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    PageUp: at - PAGE_ROWS,
    PageDown: at + PAGE_ROWS,
    Home: 0,
    End: shown.length - 1,
  };
  if (Object.hasOwn(places, key)) {
    const one = shown[Math.max(0, Math.min(places[key]!, shown.length - 1))];
    return one ? { kind: 'go', id: one.id } : null;
  }
  switch (key.toLowerCase()) {
    case 'a':
      return { kind: 'judge', verdict: 'approve' };
    case 'd':
      return { kind: 'judge', verdict: 'deny' };
    case 'u':
      return { kind: 'take-back' };
    case 'p':
      return { kind: 'person' };
    default:
      return null;
  }
}

/** Where the focus goes from a message that is decided: to the next that is not, or back to the last of them. */
export function nextOf(
  shown: readonly Pick<HeldMessage, 'id'>[],
  current: string,
  judgements: ReadonlyMap<string, Judgement>,
): string | null {
  const at = shown.findIndex(({ id }) => id === current);
  const isOpen = ({ id }: Pick<HeldMessage, 'id'>): boolean => id !== current && !judgements.has(id);
  return (shown.slice(at + 1).find(isOpen) ?? shown.slice(0, Math.max(0, at)).findLast(isOpen))?.id ?? null;
}
