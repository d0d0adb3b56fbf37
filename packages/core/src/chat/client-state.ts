import type { T333Error } from '../errors.ts';
import type { ChatStatus } from './chat-status.ts';
import type { ChatIdentity, ChatSettings } from './events.ts';
import type { ChatMessage } from './message.ts';
import type { SendGate } from './slow-mode.ts';
import type { ChatCapabilities } from './transport.ts';

/** A channel of a `ChatClient`, as it is. Frozen; the same object while nothing changed. */
export interface ClientChannelState {
  /** What the client's methods call it: `twitch/ann`. */
  readonly key: string;
  readonly service: string;
  /** As the service writes it. */
  readonly channel: string;
  readonly status: ChatStatus;
  /** Why it is not live; null when it is. */
  readonly error: T333Error | null;
  /** When it is tried again, on the clock's `now()`; null where that is not planned. */
  readonly retryAtMs: number | null;
  readonly capabilities: ChatCapabilities;
  readonly settings: ChatSettings | null;
  readonly identity: ChatIdentity | null;
  /** Without words that are filtered; null where nothing is pinned that is to be shown. */
  readonly pinned: ChatMessage | null;
  readonly viewerCount: number | null;
  /** Messages that wait for a moderator, oldest first; at most 50. */
  readonly held: readonly ChatMessage[];
  /** Whether a message would be taken, or when. */
  readonly gate: SendGate;
  /** How long to wait until `gate` opens, in whole seconds; 0 where there is nothing to wait for. */
  readonly waitSeconds: number;
  /** What is sent when `gate` opens. */
  readonly queued: string | null;
  readonly draft: string;
  /** Whether there may be older messages to load. */
  readonly older: 'none' | 'available' | 'loading';
}

export interface ChatClientState {
  /** Of all channels together: the worst of them. */
  readonly status: ChatStatus;
  /** By key, in the order in which they were joined; a map that does not change. */
  readonly channels: ReadonlyMap<string, ClientChannelState>;
}
