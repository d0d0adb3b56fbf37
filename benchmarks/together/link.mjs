/** The room, in this process, and the way to it: a socket for each page, and a delay on every frame. */
import { MemoryServer } from '../../packages/core/src/realtime/index.ts';
import { systemClock } from '../../packages/core/src/time/clock.ts';
import { DelayLine } from './delay-line.mjs';
import { serveWebSockets } from './web-socket.mjs';

/** Between the server's two looks at the clock time passes, and Node complains of a timer in the past. */
const clock = { ...systemClock, after: (delayMs, task) => systemClock.after(Math.max(0, delayMs), task) };

/** Apart enough that no two lines share their numbers. */
const SEED_STEP = 7919;

/**
 * What pages may send: requests of t333-rt/1 with a `rid`, which a `MemoryServer` answers; `{ type: 'relay', … }`, which goes to
 * everybody else as it is; and `{ type: 'truth' }`, which is answered at once with the time of this machine, past all delays.
 */
export class RoomLink {
  #server = new MemoryServer({ clock });
  /** How each page is reached. @type {Map<object, (frame: object) => void>} */
  #pages = new Map();
  #seed;
  #sockets = null;

  /** @param {number} seed of all delays */
  constructor(seed) {
    this.#seed = seed;
  }

  /** @returns {Promise<string>} the address; a page adds `?user=` and its number, which choose its delays */
  async listen() {
    this.#sockets = await serveWebSockets((socket, path) => this.#connect(socket, path));
    return this.#sockets.url;
  }

  close() {
    this.#sockets?.close();
  }

  #connect(socket, path) {
    const user = Number(new URL(path, 'ws://link').searchParams.get('user'));
    const [up, down] = [0, 1].map((way) => new DelayLine(this.#seed + SEED_STEP * (2 * user + way)));
    const transport = this.#server.connect({ userId: `user${user}` });
    const send = (frame) => down.send(() => socket.send(JSON.stringify(frame)));
    transport.addEventListener('frame', ({ frame }) => send(frame));
    this.#pages.set(socket, send);
    socket.onMessage = (text) => {
      const { rid, ...frame } = JSON.parse(text);
      if (frame.type === 'truth') {
        socket.send(JSON.stringify({ type: 'truth', rid, nowMs: performance.timeOrigin + performance.now() }));
      } else if (frame.type === 'relay') {
        up.send(() => this.#relay(socket, frame));
      } else {
        up.send(() => {
          transport.request(frame).then(
            (reply) => send({ ...reply, rid }),
            () => {},
          );
        });
      }
    };
    socket.onClose = () => {
      this.#pages.delete(socket);
      transport.destroy();
      up.close();
      down.close();
    };
  }

  #relay(from, frame) {
    for (const [socket, send] of this.#pages) if (socket !== from) send(frame);
  }
}
