import { Refused } from '../refused.ts';
import type { HelixCall } from './call.ts';
import type { HelixEndpoint } from './endpoint.ts';

const MINUTE_MS = 60_000;
/** How long after a commercial the next one may start. */
const COMMERCIAL_SECONDS = 480;

function startRaid(call: HelixCall): object {
  const from = call.own('from_broadcaster_id');
  const to = call.one('to_broadcaster_id');
  const room = call.world.room(from);
  if (from === to) throw new Refused(400, 'The broadcaster cannot raid themselves.');
  const target = call.world.streams.get(to);
  if (!target) throw new Refused(404, 'The targeted channel was not found.');
  if (room.raidTarget !== null)
    throw new Refused(409, 'The broadcaster is already in the process of raiding another channel.');
  room.raidTarget = to;
  return { data: [{ created_at: call.world.timestamp(), is_mature: target.is_mature }] };
}

function cancelRaid(call: HelixCall): undefined {
  const room = call.world.room(call.own('broadcaster_id'));
  if (room.raidTarget === null) throw new Refused(404, 'The broadcaster does not have a pending raid to cancel.');
  room.raidTarget = null;
}

function startCommercial(call: HelixCall): object {
  const id = call.text('broadcaster_id');
  const length = Number(call.fields['length']);
  if (id !== call.token.userId)
    throw new Refused(401, "The ID in broadcaster_id must match the user ID found in the request's OAuth token.");
  if (!call.world.streams.has(id)) throw new Refused(400, 'The broadcaster must be streaming live.');
  if (!(length > 0)) throw new Refused(400, 'Missing required parameter "length"');
  return { data: [{ length: Math.min(length, 180), message: '', retry_after: COMMERCIAL_SECONDS }] };
}

function whisper(call: HelixCall): undefined {
  const from = call.own('from_user_id');
  const to = call.one('to_user_id');
  if (from === to) throw new Refused(400, 'A user cannot whisper to themself');
  if (!call.world.users.has(to)) throw new Refused(404, 'The recipient was not found');
  call.text('message');
}

const RAIDS = { path: '/raids', token: 'user', scopes: ['channel:manage:raids'] } as const;

/** What a broadcaster or a user does, seldom: Twitch limits each by itself. */
export const ACT_ENDPOINTS: readonly HelixEndpoint[] = [
  {
    ...RAIDS,
    method: 'POST',
    limits: [{ calls: 10, perMs: 10 * MINUTE_MS, of: (call) => call.one('from_broadcaster_id') }],
    run: startRaid,
  },
  { ...RAIDS, method: 'DELETE', run: cancelRaid },
  {
    method: 'POST',
    path: '/channels/commercial',
    token: 'user',
    scopes: ['channel:edit:commercial'],
    limits: [{ calls: 1, perMs: COMMERCIAL_SECONDS * 1000, of: (call) => call.text('broadcaster_id') }],
    run: startCommercial,
  },
  {
    method: 'POST',
    path: '/whispers',
    token: 'user',
    scopes: ['user:manage:whispers'],
    limits: [
      { calls: 3, perMs: 1000, of: (call) => call.one('from_user_id') },
      { calls: 100, perMs: MINUTE_MS, of: (call) => call.one('from_user_id') },
    ],
    run: whisper,
  },
];
