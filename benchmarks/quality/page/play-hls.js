import { Hls as LightHls } from 'hls.js/light';
import { hlsConfig } from '../../../packages/core/src/player/hls-config.ts';

/** hls.js as the players of t333 set it up, without what they decide about quality. */
export const settings = () => ({
  ...hlsConfig({ startSeconds: null, workerUrl: undefined, isOnline: () => true, random: Math.random }),
  capLevelToPlayerSize: false,
});

/**
 * Plays each tile with an instance of its own, which gets over its errors as the documentation of hls.js says.
 *
 * @param {object[]} tiles
 * @param {object} config
 * @param {typeof LightHls} [Hls]
 */
export function playAll(tiles, config, Hls = LightHls) {
  return tiles.map(({ video, url }) => {
    const hls = new Hls(config);
    hls.on(Hls.Events.ERROR, (_event, { fatal, type }) => {
      if (!fatal) return;
      if (type === Hls.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
      else if (hls.levels.length === 0) hls.loadSource(url);
      else hls.startLoad();
    });
    hls.loadSource(url);
    hls.attachMedia(video);
    video.play().catch(() => {});
    return hls;
  });
}

/** What a contender gives back that leaves all to its instances of hls.js. */
export const contenderOf = (players, { setFocus = () => {}, destroy = () => {} } = {}) => ({
  setFocus,
  stats: () =>
    players.map((hls) => ({
      level: hls.currentLevel,
      capping: hls.autoLevelCapping,
      estimate: Math.round(hls.bandwidthEstimate),
    })),
  destroy() {
    destroy();
    for (const hls of players) hls.destroy();
  },
});
