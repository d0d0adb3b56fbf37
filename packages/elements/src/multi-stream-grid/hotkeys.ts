import type { ArrowDirection } from '@t333/core/layout';

/** What a key asks of the grid. */
export type GridCommand =
  | { readonly kind: 'go-to'; readonly index: number }
  | { readonly kind: 'step' | 'move' | 'resize'; readonly direction: ArrowDirection }
  | { readonly kind: 'select' | 'play' | 'mute' | 'fullscreen' | 'fullscreen-wall' | 'remove' };

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>;

const ARROWS: Readonly<Record<string, ArrowDirection>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

const PLAIN_KEYS: Readonly<Record<string, GridCommand>> = {
  ' ': { kind: 'play' },
  k: { kind: 'play' },
  m: { kind: 'mute' },
  f: { kind: 'fullscreen' },
  Enter: { kind: 'select' },
  Delete: { kind: 'remove' },
};

/**
 * The command of a key, or null. Arrows step, with Shift they move the tile, with Shift and Alt they resize its cell;
 * 1–9 go to a tile; Shift+F is the whole wall's fullscreen. Keys with Ctrl or ⌘ belong to the browser.
 */
export function commandForKey({ key, code, shiftKey, altKey, ctrlKey, metaKey }: Key): GridCommand | null {
  if (ctrlKey || metaKey) return null;
  const direction = Object.hasOwn(ARROWS, key) ? ARROWS[key] : undefined;
  if (direction) {
    if (altKey) return shiftKey ? { kind: 'resize', direction } : null;
    return { kind: shiftKey ? 'move' : 'step', direction };
  }
  if (altKey) return null;
  if (shiftKey) return key.toLowerCase() === 'f' ? { kind: 'fullscreen-wall' } : null;
  // By position, for keyboards whose digits need Shift (French), and by value, for the number pad.
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1] ?? /^[1-9]$/.exec(key)?.[0];
  if (digit) return { kind: 'go-to', index: Number(digit) - 1 };
  const name = key.length === 1 ? key.toLowerCase() : key;
  return Object.hasOwn(PLAIN_KEYS, name) ? (PLAIN_KEYS[name] ?? null) : null;
}

/** Elements that use keys themselves. */
const KEY_USERS =
  'input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=slider], [role=textbox], [role=menu], [role=listbox], [role=combobox]';

/** Elements that are pressed by Space and Enter. */
const PRESSABLE = 'button, a[href], summary, [role=button], [role=menuitem]';

/** Whether a key belongs to what has the focus, such as a text field, rather than to the grid. */
export function keyIsTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return true;
  const presses = event.key === ' ' || event.key === 'Enter';
  return event
    .composedPath()
    .some((node) => node instanceof Element && node.matches(presses ? `${KEY_USERS}, ${PRESSABLE}` : KEY_USERS));
}
