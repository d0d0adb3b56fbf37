import { FakeFeed, said } from '../../../packages/elements/src/live-chat/fake-feed.harness.ts';

const WORDS =
  'what a goal that was not offside look again the keeper never saw it coming from there wow haha no way'.split(' ');
const USERS = 400;
const TURN_MS = 20;

/** The same for everybody. */
function random() {
  let seed = 7;
  return () => {
    seed = (seed * 1664525 + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

/** A chat at a steady rate, in frames of 20 ms; every third message has an emote, or several. */
export class Generator {
  #random = random();
  #count = 0;
  #timer;

  /** @param {{ rate: number, emotes: string[] }} options messages a second; names of pictures */
  constructor({ rate, emotes }) {
    this.feed = new FakeFeed(2000);
    this.rate = rate;
    this.emotes = emotes;
  }

  start() {
    const sinceMs = performance.now();
    this.#timer = setInterval(() => {
      const due = Math.floor(((performance.now() - sinceMs) / 1000) * this.rate);
      const entries = [];
      while (this.#count < due) entries.push(this.#say());
      if (entries.length > 0) this.feed.append(...entries);
    }, TURN_MS);
  }

  stop() {
    clearInterval(this.#timer);
  }

  #pick(list) {
    return list[Math.floor(this.#random() * list.length)];
  }

  #say() {
    const user = Math.floor(this.#random() * USERS);
    const words = Array.from({ length: 2 + Math.floor(this.#random() * 10) }, () => this.#pick(WORDS)).join(' ');
    const fragments = [{ type: 'text', text: `${words} ` }];
    if (this.#random() < 0.34) {
      for (let emotes = 1 + Math.floor(this.#random() * 3); emotes > 0; emotes--) {
        const name = this.#pick(this.emotes);
        const images = [{ url: `/emotes/${name}`, scale: 2 }];
        fragments.push({ type: 'emote', text: `:${name}:`, id: name, provider: 'bench', images, zeroWidth: false });
      }
    }
    return said(fragments, {
      key: `m${this.#count++}`,
      user: {
        id: `u${user}`,
        handle: `user${user}`,
        name: `Viewer${user}`,
        color: `#${((user * 40503) & 0xffffff).toString(16).padStart(6, '0')}`,
      },
    });
  }
}
