import { ACT_ENDPOINTS } from './acts.ts';
import { CATALOGUE_ENDPOINTS } from './catalogue.ts';
import { CHANNEL_ENDPOINTS } from './channels.ts';
import { CHAT_ENDPOINTS } from './chat.ts';
import { EMOTE_ENDPOINTS } from './emotes.ts';
import type { HelixEndpoint } from './endpoint.ts';
import { EVENT_SUB_ENDPOINTS } from './event-sub.ts';
import { EVENT_ENDPOINTS } from './events.ts';
import { MODERATION_ENDPOINTS } from './moderation.ts';
import { RECORDING_ENDPOINTS } from './recordings.ts';
import { ROLE_ENDPOINTS } from './roles.ts';
import { STREAM_ENDPOINTS } from './streams.ts';
import { USER_ENDPOINTS } from './users.ts';

/** What the mock answers of itself, by method and path. */
export const ENDPOINTS: ReadonlyMap<string, HelixEndpoint> = new Map(
  [
    ACT_ENDPOINTS,
    CATALOGUE_ENDPOINTS,
    CHANNEL_ENDPOINTS,
    CHAT_ENDPOINTS,
    EMOTE_ENDPOINTS,
    EVENT_ENDPOINTS,
    EVENT_SUB_ENDPOINTS,
    MODERATION_ENDPOINTS,
    RECORDING_ENDPOINTS,
    ROLE_ENDPOINTS,
    STREAM_ENDPOINTS,
    USER_ENDPOINTS,
  ]
    .flat()
    .map((one) => [`${one.method} ${one.path}`, one]),
);
