/**
 * An embedded player as its host page sees it: every command takes a hop to get there, every report a hop back, reports come four
 * times a second, and there is no playback rate. Shaped like a media element, so that every contender can hold it. As the wrappers
 * that people use for such players, it takes a seek for begun once it is ordered.
 */
const REPORT_EVERY_MS = 250;
const MIN_HOP_MS = 15;
const MAX_HOP_MS = 40;

const REPORTED_EVENTS = [
  'loadedmetadata',
  'loadeddata',
  'canplay',
  'durationchange',
  'play',
  'playing',
  'pause',
  'waiting',
  'ended',
];

/** One way: messages take their time, but none overtakes another. */
function createHops() {
  let lastArrivalMs = 0;
  return (task) => {
    const nowMs = performance.now();
    lastArrivalMs = Math.max(lastArrivalMs, nowMs + MIN_HOP_MS + Math.random() * (MAX_HOP_MS - MIN_HOP_MS));
    setTimeout(task, lastArrivalMs - nowMs);
  };
}

export class EmbedMedia extends EventTarget {
  #video;
  #report = { currentTime: 0, paused: true, ended: false, readyState: 0, duration: Number.NaN };
  #timer;
  #abort = new AbortController();
  #there = createHops();
  #back = createHops();
  /** The last seek that was ordered, that the player has been told of, and that it has reported as done: their numbers. */
  #ordered = 0;
  #told = 0;
  #done = 0;
  #target = 0;

  constructor(video) {
    super();
    this.#video = video;
    this.#timer = setInterval(() => this.#send('timeupdate'), REPORT_EVERY_MS);
    for (const type of REPORTED_EVENTS) {
      video.addEventListener(type, () => this.#send(type), { signal: this.#abort.signal });
    }
  }

  destroy() {
    clearInterval(this.#timer);
    this.#abort.abort();
  }

  #send(type) {
    const { currentTime, paused, ended, readyState, duration } = this.#video;
    this.#back(() => {
      this.#report = { currentTime, paused, ended, readyState, duration };
      this.dispatchEvent(new Event(type));
    });
  }

  src = '';
  volume = 1;
  muted = true;
  preservesPitch = true;
  error = null;

  get currentTime() {
    return this.seeking ? this.#target : this.#report.currentTime;
  }
  set currentTime(seconds) {
    this.#target = seconds;
    const seek = ++this.#ordered;
    queueMicrotask(() => this.dispatchEvent(new Event('seeking')));
    this.#there(() => {
      this.#told = seek;
      this.#video.currentTime = seconds;
      this.#video.addEventListener('seeked', () => this.#arrived(), { once: true });
    });
  }
  /** The element reports one arrival for several seeks when they come close together. */
  #arrived() {
    if (this.#video.seeking) return;
    const { currentTime } = this.#video;
    const told = this.#told;
    this.#back(() => {
      this.#report = { ...this.#report, currentTime };
      this.#done = told;
      this.dispatchEvent(new Event('seeked'));
    });
  }
  get playbackRate() {
    return 1;
  }
  set playbackRate(_rate) {
    // There is none.
  }
  get paused() {
    return this.#report.paused;
  }
  get ended() {
    return this.#report.ended;
  }
  get seeking() {
    return this.#done < this.#ordered;
  }
  get readyState() {
    return this.#report.readyState;
  }
  get duration() {
    return this.#report.duration;
  }
  get buffered() {
    return this.#video.buffered;
  }
  get seekable() {
    return this.#video.seekable;
  }
  get videoWidth() {
    return this.#video.videoWidth;
  }
  get videoHeight() {
    return this.#video.videoHeight;
  }
  play() {
    return new Promise((resolve, reject) => {
      this.#there(() => this.#video.play().then(resolve, reject));
    });
  }
  pause() {
    this.#there(() => this.#video.pause());
  }
}
