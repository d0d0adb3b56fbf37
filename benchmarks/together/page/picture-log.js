import { PictureReader } from '../../sync/page/read-pictures.js';

/** Finer than frames and displays, and at random, to keep step with neither, in ms. */
const READ_EVERY_MS = { min: 5, max: 9 };

/** A look usually takes 1 ms. Of one that was interrupted for longer nobody knows when what was seen, in ms. */
const MAX_LOOK_MS = 4;

/** The machine's time: the same for all pages, whatever their devices believe the date to be. */
export const truthMs = () => performance.timeOrigin + performance.now();

/** Reads one video's picture again and again. */
export class PictureLog {
  /** Columns, for there are many: times of the machine, frame numbers, and where the player and the group say that they are. */
  readings = { t: [], frame: [], clock: [], line: [] };
  /** When the page was drawn. A page that nobody sees is not. */
  draws = [];
  #reader = new PictureReader();
  #timer = 0;
  #request = 0;

  constructor(video, clock, line) {
    this.video = video;
    this.clock = clock;
    this.line = line;
  }

  start() {
    this.#read();
    this.#count();
  }

  stop() {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#request);
  }

  #read = () => {
    const { readings } = this;
    const { min, max } = READ_EVERY_MS;
    this.#timer = setTimeout(this.#read, min + Math.random() * (max - min));
    const t = truthMs();
    const clock = this.clock();
    const line = this.line();
    const frame = this.#reader.read(this.video);
    if (truthMs() - t > MAX_LOOK_MS) return;
    readings.t.push(t);
    readings.clock.push(clock);
    readings.line.push(line);
    readings.frame.push(frame);
  };

  #count = () => {
    this.#request = requestAnimationFrame(this.#count);
    this.draws.push(truthMs());
  };
}
