import { T333Error } from '@t333/core/errors';
import { FrameEvent } from '@t333/core/realtime';
import { Store, TypedEventTarget } from '@t333/core/state';

/** A `RealtimeTransport` over one WebSocket, which is open when it is made and lasts as long as the run. */
export class Link extends TypedEventTarget {
  state = new Store({ status: 'open' });
  #socket;
  #pending = new Map();
  #requests = 0;

  static async open(url) {
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve, { once: true });
      socket.addEventListener('error', () => reject(new Error('The link does not open.')), { once: true });
    });
    return new Link(socket);
  }

  constructor(socket) {
    super();
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.rid === undefined) this.dispatchEvent(new FrameEvent(frame));
      else this.#settle(frame.rid, ({ resolve }) => resolve(frame));
    });
    socket.addEventListener('close', () => {
      this.state.update({ status: 'closed' });
      for (const rid of this.#pending.keys()) {
        this.#settle(rid, ({ reject }) => reject(new T333Error('network', 'The link is closed.')));
      }
    });
  }

  request(frame, { signal } = {}) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new T333Error('aborted', 'Given up.'));
      const rid = String(++this.#requests);
      this.#pending.set(rid, { resolve, reject });
      signal?.addEventListener('abort', () => this.#settle(rid, () => reject(new T333Error('aborted', 'Given up.'))));
      this.#socket.send(JSON.stringify({ ...frame, rid }));
    });
  }

  /** Sends what nobody answers. */
  tell(frame) {
    this.#socket.send(JSON.stringify(frame));
  }

  destroy() {
    this.#socket.close();
  }

  #settle(rid, act) {
    const pending = this.#pending.get(rid);
    if (this.#pending.delete(rid)) act(pending);
  }
}
