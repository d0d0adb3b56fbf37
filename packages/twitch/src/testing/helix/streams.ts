import type { HelixCall } from './call.ts';
import type { HelixEndpoint } from './endpoint.ts';

function getStreams(call: HelixCall): object {
  const ids = call.list('user_id');
  const logins = call.list('user_login').map((login) => login.toLowerCase());
  const games = call.list('game_id');
  const languages = call.list('language');
  const type = call.query.get('type') ?? 'all';
  const rows = byViewers(call)
    .filter(({ user_id, user_login }) => {
      return ids.length + logins.length === 0 || ids.includes(user_id) || logins.includes(user_login);
    })
    .filter(({ game_id }) => games.length === 0 || games.includes(game_id))
    .filter(({ language }) => languages.length === 0 || languages.includes(language))
    .filter((stream) => type === 'all' || stream.type === type);
  return call.page(rows);
}

const byViewers = ({ world }: HelixCall) =>
  [...world.streams.values()].toSorted((a, b) => b.viewer_count - a.viewer_count);

function getFollowedStreams(call: HelixCall): object {
  const userId = call.own('user_id');
  const followed = new Set(call.world.follows.filter((one) => one.userId === userId).map((one) => one.broadcasterId));
  return call.page(
    byViewers(call).filter((stream) => followed.has(stream.user_id)),
    { default: 100, max: 100 },
  );
}

export const STREAM_ENDPOINTS: readonly HelixEndpoint[] = [
  { method: 'GET', path: '/streams', run: getStreams },
  { method: 'GET', path: '/streams/followed', token: 'user', scopes: ['user:read:follows'], run: getFollowedStreams },
];
