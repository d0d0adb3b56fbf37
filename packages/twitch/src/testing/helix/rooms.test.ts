import { expect } from 'chai';
import { setUp } from './fixtures/three-users.ts';

describe('the rooms of the mock', () => {
  it('send messages, as far as the room lets them', async () => {
    const { mock, as } = setUp();
    const bob = as('2', 'user:write:chat');
    const message = { broadcaster_id: '1', sender_id: '2', message: 'hi' };
    const sent = await bob('POST', '/chat/messages', message);
    expect(sent.body.data[0]).to.deep.include({ is_sent: true, drop_reason: null });
    expect(mock.chat.sent[0]).to.include({ channel: 'ann', text: 'hi', id: sent.body.data[0]?.['message_id'] });
    const again = await bob('POST', '/chat/messages', message);
    expect(again.body.data[0]).to.deep.include({ is_sent: false });
    expect((await bob('POST', '/chat/messages', { ...message, message: 'x'.repeat(501) })).status).to.equal(422);
    expect((await bob('POST', '/chat/messages', { ...message, sender_id: '3' })).status).to.equal(401);
    expect((await bob('POST', '/chat/messages', { broadcaster_id: '1' })).status).to.equal(400);
    mock.chat.ban('ann', 'bob');
    expect((await bob('POST', '/chat/messages', { ...message, message: 'again' })).status).to.equal(403);
  });

  it('set a room, which chat clients hear of', async () => {
    const { clock, mock, as, app } = setUp();
    mock.addModerator('1', '2');
    const socket = new mock.WebSocket('wss://irc-ws.chat.twitch.tv');
    await clock.advance(0);
    const seen: string[] = [];
    socket.send('CAP REQ :twitch.tv/commands\r\nNICK justinfan1\r\nJOIN #ann');
    await clock.advance(0);
    socket.addEventListener('message', ({ data }) => seen.push(String(data)));
    const set = as('2', 'moderator:manage:chat_settings', 'moderator:manage:announcements');
    const room = '?broadcaster_id=1&moderator_id=2';
    const changes = { slow_mode: true, slow_mode_wait_time: 9, follower_mode: true, follower_mode_duration: 5 };
    await set('PATCH', `/chat/settings${room}`, changes);
    expect((await app('GET', '/chat/settings?broadcaster_id=1')).body.data[0]).to.deep.include({
      ...changes,
      emote_mode: false,
    });
    expect((await set('POST', `/chat/announcements${room}`, { message: 'Hear' })).status).to.equal(204);
    await clock.advance(0);
    expect(seen).to.deep.equal([':tmi.twitch.tv ROOMSTATE #ann\r\n', ':tmi.twitch.tv USERNOTICE #ann :Hear\r\n']);
  });

  it('list who chats', async () => {
    const { clock, mock, as } = setUp();
    mock.room('1').chatters.add('3');
    const { value } = mock.issueToken({ userId: '2', scopes: ['chat:read'] });
    const socket = new mock.WebSocket('wss://irc-ws.chat.twitch.tv');
    await clock.advance(0);
    socket.send(`PASS oauth:${value}\r\nNICK bob\r\nJOIN #ann`);
    await clock.advance(0);
    const { body } = await as('1', 'moderator:read:chatters')(
      'GET',
      '/chat/chatters?broadcaster_id=1&moderator_id=1&first=1000',
    );
    expect(body.data.map(({ user_login }) => user_login)).to.deep.equal(['cat', 'bob']);
    expect(body.total).to.equal(2);
  });

  it('keep limits of their own, of which the points say nothing', async () => {
    const { clock, mock, as } = setUp();
    mock.addStream({ user_id: '1' });
    const own = as('1', 'moderator:manage:announcements', 'moderator:manage:shoutouts');
    const announce = async (): Promise<number> =>
      (await own('POST', '/chat/announcements?broadcaster_id=1&moderator_id=1', { message: 'x' })).status;
    const shoutOut = async (to: string): Promise<number> =>
      (await own('POST', `/chat/shoutouts?from_broadcaster_id=1&moderator_id=1&to_broadcaster_id=${to}`)).status;
    expect([await announce(), await announce()]).to.deep.equal([204, 429]);
    expect([await shoutOut('2'), await shoutOut('3')]).to.deep.equal([204, 429]);
    expect(mock.bucket('1').remaining).to.be.greaterThan(700);
    await clock.advance(120_000);
    expect([await announce(), await shoutOut('2')]).to.deep.equal([204, 429]);
    await clock.advance(3_600_000);
    expect(await shoutOut('2')).to.equal(204);
  });

  it('list emotes and badges', async () => {
    const { mock, app } = setUp();
    mock.addEmote({ id: '25', name: 'Kappa' });
    mock.addEmote({ name: 'annHi', ownerId: '1', setId: '300' });
    mock.badges.set('global', [{ set_id: 'vip', versions: [] }]);
    const names = async (path: string): Promise<unknown[]> =>
      (await app('GET', path)).body.data.map(({ name }) => name);
    expect(await names('/chat/emotes/global')).to.deep.equal(['Kappa']);
    expect(await names('/chat/emotes?broadcaster_id=1')).to.deep.equal(['annHi']);
    expect(await names('/chat/emotes/set?emote_set_id=300&emote_set_id=1')).to.deep.equal(['annHi']);
    expect((await app('GET', '/chat/badges/global')).body.data).to.have.length(1);
    expect((await app('GET', '/chat/badges?broadcaster_id=1')).body.data).to.deep.equal([]);
  });

  it('ban for a while or for good', async () => {
    const { clock, as } = setUp();
    const own = as('1', 'moderator:manage:banned_users');
    const room = '?broadcaster_id=1&moderator_id=1';
    const ban = async (data: object) => own('POST', `/moderation/bans${room}`, { data });
    const listed = async () => (await own('GET', '/moderation/banned?broadcaster_id=1')).body.data;
    const timedOut = await ban({ user_id: '2', duration: 60, reason: 'rude' });
    expect(timedOut.body.data[0]).to.include({ end_time: '2026-01-01T00:01:00Z' });
    expect((await listed())[0]).to.include({ user_login: 'bob', reason: 'rude', expires_at: '2026-01-01T00:01:00Z' });
    await clock.advance(60_000);
    expect(await listed()).to.deep.equal([]);
    expect((await ban({ user_id: '2' })).body.data[0]).to.include({ end_time: null });
    expect((await ban({ user_id: '2' })).status).to.equal(400);
    expect((await ban({ user_id: '1' })).status).to.equal(400);
    expect((await ban({ user_id: '3', duration: 0 })).status).to.equal(400);
    expect((await own('DELETE', `/moderation/bans${room}&user_id=2`)).status).to.equal(204);
    expect((await own('DELETE', `/moderation/bans${room}&user_id=2`)).status).to.equal(400);
  });

  it('give and take roles, ten in ten seconds', async () => {
    const { clock, mock, as } = setUp();
    const own = as('1', 'channel:manage:moderators', 'channel:manage:vips');
    for (const [path, other, prefix] of [
      ['/moderation/moderators', '/channels/vips', '1'],
      ['/channels/vips', '/moderation/moderators', '2'],
    ] as const) {
      const call = async (method: string, userId: string, to: string = path): Promise<number> =>
        (await own(method, `${to}?broadcaster_id=1&user_id=${userId}`)).status;
      expect(await call('POST', '2')).to.equal(204);
      expect([await call('POST', '2'), await call('POST', '2', other)]).to.deep.equal([422, 422]);
      expect(await call('POST', '1')).to.equal(400);
      expect((await own('GET', `${path}?broadcaster_id=1`)).body.data).to.deep.equal([
        { user_id: '2', user_login: 'bob', user_name: 'bob' },
      ]);
      expect([await call('DELETE', '2'), await call('DELETE', '2')]).to.deep.equal([204, 422]);
      for (let n = 0; n < 9; n++) expect(await call('POST', `${prefix}${n}`)).to.equal(204);
      expect(await call('POST', '30')).to.equal(429);
      await clock.advance(10_000);
    }
    expect(mock.mayModerate('1', '10')).to.equal(true);
  });

  it('raid, advertise and whisper, each with a limit of its own', async () => {
    const { clock, mock, as } = setUp();
    const own = as('1', 'channel:manage:raids', 'channel:edit:commercial', 'user:manage:whispers');
    const raid = async (to: string): Promise<number> =>
      (await own('POST', `/raids?from_broadcaster_id=1&to_broadcaster_id=${to}`)).status;
    const commercial = async () => own('POST', '/channels/commercial', { broadcaster_id: '1', length: 600 });
    const whisper = async (to: string): Promise<number> =>
      (await own('POST', `/whispers?from_user_id=1&to_user_id=${to}`, { message: 'hi' })).status;
    expect([await raid('1'), await raid('2'), (await commercial()).status]).to.deep.equal([400, 404, 400]);
    mock.addStream({ user_id: '1' });
    mock.addStream({ user_id: '2' });
    expect([await raid('2'), await raid('2')]).to.deep.equal([200, 409]);
    const cancel = async (): Promise<number> => (await own('DELETE', '/raids?broadcaster_id=1')).status;
    expect([await cancel(), await cancel()]).to.deep.equal([204, 404]);
    for (let n = 0; n < 9; n++) expect([await raid('2'), await cancel()]).to.deep.equal([200, 204]);
    expect(await raid('2')).to.equal(429);
    expect((await commercial()).body.data).to.deep.equal([{ length: 180, message: '', retry_after: 480 }]);
    expect((await commercial()).status).to.equal(429);
    await clock.advance(480_000);
    expect((await commercial()).status).to.equal(200);
    expect([await whisper('1'), await whisper('99')]).to.deep.equal([400, 404]);
    for (let n = 0; n < 3; n++) expect(await whisper('2')).to.equal(204);
    expect(await whisper('2')).to.equal(429);
    await clock.advance(1000);
    expect(await whisper('2')).to.equal(204);
  });

  it('show a schedule', async () => {
    const { mock, app } = setUp();
    const segment = (id: string, day: number) => ({
      id,
      start_time: `2026-01-0${day}T10:00:00Z`,
      end_time: `2026-01-0${day}T12:00:00Z`,
      title: '',
      canceled_until: null,
      category: { id: '', name: '' },
      is_recurring: false,
    });
    mock.schedules.set('1', [segment('a', 2), segment('b', 3)]);
    const later = await app('GET', '/schedule?broadcaster_id=1&start_time=2026-01-03T00:00:00Z');
    const data = later.body.data as unknown as { segments: { id: string }[]; broadcaster_login: string };
    expect(data.broadcaster_login).to.equal('ann');
    expect(data.segments.map(({ id }) => id)).to.deep.equal(['b']);
  });

  it('run polls and predictions', async () => {
    const { as } = setUp();
    const own = as('1', 'channel:manage:polls', 'channel:manage:predictions');
    const poll = { broadcaster_id: '1', title: 'Which?', choices: [{ title: 'a' }, { title: 'b' }], duration: 15 };
    const made = (await own('POST', '/polls', poll)).body.data[0];
    expect(made).to.include({ status: 'ACTIVE' });
    expect((await own('POST', '/polls', poll)).status).to.equal(400);
    expect((await own('POST', '/polls', { ...poll, broadcaster_id: '2' })).status).to.equal(401);
    const end = { broadcaster_id: '1', id: made?.['id'], status: 'TERMINATED' };
    expect((await own('PATCH', '/polls', end)).body.data[0]).to.include({ status: 'TERMINATED' });
    expect((await own('PATCH', '/polls', end)).status).to.equal(400);
    expect((await own('GET', '/polls?broadcaster_id=1')).body.data).to.have.length(1);
    const prediction = {
      broadcaster_id: '1',
      title: 'Who?',
      outcomes: [{ title: 'a' }, { title: 'b' }],
      prediction_window: 30,
    };
    expect((await own('POST', '/predictions', { ...prediction, prediction_window: 5 })).status).to.equal(400);
    const asked = (await own('POST', '/predictions', prediction)).body.data[0];
    const [outcome] = (asked?.['outcomes'] ?? []) as { id: string }[];
    const resolve = { broadcaster_id: '1', id: asked?.['id'], status: 'RESOLVED', winning_outcome_id: outcome?.id };
    expect((await own('PATCH', '/predictions', { ...resolve, winning_outcome_id: 'x' })).status).to.equal(404);
    expect((await own('PATCH', '/predictions', { ...resolve, status: 'LOCKED' })).body.data[0]).to.include({
      status: 'LOCKED',
    });
    expect((await own('PATCH', '/predictions', resolve)).body.data[0]).to.include({ winning_outcome_id: outcome?.id });
    expect((await own('GET', '/predictions?broadcaster_id=1')).body.data).to.have.length(1);
  });
});
