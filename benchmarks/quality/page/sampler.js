/** Looks at all tiles ten times a second. */
const SAMPLE_EVERY_MS = 100;

export class Sampler {
  samples = [];
  #timer = 0;

  constructor(videos, origin) {
    this.videos = videos;
    this.origin = origin;
    this.#look();
    this.#timer = setInterval(() => this.#look(), SAMPLE_EVERY_MS);
  }

  /** Takes a last look. */
  stop() {
    clearInterval(this.#timer);
    this.#look();
  }

  #look() {
    const t = performance.now() - this.origin;
    const tiles = this.videos.map((video) => {
      const { droppedVideoFrames, totalVideoFrames } = video.getVideoPlaybackQuality();
      return [video.videoHeight, video.currentTime, droppedVideoFrames, totalVideoFrames];
    });
    this.samples.push({ t, tiles });
  }
}

/** When each video showed its first frame, in ms since `origin`; null while it has not. */
export function watchFirstFrames(videos, origin) {
  const times = videos.map(() => null);
  for (const [i, video] of videos.entries()) {
    const shown = () => (times[i] ??= performance.now() - origin);
    if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(shown);
    else video.addEventListener('loadeddata', shown, { once: true });
  }
  return times;
}
