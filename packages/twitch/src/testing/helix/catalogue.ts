import type { Channel, User } from 'ts-twitch-api';
import { Refused } from '../refused.ts';
import type { World } from '../world.ts';
import type { HelixCall } from './call.ts';
import type { HelixEndpoint } from './endpoint.ts';

function searchChannels(call: HelixCall): object {
  const words = call.one('query').toLowerCase();
  const liveOnly = call.query.get('live_only') === 'true';
  const rows = [...call.world.users.values()]
    .filter(({ login, display_name }) => login.includes(words) || display_name.toLowerCase().includes(words))
    .map((user) => searchRow(call.world, user))
    .filter(({ is_live }) => is_live || !liveOnly);
  return call.page(rows);
}

function searchRow(world: World, user: User): Channel {
  const channel = world.channel(user.id);
  const stream = world.streams.get(user.id);
  return {
    id: user.id,
    broadcaster_login: user.login,
    display_name: user.display_name,
    broadcaster_language: channel.broadcaster_language,
    game_id: channel.game_id,
    game_name: channel.game_name,
    title: channel.title,
    is_live: stream !== undefined,
    started_at: stream?.started_at ?? '',
    tags: channel.tags,
    tag_ids: [],
    thumbnail_url: user.profile_image_url,
  };
}

function searchCategories(call: HelixCall): object {
  const words = call.one('query').toLowerCase();
  const rows = [...call.world.games.values()].filter(({ name }) => name.toLowerCase().includes(words));
  return call.page(rows.map(({ id, name, box_art_url }) => ({ id, name, box_art_url })));
}

function getGames(call: HelixCall): object {
  const ids = call.list('id');
  const names = call.list('name');
  const igdbIds = call.list('igdb_id');
  if (ids.length + names.length + igdbIds.length === 0) {
    throw new Refused(400, 'Missing required parameter "id", "name" or "igdb_id"');
  }
  return {
    data: [...call.world.games.values()].filter(
      ({ id, name, igdb_id }) => ids.includes(id) || names.includes(name) || igdbIds.includes(igdb_id),
    ),
  };
}

const getTopGames = (call: HelixCall): object => call.page([...call.world.games.values()]);

export const CATALOGUE_ENDPOINTS: readonly HelixEndpoint[] = [
  { method: 'GET', path: '/search/channels', run: searchChannels },
  { method: 'GET', path: '/search/categories', run: searchCategories },
  { method: 'GET', path: '/games', run: getGames },
  { method: 'GET', path: '/games/top', run: getTopGames },
];
