import { PictureReader } from '../../sync/page/read-pictures.js';

/** Looks ten times a second, at instants that keep no step with frames, parts, or the control of a player. */
const LOOK_MS = 100;
const SCATTER = 0.3;

/** Looks at all videos of a contender again and again. */
export class Watcher {
  /** One for each look. */
  samples = [];
  #reader = new PictureReader();
  #contender;

  constructor(contender) {
    this.#contender = contender;
    this.#look();
  }

  /** What was seen since the last call. */
  take() {
    return this.samples.splice(0);
  }

  #look() {
    setTimeout(() => this.#look(), LOOK_MS * (1 - SCATTER + 2 * SCATTER * Math.random()));
    const videos = this.#contender.videos();
    const t = Date.now();
    // One after the other, and a wall has many.
    const ats = [];
    const frames = videos.map((video) => {
      ats.push(Date.now());
      return this.#reader.read(video);
    });
    const told = videos.map((video, i) => this.#contender.tell?.(i) ?? tellOf(video));
    this.samples.push({
      t,
      ats,
      frames,
      told,
      times: videos.map(({ currentTime }) => currentTime),
      rates: videos.map(({ playbackRate }) => playbackRate),
      numbers: videos.map((_, i) => this.#contender.numbers?.(i) ?? null),
    });
  }
}

const HAVE_FUTURE_DATA = 3;

/** What a media element says of itself. */
export function tellOf(video) {
  if (video.error) return 'error';
  if (video.ended) return 'ended';
  if (video.paused) return 'paused';
  return video.readyState < HAVE_FUTURE_DATA ? 'waiting' : 'playing';
}
