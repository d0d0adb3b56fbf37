/**
 * Vimeo's own TimingSrcConnector with its defaults, on players in the shape of Vimeo's over media elements. They answer at once,
 * where Vimeo's are in another frame, so it is measured at its best.
 */
import { TimingSrcConnector } from '@vimeo/player/src/lib/timing-src-connector.js';
import { TimingObject } from 'timing-object';
import { attachAll } from '../hls-source.js';

/** The connector knows no offsets, so the player reports and takes positions on the event's clock. */
const playerShaped = (element, offset) => ({
  getCurrentTime: async () => element.currentTime - offset,
  setCurrentTime: async (seconds) => {
    element.currentTime = seconds + offset;
  },
  getPaused: async () => element.paused,
  play: async () => element.play(),
  pause: async () => element.pause(),
  getPlaybackRate: async () => element.playbackRate,
  setPlaybackRate: async (rate) => {
    element.playbackRate = rate;
  },
  setMuted: async (muted) => {
    element.muted = muted;
  },
});

export async function create(stage) {
  const { media, offsets, startSeconds } = stage;
  const sources = await attachAll(stage);
  const timing = new TimingObject({ position: startSeconds, velocity: 0 });
  const connectors = media.map((element, i) => new TimingSrcConnector(playerShaped(element, offsets[i]), timing));
  return {
    play: () => timing.update({ velocity: 1 }),
    pause: () => timing.update({ velocity: 0 }),
    seek: (seconds) => timing.update({ position: seconds }),
    clock: (i) => media[i].currentTime,
    setLevel: (i, level) => sources[i].setLevel(level),
    destroy() {
      for (const connector of connectors) connector.disconnect();
      for (const source of sources) source.destroy();
    },
  };
}
