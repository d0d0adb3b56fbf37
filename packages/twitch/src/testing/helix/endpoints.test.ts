import { expect } from 'chai';
import { ENDPOINTS } from './endpoints.ts';
import { setUp } from './fixtures/three-users.ts';

const many = (name: string, count: number): string =>
  Array.from({ length: count }, (_, index) => `${name}=${index + 1}`).join('&');
describe('the endpoints of the mock', () => {
  it('are these', () => {
    expect([...ENDPOINTS.keys()].toSorted()).to.deep.equal([
      'DELETE /channels/vips',
      'DELETE /eventsub/subscriptions',
      'DELETE /moderation/bans',
      'DELETE /moderation/moderators',
      'DELETE /raids',
      'GET /channels',
      'GET /channels/followed',
      'GET /channels/followers',
      'GET /channels/vips',
      'GET /chat/badges',
      'GET /chat/badges/global',
      'GET /chat/chatters',
      'GET /chat/emotes',
      'GET /chat/emotes/global',
      'GET /chat/emotes/set',
      'GET /chat/settings',
      'GET /clips',
      'GET /eventsub/subscriptions',
      'GET /games',
      'GET /games/top',
      'GET /moderation/banned',
      'GET /moderation/moderators',
      'GET /polls',
      'GET /predictions',
      'GET /schedule',
      'GET /search/categories',
      'GET /search/channels',
      'GET /streams',
      'GET /streams/followed',
      'GET /users',
      'GET /videos',
      'PATCH /channels',
      'PATCH /chat/settings',
      'PATCH /polls',
      'PATCH /predictions',
      'POST /channels/commercial',
      'POST /channels/vips',
      'POST /chat/announcements',
      'POST /chat/messages',
      'POST /chat/shoutouts',
      'POST /eventsub/subscriptions',
      'POST /moderation/bans',
      'POST /moderation/moderators',
      'POST /polls',
      'POST /predictions',
      'POST /raids',
      'POST /whispers',
    ]);
  });

  const refusals: [
    method: string,
    path: string,
    status: number,
    message: string,
    userId?: string,
    scopes?: string[],
  ][] = [
    ['GET', '/users', 400, 'Must provide an ID, Login or OAuth Token.'],
    [
      'GET',
      `/users?${many('id', 101)}`,
      400,
      'The parameter "id" was malformed: the number of values must be at most 100',
    ],
    [
      'GET',
      `/users?${many('id', 60)}&${many('login', 60)}`,
      400,
      'The total number of "id" and "login" values must be at most 100',
    ],
    ['GET', '/users?login=%20', 400, 'Invalid login names, emails or IDs in request'],
    [
      'GET',
      '/streams?first=0',
      400,
      'The parameter "first" was malformed: the value must be greater than or equal to 1',
    ],
    [
      'GET',
      '/streams?first=101',
      400,
      'The parameter "first" was malformed: the value must be less than or equal to 100',
    ],
    ['GET', '/streams?after=x', 400, 'The parameter "after" was malformed: the cursor is invalid'],
    ['GET', '/channels', 400, 'Missing required parameter "broadcaster_id"'],
    ['GET', '/channels/followed?user_id=1', 401, 'Missing User OAUTH Token'],
    ['GET', '/channels/followed?user_id=1', 401, 'Missing scope: user:read:follows', '1'],
    [
      'GET',
      '/channels/followed?user_id=2',
      401,
      "The ID in user_id must match the user ID found in the request's OAuth token.",
      '1',
      ['user:read:follows'],
    ],
    [
      'GET',
      '/moderation/banned?broadcaster_id=1',
      401,
      'Missing scope: moderation:read or moderator:manage:banned_users',
      '1',
    ],
    [
      'GET',
      '/chat/chatters?broadcaster_id=1&moderator_id=2',
      403,
      "The user in moderator_id is not one of the broadcaster's moderators.",
      '2',
      ['moderator:read:chatters'],
    ],
    ['GET', '/videos', 400, 'Exactly one of these parameters must be specified: id, user_id, game_id'],
    ['GET', '/videos?id=1&user_id=2', 400, 'Exactly one of these parameters must be specified: id, user_id, game_id'],
    ['GET', '/videos?id=1', 404, 'The videos were not found'],
    ['GET', '/videos?user_id=9', 404, 'The user was not found'],
    ['GET', '/search/channels', 400, 'Missing required parameter "query"'],
    ['GET', '/games', 400, 'Missing required parameter "id", "name" or "igdb_id"'],
    [
      'GET',
      `/chat/emotes/set?${many('emote_set_id', 26)}`,
      400,
      'The parameter "emote_set_id" was malformed: the number of values must be at most 25',
    ],
    ['GET', '/schedule?broadcaster_id=1', 404, 'The broadcaster has not created a streaming schedule.'],
    [
      'GET',
      '/polls?broadcaster_id=1&first=21',
      400,
      'The parameter "first" was malformed: the value must be less than or equal to 20',
      '1',
      ['channel:read:polls'],
    ],
    ['GET', '/polls?broadcaster_id=1&id=9', 404, 'None of the IDs was found', '1', ['channel:read:polls']],
    [
      'PATCH',
      '/chat/settings?broadcaster_id=1&moderator_id=1',
      400,
      'The request body is not a JSON object',
      '1',
      ['moderator:manage:chat_settings'],
    ],
    ['GET', '/nowhere', 404, 'TwitchMock knows no GET /nowhere: add it with mock.on()'],
  ];
  for (const [method, path, status, message, userId, scopes = []] of refusals) {
    it(`answer ${method} ${path.slice(0, 60)} with ${status}`, async () => {
      const { as } = setUp();
      const answer = await as(userId, ...scopes)(method, path);
      expect([answer.status, answer.body.message]).to.deep.equal([status, message]);
    });
  }
});
