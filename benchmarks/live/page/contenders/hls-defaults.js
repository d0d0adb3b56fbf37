/** hls.js as it comes: in low-latency mode, at the distance that the playlist asks for. */
import { playHls } from '../play-hls.js';

export const create = (play) => playHls(play, {});
