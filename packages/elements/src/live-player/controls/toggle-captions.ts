import { chooseTrack, pagePreferences, type TrackPreference } from '@t333/core/preferences';
import { keepsNothing } from '../kept-preferences.ts';
import type { MediaShape } from '../media-shape.ts';

/** What was shown last. */
const last = new WeakMap<MediaShape, TrackPreference>();

/** Turns captions off, or on again: those that were shown last, here or before; else the best for the viewer. */
export function toggleCaptions(host: MediaShape): void {
  const { player, state } = host;
  const free = state?.captions.filter(({ isForced }) => !isForced) ?? [];
  const shown = free.find(({ id }) => id === state?.caption);
  if (shown) {
    last.set(host, { isOff: false, language: shown.language, kind: shown.kind ?? '' });
    return player?.setCaption(null);
  }
  const before = last.get(host) ?? (keepsNothing(host) ? null : pagePreferences.state.getSnapshot().captions);
  const wanted = { language: '', kind: 'captions', ...before, isOff: false };
  const id = chooseTrack(free, wanted, navigator.languages) ?? free[0]?.id;
  if (id !== undefined) player?.setCaption(id);
}
