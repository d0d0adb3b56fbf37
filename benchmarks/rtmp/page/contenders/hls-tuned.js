import { playHls } from '../play-hls.js';

export const play = (parent, url) => playHls(parent, url, { liveSyncDuration: 1, maxLiveSyncPlaybackRate: 1.5 });
