/** hls.js as it comes. */
import { Hls } from 'hls.js';
import { contenderOf, playAll } from '../play-hls.js';

export const create = ({ tiles }) => contenderOf(playAll(tiles, {}, Hls));
