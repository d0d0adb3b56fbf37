import type { Command } from './commands.ts';

const SHORTCUTS: Record<string, Command> = {
  ' ': 'togglePlay',
  k: 'togglePlay',
  m: 'toggleMute',
  f: 'toggleFullscreen',
  c: 'toggleCaptions',
  i: 'togglePictureInPicture',
  l: 'seekForward',
  j: 'seekBack',
  ArrowUp: 'volumeUp',
  ArrowDown: 'volumeDown',
};

export interface KeyInput {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  /** The innermost element that has the focus. */
  readonly target: Element;
  readonly isRtl: boolean;
}

/** What a key asks the player for; null where the key belongs to something else. */
export function shortcutFor({ key, altKey, ctrlKey, metaKey, target, isRtl }: KeyInput): Command | null {
  if (altKey || ctrlKey || metaKey) return null;
  if (target.closest('input, textarea, select, [contenteditable]:not([contenteditable="false"]), [popover]'))
    return null;
  // A button answers the space bar itself.
  if (key === ' ' && target.closest('button')) return null;
  if (key === 'ArrowRight' || key === 'ArrowLeft') return (key === 'ArrowRight') === isRtl ? 'seekBack' : 'seekForward';
  const name = key.length === 1 ? key.toLowerCase() : key;
  return Object.hasOwn(SHORTCUTS, name) ? (SHORTCUTS[name] ?? null) : null;
}
