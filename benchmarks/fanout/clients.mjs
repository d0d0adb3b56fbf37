/** A process full of clients: they join, hear, and are asked what they have heard. Started by `run.mjs`. */
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { DIALECTS } from './dialects.mjs';

/** Sockets that are opened at once: more only wait for each other. */
const AT_ONCE = 200;

const clients = [];

/** Of 127.0.0.0/8: a server counts the sockets of one address. */
const addressOf = (index) =>
  `127.${1 + (index % 200)}.${Math.floor(index / 200) % 250}.${1 + Math.floor(index / 50_000)}`;

/** Every so many clients look at the clock, too. */
const WATCHED = 50;
const delaysMs = [];

class Client {
  joined = false;
  heard = 0;
  /** Messages that came out of their order, or twice, or not at all. */
  faults = 0;
  #last = 0;
  #socket;

  constructor(index, { server, url, channelId }) {
    const dialect = DIALECTS[server];
    const target = new URL(dialect.path, url);
    this.ready = new Promise((resolve) => {
      const socket = new WebSocket(target, dialect.protocol ? [dialect.protocol] : [], {
        localAddress: addressOf(index),
        perMessageDeflate: false,
        skipUTF8Validation: true,
      });
      this.#socket = socket;
      const take = (text) => {
        if (dialect.hear((frame) => socket.send(frame), text, channelId)) {
          this.joined = true;
          resolve();
        }
        if (text === null || !this.joined) return;
        if (index % WATCHED === 0) {
          const now = Date.now();
          for (const [, at] of text.matchAll(/"at":(\d+)/g)) delaysMs.push(now - Number(at));
        }
        for (const seq of dialect.messages(text)) {
          if (this.#last !== 0 && seq !== this.#last + 1) this.faults++;
          this.#last = seq;
          this.heard++;
        }
      };
      socket.on('open', () => take(null));
      socket.on('message', (data) => take(data.toString()));
      socket.on('error', () => resolve());
      socket.on('close', () => {
        this.joined = false;
        resolve();
      });
    });
  }

  close() {
    this.#socket.terminate();
  }
}

const TASKS = {
  async open({ count, first = 0, withinMs, ...where }) {
    const startedAt = performance.now();
    const opening = new Set();
    for (let index = first; index < first + count && performance.now() - startedAt < withinMs; index++) {
      const client = new Client(index, where);
      clients.push(client);
      opening.add(client.ready);
      void client.ready.then(() => opening.delete(client.ready));
      if (opening.size >= AT_ONCE) await Promise.race(opening);
    }
    const left = Math.max(0, withinMs - (performance.now() - startedAt));
    await Promise.race([Promise.all(opening), wait(left)]);
    return { joined: clients.filter(({ joined }) => joined).length, seconds: (performance.now() - startedAt) / 1000 };
  },
  heard: () => ({
    heard: clients.reduce((sum, { heard }) => sum + heard, 0),
    faults: clients.reduce((sum, { faults }) => sum + faults, 0),
    least: Math.min(...clients.map(({ heard }) => heard)),
    joined: clients.filter(({ joined }) => joined).length,
    delayMs: delaysMs.toSorted((a, b) => a - b)[Math.floor(delaysMs.length / 2)],
  }),
  close() {
    for (const client of clients.splice(0)) client.close();
  },
};

process.on('message', ({ id, task, options }) => {
  void Promise.resolve(TASKS[task](options ?? {})).then((result) => process.send({ id, result: result ?? null }));
});
