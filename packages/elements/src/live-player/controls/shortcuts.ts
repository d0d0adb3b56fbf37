import type { MediaShape } from '../media-shape.ts';
import {
  audibleVolume,
  SEEK_STEP_SECONDS,
  seekBy,
  setVolume,
  toggleCaptions,
  toggleFullscreen,
  toggleMute,
  togglePictureInPicture,
  togglePlay,
  VOLUME_STEP,
} from './commands.ts';

type Shortcut = (host: MediaShape, video: HTMLVideoElement) => void;

const seekForward: Shortcut = (host) => seekBy(host, SEEK_STEP_SECONDS);
const seekBack: Shortcut = (host) => seekBy(host, -SEEK_STEP_SECONDS);

const SHORTCUTS: Record<string, Shortcut> = {
  ' ': togglePlay,
  k: togglePlay,
  m: toggleMute,
  f: toggleFullscreen,
  c: toggleCaptions,
  i: (_, video) => togglePictureInPicture(video),
  j: seekBack,
  l: seekForward,
  arrowup: (host) => setVolume(host, audibleVolume(host) + VOLUME_STEP),
  arrowdown: (host) => setVolume(host, audibleVolume(host) - VOLUME_STEP),
};

const TEXT_INPUTS = 'input, textarea, select, [contenteditable]:not([contenteditable="false"]), [popover]';

/** Finds what a key asks of the player; undefined where the key belongs to something else. */
export function shortcutFor(event: KeyboardEvent, isRtl: boolean): Shortcut | undefined {
  const { defaultPrevented, altKey, ctrlKey, metaKey, shiftKey } = event;
  const target = event.composedPath()[0] as Element;
  if (defaultPrevented || altKey || ctrlKey || metaKey || shiftKey || target.closest(TEXT_INPUTS)) return;
  const key = event.key.toLowerCase();
  // A button answers the space bar itself.
  if (key === ' ' && target.closest('button')) return;
  if (key === 'arrowleft' || key === 'arrowright') return (key === 'arrowleft') === isRtl ? seekForward : seekBack;
  return Object.hasOwn(SHORTCUTS, key) ? SHORTCUTS[key] : undefined;
}
