/** hls.js, no rendition larger than its box, and lower ones when it drops frames. */
import { contenderOf, playAll, settings } from '../play-hls.js';

export const create = ({ tiles }) =>
  contenderOf(playAll(tiles, { ...settings(), capLevelToPlayerSize: true, capLevelOnFPSDrop: true }));
