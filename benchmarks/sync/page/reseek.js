import { attachAll } from './hls-source.js';

/** The rule of many multi-view pages: now and then, whoever is too far from the first player is put where that one is. */
export const reseek = (everyMs, beyondSeconds) =>
  async function create(stage) {
    const { media, offsets } = stage;
    const sources = await attachAll(stage);
    const position = (i) => media[i].currentTime - offsets[i];
    const timer = setInterval(() => {
      if (media[0].paused) return;
      for (const [i, element] of media.entries()) {
        if (Math.abs(position(i) - position(0)) > beyondSeconds) element.currentTime = position(0) + offsets[i];
      }
    }, everyMs);
    return {
      play: () => Promise.all(media.map((element) => element.play())),
      pause: () => media.forEach((element) => element.pause()),
      seek(seconds) {
        for (const [i, element] of media.entries()) element.currentTime = seconds + offsets[i];
      },
      clock: (i) => media[i].currentTime,
      setLevel: (i, level) => sources[i].setLevel(level),
      destroy() {
        clearInterval(timer);
        for (const source of sources) source.destroy();
      },
    };
  };
