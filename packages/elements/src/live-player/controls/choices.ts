import type { MenuGroup } from '../../base/popover-menu.ts';
import { localize } from '../../i18n/localize.ts';
import { keepsNothing } from '../kept-preferences.ts';
import type { MediaShape } from '../media-shape.ts';
import { messages } from './menu-messages.ts';
import { trackItem } from './track-label.ts';

/** Null where there are none. Those that everybody is to read are no choice: they belong to “off”. */
export function captionChoice(host: MediaShape): MenuGroup | null {
  const { player, state } = host;
  const { captions = [], caption } = state ?? {};
  const free = captions.filter(({ isForced }) => !isForced);
  if (free.length === 0) return null;
  const off = free.length < captions.length ? 'controls.captionsForced' : 'controls.captionsOff';
  const selected = free.find(({ id }) => id === caption)?.id ?? '';
  return {
    label: localize(host, messages, 'controls.captions'),
    items: [
      { id: '', label: localize(host, messages, off) },
      ...free.map((track, index) => trackItem(host, track, index + 1)),
    ],
    selected,
    // Who is at “off” keeps what is forced.
    onSelect: (id) => void (id !== selected && player?.setCaption(id || null)),
  };
}

/** Null where there is one sound. */
export function audioChoice(host: MediaShape): MenuGroup | null {
  const { player, state } = host;
  const { audioTracks = [], audioTrack } = state ?? {};
  if (audioTracks.length < 2) return null;
  return {
    label: localize(host, messages, 'controls.audio'),
    items: audioTracks.map((track, index) => trackItem(host, track, index + 1)),
    selected: audioTrack ?? '',
    onSelect: (id) => player?.setAudioTrack(id),
  };
}

/** Null where there is one latency. */
export function latencyChoice(host: MediaShape): MenuGroup | null {
  const live = host.player?.live;
  const { latencyModes = [], latencyMode = 'low' } = live?.state.getSnapshot() ?? {};
  if (!live || latencyModes.length < 2) return null;
  const labels = { low: 'controls.latencyLow', normal: 'controls.latencyNormal' } as const;
  return {
    label: localize(host, messages, 'controls.latency'),
    items: latencyModes.map((mode) => ({ id: mode, label: localize(host, messages, labels[mode]) })),
    selected: latencyMode,
    onSelect: (id) => {
      live.latencyMode = id as typeof latencyMode;
      if (keepsNothing(host)) return;
      void import('@t333/core/preferences').then(
        ({ pagePreferences }) => pagePreferences.set({ latency: live.latencyMode }),
        () => {},
      );
    },
  };
}
