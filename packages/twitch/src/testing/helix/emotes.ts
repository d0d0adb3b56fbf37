import type { MockEmote } from '../rows.ts';
import type { HelixCall } from './call.ts';
import type { HelixEndpoint } from './endpoint.ts';

const TEMPLATE = 'https://static-cdn.jtvnw.net/emoticons/v2/{{id}}/{{format}}/{{theme_mode}}/{{scale}}';
const MAX_SETS = 25;

const imageUrl = (id: string, scale: string): string =>
  `https://static-cdn.jtvnw.net/emoticons/v2/${id}/static/light/${scale}`;

function globalRow({ id, name }: MockEmote): object {
  return {
    id,
    name,
    images: { url_1x: imageUrl(id, '1.0'), url_2x: imageUrl(id, '2.0'), url_4x: imageUrl(id, '3.0') },
    format: ['static'],
    scale: ['1.0', '2.0', '3.0'],
    theme_mode: ['light', 'dark'],
  };
}

const channelRow = (emote: MockEmote): object => ({
  ...globalRow(emote),
  tier: '1000',
  emote_type: 'subscriptions',
  emote_set_id: emote.setId,
});

const setRow = (emote: MockEmote): object => ({
  ...globalRow(emote),
  emote_type: emote.ownerId === null ? 'globals' : 'subscriptions',
  emote_set_id: emote.setId,
  owner_id: emote.ownerId ?? '0',
});

function emotes(call: HelixCall, row: (emote: MockEmote) => object, fits: (emote: MockEmote) => boolean): object {
  return { data: [...call.world.emotes.values()].filter(fits).map(row), template: TEMPLATE };
}

function getSets(call: HelixCall): object {
  call.one('emote_set_id');
  const sets = call.list('emote_set_id', MAX_SETS);
  return emotes(call, setRow, ({ setId }) => sets.includes(setId));
}

function getChannelEmotes(call: HelixCall): object {
  const id = call.one('broadcaster_id');
  return emotes(call, channelRow, ({ ownerId }) => ownerId === id);
}

export const EMOTE_ENDPOINTS: readonly HelixEndpoint[] = [
  { method: 'GET', path: '/chat/emotes', run: getChannelEmotes },
  { method: 'GET', path: '/chat/emotes/set', run: getSets },
  {
    method: 'GET',
    path: '/chat/emotes/global',
    run: (call) => emotes(call, globalRow, ({ ownerId }) => ownerId === null),
  },
  {
    method: 'GET',
    path: '/chat/badges',
    run: (call) => ({ data: call.world.badges.get(call.one('broadcaster_id')) ?? [] }),
  },
  { method: 'GET', path: '/chat/badges/global', run: ({ world }) => ({ data: world.badges.get('global') ?? [] }) },
];
