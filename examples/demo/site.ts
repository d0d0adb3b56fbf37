import { ChatClient, T333Chat } from '@t333/core/chat';
import { RealtimeConnection, ticketFrom } from '@t333/core/realtime';
import { TipQueue, tipsOf } from '@t333/core/tips';
import { byId } from './page.ts';

/** The reference back end, on the origin of the page. */
export const API = new URL('/v1', location.href).href;

export interface Account {
  id: string;
  handle: string;
  name: string;
}

export interface Channel {
  id: string;
  name: string;
}

export interface Category {
  id: string;
  name: string;
}

export interface List<Item> {
  items: Item[];
}

export interface Stream {
  id: string;
  channelId: string;
  name: string;
  title: string;
  categoryId: string | null;
  poster: string | null;
  status: 'preview' | 'live' | 'ended';
  viewerCount: number;
  startedAt: string | null;
  endedAt: string | null;
  hlsUrl: string | null;
}

export interface Vod {
  id: string;
  title: string;
  poster: string | null;
  hlsUrl: string | null;
  durationMs: number | null;
  createdAt: string;
}

/** What the server does not do. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, detail = `The server says ${status}.`) {
    super(detail);
    this.status = status;
  }
}

export async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${API}/${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) {
    const { detail } = (await response.json().catch(() => ({}))) as { detail?: string };
    throw new Refused(response.status, detail);
  }
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Null where there is no such channel. */
export async function findChannel(id: string): Promise<Channel | null> {
  return ask<Channel>('GET', `channels/${encodeURIComponent(id)}`).catch((error: unknown) => {
    // An id that cannot be one is a bad request.
    if (error instanceof Refused && [400, 404].includes(error.status)) return null;
    throw error;
  });
}

/** Where it says that this browser has signed in: without, nobody asks who it is. */
const SIGNED_IN = 't333-demo-signed-in';

/** Who is signed in; null is nobody. */
export async function whoAmI(): Promise<Account | null> {
  if (!localStorage.getItem(SIGNED_IN)) return null;
  return ask<Account>('GET', 'auth/me').catch(() => null);
}

/** An account of one's own, to try things out: nobody has to think of a password. */
export async function signUp(name: string): Promise<Account> {
  const words = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  const handle = `${words.slice(0, 16)}_${Math.random().toString(36).slice(2, 8)}`;
  const password = crypto.randomUUID();
  const account = await ask<Account>('POST', 'auth/register', { handle, name: name.slice(0, 50), password });
  localStorage.setItem(SIGNED_IN, 'yes');
  return account;
}

/** A place in the room of a channel: one connection, and what is on it. */
export interface Place {
  readonly connection: RealtimeConnection;
  readonly chat: ChatClient;
  readonly transport: T333Chat;
  readonly tips: TipQueue;
  leave: () => void;
}

/**
 * @param isSignedIn who is not may read
 * @param topics what those who moderate are told, too
 */
export function enter(channelId: string, isSignedIn: boolean, topics: readonly 'health'[] = []): Place {
  const connection = new RealtimeConnection({
    url: API,
    ...(isSignedIn && { getTicket: ticketFrom({ url: `${API}/rt/ticket` }) }),
  });
  const transport = new T333Chat({ connection });
  const chat = new ChatClient({ storage: () => localStorage });
  // What keeps it from being joined stands in the chat's own state.
  chat.join(transport, channelId, { topics }).catch(() => {});
  const tips = new TipQueue();
  tips.follow(tipsOf(connection, channelId));
  return {
    connection,
    chat,
    transport,
    tips,
    leave() {
      tips.destroy();
      chat.destroy();
      transport.destroy();
      connection.destroy();
    },
  };
}

/**
 * Says that the page is being filled, until it is; or why it cannot be.
 *
 * @param filling fulfils with what is to be said then; null is nothing
 */
export function whileFilling(filling: Promise<string | null>): void {
  const state = byId('state');
  const say = (text: string | null): void => {
    state.hidden = text === null;
    state.textContent = text;
  };
  filling.then(say, (error: Error) => say(`This cannot be shown now: ${error.message}`));
}
