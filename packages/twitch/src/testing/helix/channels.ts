import type { ChannelInformation } from 'ts-twitch-api';
import { Refused } from '../refused.ts';
import type { Follow } from '../rows.ts';
import type { HelixCall } from './call.ts';
import type { HelixEndpoint } from './endpoint.ts';

function getChannels(call: HelixCall): object {
  call.one('broadcaster_id');
  const known = call.list('broadcaster_id').filter((id) => call.world.users.has(id));
  return { data: known.map((id) => call.world.channel(id)) };
}

const EDITABLE: ReadonlySet<string> = new Set<keyof ChannelInformation>([
  'broadcaster_language',
  'content_classification_labels',
  'delay',
  'game_id',
  'is_branded_content',
  'tags',
  'title',
]);

function modifyChannel(call: HelixCall): undefined {
  const channel = call.world.channel(call.own('broadcaster_id'));
  const changes = Object.entries(call.fields).filter(([name]) => EDITABLE.has(name));
  if (changes.length === 0) throw new Refused(400, 'At least one channel property must be specified');
  if (call.fields['title'] === '') throw new Refused(400, 'The title may not be empty');
  Object.assign(channel, Object.fromEntries(changes));
  channel.game_name = call.world.games.get(channel.game_id)?.name ?? '';
}

function getFollowed(call: HelixCall): object {
  const userId = call.own('user_id');
  const broadcasterId = call.query.get('broadcaster_id');
  const all = newestFirst(call, (one) => one.userId === userId);
  const rows = all.filter((one) => broadcasterId === null || one.broadcasterId === broadcasterId);
  return { ...call.page(rows.map((one) => followRow(call, one, 'broadcaster'))), total: all.length };
}

/** Who may not see the followers sees how many there are. */
function getFollowers(call: HelixCall): object {
  const channelId = call.one('broadcaster_id');
  const userId = call.query.get('user_id');
  const { token, world } = call;
  const maySee = token.scopes.includes('moderator:read:followers') && world.mayModerate(channelId, token.userId);
  const all = newestFirst(call, (one) => one.broadcasterId === channelId);
  const rows = all.filter((one) => maySee && (userId === null || one.userId === userId));
  return { ...call.page(rows.map((one) => followRow(call, one, 'user'))), total: all.length };
}

const newestFirst = ({ world }: HelixCall, fits: (follow: Follow) => boolean): Follow[] =>
  world.follows.filter(fits).toReversed();

function followRow({ world }: HelixCall, { userId, broadcasterId, followedAt }: Follow, who: 'user' | 'broadcaster') {
  const { id, login, display_name } = world.user({ id: who === 'user' ? userId : broadcasterId });
  return { [`${who}_id`]: id, [`${who}_login`]: login, [`${who}_name`]: display_name, followed_at: followedAt };
}

export const CHANNEL_ENDPOINTS: readonly HelixEndpoint[] = [
  { method: 'GET', path: '/channels', run: getChannels },
  {
    method: 'PATCH',
    path: '/channels',
    token: 'user',
    scopes: ['channel:manage:broadcast'],
    // Twitch tells the status, but not the figures.
    limits: [{ calls: 10, perMs: 10_000, of: (call) => call.one('broadcaster_id'), status: 409 }],
    run: modifyChannel,
  },
  { method: 'GET', path: '/channels/followed', token: 'user', scopes: ['user:read:follows'], run: getFollowed },
  { method: 'GET', path: '/channels/followers', run: getFollowers },
];
