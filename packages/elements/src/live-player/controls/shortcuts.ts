import { SEEK_STEP_SECONDS, VOLUME_STEP, type Commands } from './commands.ts';

type Shortcut = (commands: Commands) => void;

const togglePlay: Shortcut = (commands) => commands.togglePlay();
const seekForward: Shortcut = (commands) => commands.seekBy(SEEK_STEP_SECONDS);
const seekBack: Shortcut = (commands) => commands.seekBy(-SEEK_STEP_SECONDS);

const SHORTCUTS: Record<string, Shortcut> = {
  ' ': togglePlay,
  k: togglePlay,
  m: (commands) => commands.toggleMute(),
  f: (commands) => commands.toggleFullscreen(),
  c: (commands) => commands.toggleCaptions(),
  i: (commands) => commands.togglePictureInPicture(),
  j: seekBack,
  l: seekForward,
  arrowup: (commands) => (commands.volume += VOLUME_STEP),
  arrowdown: (commands) => (commands.volume -= VOLUME_STEP),
};

const TEXT_INPUTS = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [popover]';

/** Finds what a key asks of the player; undefined where the key belongs to something else. */
export function shortcutFor(event: KeyboardEvent, isRtl: boolean): Shortcut | undefined {
  const target = event.composedPath()[0] as Element;
  if (
    event.defaultPrevented ||
    event.altKey ||
    event.ctrlKey ||
    event.metaKey ||
    event.shiftKey ||
    target.closest(TEXT_INPUTS)
  )
    return;
  const key = event.key.toLowerCase();
  // A button answers the space bar itself.
  if (key === ' ' && target.closest('button')) return;
  if (key === 'arrowleft' || key === 'arrowright') return (key === 'arrowleft') === isRtl ? seekForward : seekBack;
  return Object.hasOwn(SHORTCUTS, key) ? SHORTCUTS[key] : undefined;
}
