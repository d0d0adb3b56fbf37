import { Refused } from '../refused.ts';
import type { HelixCall } from './call.ts';
import type { HelixEndpoint } from './endpoint.ts';

/** Two weeks. */
const MAX_TIMEOUT_SECONDS = 1_209_600;

function ban(call: HelixCall): object {
  const { world, chat } = call;
  const channelId = call.moderated();
  const {
    user_id,
    duration,
    reason = '',
  } = (call.fields['data'] ?? {}) as {
    user_id?: string;
    duration?: number;
    reason?: string;
  };
  if (!user_id) throw new Refused(400, 'Missing required parameter "user_id"');
  if (duration !== undefined && !(duration >= 1 && duration <= MAX_TIMEOUT_SECONDS)) {
    throw new Refused(
      400,
      `The parameter "duration" was malformed: the value must be between 1 and ${MAX_TIMEOUT_SECONDS}`,
    );
  }
  if (world.mayModerate(channelId, user_id))
    throw new Refused(400, 'The user specified in the user_id field may not be banned.');
  if (activeBan(call, channelId, user_id)?.untilMs === Infinity) {
    throw new Refused(400, 'The user specified in the user_id field is already banned.');
  }
  const moderator_id = call.one('moderator_id');
  chat.ban(world.user({ id: channelId }).login, world.user({ id: user_id }).login, {
    reason,
    moderatorId: moderator_id,
    ...(duration !== undefined && { seconds: duration }),
  });
  const end_time = duration === undefined ? null : iso(world.clock.wallTime() + duration * 1000);
  return { data: [{ broadcaster_id: channelId, moderator_id, user_id, created_at: world.timestamp(), end_time }] };
}

function unban(call: HelixCall): undefined {
  const channelId = call.moderated();
  const userId = call.one('user_id');
  if (!activeBan(call, channelId, userId))
    throw new Refused(400, 'The user in the user_id query parameter is not banned.');
  call.world.room(channelId).bans.delete(userId);
}

function getBanned(call: HelixCall): object {
  const { world } = call;
  const channelId = call.own('broadcaster_id');
  const wanted = call.list('user_id');
  const rows = [...world.room(channelId).bans]
    .filter(([id]) => activeBan(call, channelId, id) && (wanted.length === 0 || wanted.includes(id)))
    .map(([id, { untilMs, createdAt, reason, moderatorId }]) => {
      const user = world.user({ id });
      const moderator = world.user({ id: moderatorId });
      return {
        user_id: id,
        user_login: user.login,
        user_name: user.display_name,
        expires_at: untilMs === Infinity ? '' : iso(world.clock.wallTime() + untilMs - world.clock.now()),
        created_at: createdAt,
        reason,
        moderator_id: moderatorId,
        moderator_login: moderator.login,
        moderator_name: moderator.display_name,
      };
    });
  return call.page(rows);
}

function activeBan({ world }: HelixCall, channelId: string, userId: string) {
  const found = world.room(channelId).bans.get(userId);
  return found && found.untilMs > world.clock.now() ? found : undefined;
}

const iso = (epochMs: number): string => `${new Date(epochMs).toISOString().slice(0, 19)}Z`;

const BANS = ['moderator:manage:banned_users'];

export const MODERATION_ENDPOINTS: readonly HelixEndpoint[] = [
  { method: 'POST', path: '/moderation/bans', token: 'user', scopes: BANS, run: ban },
  { method: 'DELETE', path: '/moderation/bans', token: 'user', scopes: BANS, run: unban },
  {
    method: 'GET',
    path: '/moderation/banned',
    token: 'user',
    scopes: ['moderation:read', 'moderator:manage:banned_users'],
    run: getBanned,
  },
];
