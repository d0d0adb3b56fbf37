import type Hls from 'hls.js';
import type { Events, MediaFragment } from 'hls.js';
import type { Store } from '../state/store.ts';
import type { PlayerState } from './player.ts';
import type { TimelineOrigin } from './timeline-origin.ts';
import { wallClockAt } from './wall-clock.ts';

export interface HlsTimeline {
  readonly store: Store<PlayerState>;
  readonly media: HTMLMediaElement;
  readonly origin: TimelineOrigin;
  /** The address of the source. */
  readonly url: string;
}

/** Tells the date of what is shown, and how far positions are from those of the first time this source was loaded. */
export function readTimeline(hls: Hls, events: typeof Events, { store, media, origin, url }: HlsTimeline): void {
  const readDate = (fragment: MediaFragment | undefined): void => {
    const before = store.getSnapshot().wallClock;
    const wallClock = fragment ? wallClockAt(fragment.start, fragment.programDateTime, before) : before;
    if (wallClock !== before) store.update({ wallClock });
  };
  hls.on(events.LEVEL_UPDATED, (_event, { details: { fragments } }) => {
    const { currentTime } = media;
    readDate(fragments.findLast(({ start }) => start <= currentTime) ?? fragments[0]);
  });
  hls.on(events.FRAG_CHANGED, (_event, { frag }) => readDate(frag));
  hls.on(events.INIT_PTS_FOUND, (_event, { id, frag, initPTS, timescale }) => {
    if (id === 'main') store.update({ originShift: origin.shiftOf(url, frag.cc, initPTS / timescale) });
  });
}
