import { Refused } from '../refused.ts';
import type { HelixCall } from './call.ts';
import type { HelixEndpoint } from './endpoint.ts';

/** The users of a channel that have a role. */
type Role = (call: HelixCall, channelId: string) => Set<string>;

const moderators: Role = ({ world }, channelId) => world.moderatorsOf(channelId);
const vips: Role = ({ world }, channelId) => world.room(channelId).vips;

function list(call: HelixCall, role: Role): object {
  const channelId = call.own('broadcaster_id');
  const wanted = call.list('user_id');
  const ids = [...role(call, channelId)].filter((id) => wanted.length === 0 || wanted.includes(id));
  const users = ids.map((id) => call.world.user({ id }));
  return call.page(
    users.map(({ id, login, display_name }) => ({ user_id: id, user_login: login, user_name: display_name })),
  );
}

function add(call: HelixCall, role: Role, other: Role): undefined {
  const channelId = call.own('broadcaster_id');
  const userId = call.one('user_id');
  if (userId === channelId) throw new Refused(400, 'The broadcaster may not be given a role.');
  if (role(call, channelId).has(userId)) throw new Refused(422, 'The user has this role already.');
  if (other(call, channelId).has(userId)) throw new Refused(422, 'The user has another role in the channel.');
  role(call, channelId).add(userId);
}

function remove(call: HelixCall, role: Role): undefined {
  if (!role(call, call.own('broadcaster_id')).delete(call.one('user_id'))) {
    throw new Refused(422, 'The user does not have this role.');
  }
}

function endpoints(path: string, role: Role, other: Role, read: string, manage: string): HelixEndpoint[] {
  const limits = [{ calls: 10, perMs: 10_000, of: (call: HelixCall) => call.one('broadcaster_id') }];
  const shared = { path, token: 'user', limits, scopes: [manage] } as const;
  return [
    { path, token: 'user', method: 'GET', scopes: [read, manage], run: (call) => list(call, role) },
    { ...shared, method: 'POST', run: (call) => add(call, role, other) },
    { ...shared, method: 'DELETE', run: (call) => remove(call, role) },
  ];
}

export const ROLE_ENDPOINTS: readonly HelixEndpoint[] = [
  ...endpoints('/moderation/moderators', moderators, vips, 'moderation:read', 'channel:manage:moderators'),
  ...endpoints('/channels/vips', vips, moderators, 'channel:read:vips', 'channel:manage:vips'),
];
