import { ChatClient, T333Chat, type EmoteFragment } from '@t333/core/chat';
import { HealthMonitor, realtimeHealth } from '@t333/core/health';
import { RealtimeConnection, ticketFrom } from '@t333/core/realtime';
import { TipQueue, tipsOf } from '@t333/core/tips';

/** As the server calls it. */
export const CHANNEL = 'stage';

/** What the stream is meant to be. */
const TARGETS = { bitrateBps: 4_500_000, activeFps: 30 };

const emote = (id: string, text: string): EmoteFragment => ({
  type: 'emote',
  text,
  id,
  provider: 't333',
  images: [{ url: new URL(`./emotes/${encodeURIComponent(id)}.svg`, location.href).href, scale: 1 }],
  zeroWidth: false,
});

/** The emotes that a room's server knows. */
export const EMOTES: readonly EmoteFragment[] = ['wow', 'haha', 'clap', 'heart'].map((id) => emote(id, `:${id}:`));

export interface Guest {
  name: string;
  moderates: boolean;
}

/** Somebody's place in a room: one connection, and what is on it. */
export interface Place {
  readonly connection: RealtimeConnection;
  readonly chat: ChatClient;
  readonly tips: TipQueue;
  readonly health: HealthMonitor;
  leave: () => void;
}

/** A room of the demo's server: a chat, tips and a stream's health that nobody outside of it hears. */
export class Room {
  readonly name: string;
  readonly #base: URL;

  constructor(name: string) {
    this.name = name;
    this.#base = new URL(`/rooms/${encodeURIComponent(name)}/`, location.href);
  }

  /** Signs a guest in, and takes a place. */
  async enter({ name, moderates }: Guest): Promise<Place> {
    const response = await this.#post('guests', { name, ...(moderates && { role: 'moderator' }) });
    const { token } = (await response.json()) as { token: string };
    const url = new URL('v1', this.#base).href;
    const connection = new RealtimeConnection({
      url,
      getTicket: ticketFrom({ url: `${url}/rt/ticket`, headers: () => ({ authorization: `Bearer ${token}` }) }),
    });
    const transport = new T333Chat({ connection, emote });
    const chat = new ChatClient({ storage: () => localStorage });
    // What keeps it from being joined stands in the chat's own state.
    chat.join(transport, CHANNEL, { topics: ['health'] }).catch(() => {});
    const tips = new TipQueue();
    tips.follow(tipsOf(connection, CHANNEL));
    const health = new HealthMonitor({ source: realtimeHealth(connection, CHANNEL), targets: TARGETS });
    return {
      connection,
      chat,
      tips,
      health,
      leave() {
        health.destroy();
        tips.destroy();
        chat.destroy();
        transport.destroy();
        connection.destroy();
      },
    };
  }

  /** What the crowd is to do. */
  async crowd(wish: { perSecond?: number; isUploadPoor?: boolean; tip?: true }): Promise<void> {
    await this.#post('crowd', wish);
  }

  /** What the server is to break, for all who are in the room. */
  async turn(knobs: { cut?: true; refuseSockets?: boolean; refusePolls?: boolean }): Promise<void> {
    await this.#post('v1/knobs', knobs);
  }

  async #post(path: string, body: object): Promise<Response> {
    const response = await fetch(new URL(path, this.#base), { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`The server says ${response.status}.`);
    return response;
  }
}
