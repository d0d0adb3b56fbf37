/** hls.js, no rendition larger than its box. */
import { contenderOf, playAll, settings } from '../play-hls.js';

export const create = ({ tiles }) => contenderOf(playAll(tiles, { ...settings(), capLevelToPlayerSize: true }));
