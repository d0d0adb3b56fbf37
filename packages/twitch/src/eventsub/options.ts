import type { NetworkStatus } from '@t333/core/resilience';
import type { Clock } from '@t333/core/time';
import type { EventSubTypes, KnownEventSubType } from './event-types.ts';
import type { EventSubApi } from './subscriptions.ts';

export interface EventSubOptions {
  /** A `TwitchClient`. Twitch wants a user's token for these subscriptions. */
  api: EventSubApi;
  /** The id of the user who subscribes. Default: whom the client speaks for by itself. */
  as?: string;
  /** Default `wss://eventsub.wss.twitch.tv/ws`. */
  eventSubUrl?: string;
  /** After how much silence Twitch sends a sign of life, 10 to 600. Default 30: a dead connection is noticed 5 s later. */
  keepaliveSeconds?: number;
  /** Default: the global one. */
  WebSocket?: typeof globalThis.WebSocket;
  network?: NetworkStatus;
  clock?: Clock;
  /** 0 up to 1, as `Math.random`. */
  random?: () => number;
}

export interface SubscribeOptions {
  /** Default: the one that is typed here, else `1`. */
  version?: string;
  signal?: AbortSignal;
}

/** The condition of a type that is known; of others anything. */
export type ConditionOf<Type extends string> = Type extends KnownEventSubType
  ? EventSubTypes[Type]['condition']
  : Readonly<Record<string, string>>;
