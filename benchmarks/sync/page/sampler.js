import { PictureReader } from './read-pictures.js';

/** Looks at all players again and again, at instants that keep no step with frames or displays. */
export class Sampler {
  samples = [];
  #reader = new PictureReader();
  #timer = 0;

  constructor(videos, clock, everyMs) {
    this.videos = videos;
    this.clock = clock;
    this.everyMs = everyMs;
  }

  start() {
    this.#look();
    const wait = this.everyMs * (0.7 + 0.6 * Math.random());
    this.#timer = setTimeout(() => this.start(), wait);
  }

  stop() {
    clearTimeout(this.#timer);
  }

  #look() {
    const { videos, clock } = this;
    const t = performance.now();
    const times = videos.map((video) => video.currentTime);
    const clocks = videos.map((_, i) => clock(i));
    const a = videos.map((video) => this.#reader.read(video));
    const b = videos.map((video) => this.#reader.read(video));
    this.samples.push({ t, clocks, times, a, b, tookMs: performance.now() - t });
  }
}
