/** hls.js, no rendition larger than its box, and all players believe in one estimate of the link they share. */
import { Hls } from 'hls.js/light';
import { contenderOf, playAll, settings } from '../play-hls.js';
import { SharedEstimator } from '../shared-estimate.js';

export function create({ tiles }) {
  let shared = null;

  class Abr extends Hls.DefaultConfig.abrController {
    constructor(hls) {
      super(hls);
      shared ??= new SharedEstimator(this.bwEstimator);
      // It would replace the estimator by a fresh one after a download that was given up.
      Object.defineProperty(this, 'bwEstimator', { get: () => shared, set() {} });
    }
  }

  class Loader extends Hls.DefaultConfig.loader {
    load(...request) {
      shared.watch(this.stats);
      super.load(...request);
    }
  }

  const players = playAll(tiles, {
    ...settings(),
    capLevelToPlayerSize: true,
    abrController: Abr,
    fLoader: Loader,
  });
  return contenderOf(players, { destroy: () => shared.stop() });
}
