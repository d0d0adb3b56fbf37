import { playHls } from '../play-hls.js';

export const play = (parent, url) => playHls(parent, url, {});
