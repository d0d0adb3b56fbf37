import { Hls } from 'hls.js/light';
import { hlsConfig } from '../../../packages/core/src/player/hls-config.ts';

const READY_TIMEOUT_MS = 20_000;
const HAVE_FUTURE_DATA = 3;

/** How near to the wanted position a player must stand to be ready, in seconds: a frame and what hls.js may shift. */
const START_TOLERANCE_SECONDS = 0.15;

/** hls.js as the players of t333 set it up, for those who bring no player of their own. */
export function attachHls(video, url, startSeconds, overrides) {
  const settings = { startSeconds, workerUrl: undefined, isOnline: () => true, random: Math.random };
  const hls = new Hls({ ...hlsConfig(settings), ...overrides });
  hls.loadSource(url);
  hls.attachMedia(video);
  return {
    setLevel(level) {
      hls.nextLevel = level;
    },
    destroy: () => hls.destroy(),
  };
}

/** Waits until all could play on from where they should. */
export async function allReady(videos, starts) {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  const isReady = (video, i) =>
    video.readyState >= HAVE_FUTURE_DATA &&
    !video.seeking &&
    Math.abs(video.currentTime - starts[i]) < START_TOLERANCE_SECONDS;
  while (!videos.every(isReady)) {
    if (performance.now() > deadline) {
      const states = videos.map(({ readyState, currentTime }) => `${readyState} at ${currentTime}`).join(', ');
      throw new Error(`Not ready: ${states}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Attaches everybody and waits. `media` are the elements, or what stands for them. */
export async function attachAll({ videos, media, urls, offsets, startSeconds, hls }) {
  const starts = offsets.map((offset) => startSeconds + offset);
  const sources = videos.map((video, i) => attachHls(video, urls[i], starts[i], hls));
  await allReady(media, starts);
  return sources;
}
