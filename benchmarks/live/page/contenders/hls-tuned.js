/** hls.js set up for low latency: a distance that late parts do not reach, and leave to play faster. */
import { playHls } from '../play-hls.js';

export const create = (play) =>
  playHls(play, {
    lowLatencyMode: true,
    liveSyncDuration: 1,
    maxLiveSyncPlaybackRate: 1.5,
    // A wall of large pictures is more than a processor can do.
    capLevelToPlayerSize: true,
  });
