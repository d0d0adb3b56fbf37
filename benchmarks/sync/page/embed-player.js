import { MediaPlayer } from '@t333/core/player';
import { attachHls } from './hls-source.js';

/** A `StreamPlayer` that can only play, pause and seek, as that of an embed. */
class EmbedPlayer extends MediaPlayer {
  #video;
  #hls;
  #source = null;

  constructor(video, media, hls) {
    super({ media });
    this.#video = video;
    this.#hls = hls;
  }

  describe(streamType) {
    return Object.freeze({
      ...super.describe(streamType),
      rate: 'none',
      seek: 'coarse',
      frameTime: false,
    });
  }

  attach(url) {
    this.#source = attachHls(this.#video, url, this.startSeconds ?? -1, this.#hls);
  }

  detach() {
    this.#source?.destroy();
  }
}

export const createEmbedPlayer = (video, media, hls) => new EmbedPlayer(video, media, hls);
