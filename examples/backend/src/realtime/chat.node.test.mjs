import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { CHECKS, runChecks } from '../../../conformance/index.ts';
import { Instances } from '../testing/instances.ts';
import { Talker, ticketOf } from '../testing/talker.ts';
import { Archive } from './archive.ts';

describe('the chat of the back end', () => {
  const instances = new Instances({
    LIMIT_MESSAGES_PER_SECOND: '2',
    LIMIT_FRAMES_PER_SECOND: '200',
    ORIGINS: 'https://t333.example',
  });
  let url;
  let owner;
  let viewer;
  let moderator;
  let channelId;
  const closing = [];
  const open = async (account = null, join = channelId) => {
    const talker = await Talker.open(url, account);
    closing.push(() => talker.close());
    if (join) await talker.ask({ type: 'join', channelId: join, history: 0 });
    return talker;
  };
  const api = async (method, path, account, body) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(account && { authorization: `Bearer ${account.token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };

  before(async () => {
    await instances.open();
    ({ url } = instances.all[0]);
    [owner, viewer, moderator] = [await instances.account(), await instances.account(), await instances.account()];
    channelId = owner.id;
  });
  after(async () => {
    for (const close of closing) close();
    await instances.close();
  });

  describe('conforms to t333-rt/1', () => {
    let server;
    before(async () => {
      const [host, guest] = [await instances.account(), await instances.account()];
      server = {
        url,
        channelId: host.id,
        viewer: { token: guest.token, userId: guest.id },
        moderator: { token: host.token, userId: host.id },
      };
    });
    for (const check of CHECKS)
      it(check.title, async () => {
        const [{ status, error }] = await Array.fromAsync(runChecks(server, [check]));
        assert.ifError(error);
        assert.equal(status, 'holds');
      });
  });

  describe('who one is', () => {
    it('is what the ticket says, whatever a frame says', async () => {
      const reader = await open();
      const talker = await Talker.connect(url);
      closing.push(() => talker.close());
      const lie = {
        user: { id: owner.id, handle: owner.handle, name: 'Owner' },
        userId: owner.id,
        role: 'broadcaster',
      };
      const ready = await talker.ask({ type: 'auth', proto: 1, ticket: await ticketOf(url, viewer), ...lie });
      assert.equal(ready.user.id, viewer.id);
      const ack = await talker.ask({
        type: 'chat',
        channelId,
        nonce: 'lie',
        text: 'it is me',
        id: 'mine',
        badges: [{ type: 'broadcaster' }],
        ...lie,
      });
      const told = await reader.event(channelId, ({ text }) => text === 'it is me');
      assert.deepEqual([told.user.id, told.user.handle, told.badges], [viewer.id, viewer.handle, []]);
      assert.equal(told.id, ack.id);
      assert.notEqual(told.id, 'mine');
      assert.equal((await talker.ask({ type: 'mod', channelId, action: 'clear', ...lie })).code, 'forbidden');
    });

    it('is not taken from who only knows the ticket of a page that is over', async () => {
      await instances.db.query("UPDATE rt_tickets SET expires_at = now() - interval '1 second'");
      const ticket = await ticketOf(url, viewer);
      await instances.db.query("UPDATE rt_tickets SET expires_at = now() - interval '1 second'");
      const talker = await Talker.connect(url);
      assert.equal((await talker.ask({ type: 'auth', proto: 1, ticket })).code, 'unauthenticated');
      assert.equal(await talker.closed(), 4001);
      const [{ count }] = await instances.db.query(
        'SELECT count(*)::int AS count FROM rt_tickets WHERE token_hash::text LIKE $1',
        [`%${ticket}%`],
      );
      assert.equal(count, 0);
    });

    it('does what its token is for, and no more', async () => {
      const [{ tokenHash }] = await instances.db.query(
        'SELECT token_hash AS "tokenHash" FROM api_tokens WHERE account_id = $1',
        [owner.id],
      );
      const allow = (scopes) =>
        instances.db.query('UPDATE api_tokens SET scopes = $2 WHERE token_hash = $1', [tokenHash, scopes]);
      await allow(['chat:read']);
      try {
        const talker = await open(owner);
        assert.equal((await talker.say(channelId, 'hello')).code, 'forbidden');
        assert.equal((await talker.ask({ type: 'mod', channelId, action: 'clear' })).code, 'forbidden');
        assert.equal((await api('POST', `/channels/${channelId}/messages`, owner, { text: 'x' })).status, 403);
      } finally {
        await allow(['chat:read', 'chat:write', 'chat:moderate', 'channel:write']);
      }
    });
  });

  describe('sockets', () => {
    it('are for pages of known origins, at the right address', async () => {
      const refused = async (path, headers) => {
        const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, 't333.v1', { headers });
        const [{ message }] = await once(socket, 'error');
        return message;
      };
      assert.match(await refused('/rt', { origin: 'https://evil.example' }), /403/);
      assert.match(await refused('/rtx', {}), /404/);
      for (const origin of ['https://t333.example', new URL(url).origin]) {
        const talker = await Talker.connect(url, { origin });
        assert.equal(talker.closeCode, null);
        talker.close();
      }
    });

    it('are so many for one address, and no more', async () => {
      const few = await instances.start({ LIMIT_SOCKETS_PER_IP: '2' });
      const both = [await Talker.connect(few.url), await Talker.connect(few.url)];
      const third = new WebSocket(`${few.url.replace('http', 'ws')}/rt`, 't333.v1');
      const [{ message }] = await once(third, 'error');
      assert.match(message, /429/);
      both[0].close();
      await once(both[0].socket, 'close');
      // The server hears of it a little later.
      let fourth = null;
      while (!fourth) fourth = await Talker.connect(few.url).catch(() => null);
      for (const talker of [both[1], fourth]) talker.close();
      await few.backend.close();
    });

    for (const [what, text, code] of [
      ['is longer than 4 KiB', JSON.stringify({ type: 'ping', rid: 'x', more: 'x'.repeat(4096) }), 4000],
      ['is longer than anybody needs', 'x'.repeat(20_000), 1009],
      ['is nested 4,000 deep', '['.repeat(4000), 4000],
      ['is nested deep, and JSON', `${'['.repeat(2000)}${']'.repeat(2000)}`, 4000],
      ['is bytes', Buffer.from('{"type":"ping","rid":"x"}'), 4000],
    ])
      it(`end where a frame ${what}`, async () => {
        const talker = await open(null, null);
        talker.socket.send(text);
        assert.equal(await talker.closed(), code);
      });

    it('take fields that are nested deep for what they are: unknown', async () => {
      const talker = await open(null, null);
      talker.socket.send(`{"type":"ping","rid":"deep","more":${'['.repeat(1500)}${']'.repeat(1500)}}`);
      assert.equal((await talker.until(() => talker.frames.find(({ rid }) => rid === 'deep'))).type, 'pong');
    });

    it('end with 4029 where far too many frames come', async () => {
      const strict = await instances.start({ LIMIT_FRAMES_PER_SECOND: '2' });
      const talker = await Talker.open(strict.url);
      for (let index = 0; index < 300; index++) talker.socket.send(JSON.stringify({ type: 'ping', rid: `${index}` }));
      assert.equal(await talker.closed(), 4029);
      await strict.backend.close();
    });

    it('end with 4008 where nobody reads', async () => {
      const host = await instances.account();
      const room = host.id;
      const writer = await open(host, room);
      for (let index = 0; index < 24; index++) await writer.say(room, '🦊'.repeat(500));
      const talker = await open(null, room);
      talker.socket.pause();
      const ask = JSON.stringify({ type: 'history', rid: 'x', channelId: room, limit: 200 });
      for (let index = 0; index < 390; index++) talker.socket.send(ask);
      // What it is told meanwhile waits in the buffers of both ends, and then in the server.
      await writer.ask({ type: 'ping' });
      talker.socket.resume();
      assert.equal(await talker.closed(), 4008);
      assert.equal((await writer.ask({ type: 'ping' })).type, 'pong');
    });

    it('join as many channels as they may', async () => {
      const few = await instances.start({ LIMIT_CHANNELS_PER_SOCKET: '1' });
      const talker = await Talker.open(few.url);
      assert.equal((await talker.ask({ type: 'join', channelId })).type, 'joined');
      assert.equal((await talker.ask({ type: 'join', channelId })).type, 'joined');
      assert.equal((await talker.ask({ type: 'join', channelId: viewer.id })).code, 'rate_limited');
      await few.backend.close();
      assert.equal(await talker.closed(), 1012);
    });

    it('find no channel that is none', async () => {
      const talker = await open(viewer, null);
      for (const id of ['nobody', '00000000-0000-7000-8000-000000000000', 'watch-short', '../etc', 'a'.repeat(128)]) {
        assert.equal((await talker.ask({ type: 'join', channelId: id })).code, 'not_found', id);
        assert.equal((await talker.say(id, 'hello')).code, 'not_found', id);
      }
    });
  });

  describe('moderators', () => {
    it('are made by whom the channel belongs to, at once, and no more than that', async () => {
      const path = `/channels/${channelId}/moderators/${moderator.id}`;
      const talker = await open(moderator);
      assert.equal((await talker.ask({ type: 'mod', channelId, action: 'clear' })).code, 'forbidden');
      assert.equal((await api('PUT', path, viewer)).status, 403);
      assert.equal((await api('PUT', path, owner)).status, 204);
      const ask = () => talker.ask({ type: 'mod', channelId, action: 'settings', settings: { maxLength: 400 } });
      while ((await ask()).code === 'forbidden');
      assert.deepEqual(
        (await api('GET', `/channels/${channelId}/moderators`)).body.items.map(({ id }) => id),
        [moderator.id],
      );
      for (const userId of [owner.id])
        assert.equal((await talker.ask({ type: 'mod', channelId, action: 'ban', userId })).code, 'forbidden');
      for (const userId of ['00000000-0000-7000-8000-000000000000'])
        assert.equal((await talker.ask({ type: 'mod', channelId, action: 'ban', userId })).code, 'not_found');
      assert.equal((await talker.ask({ type: 'mod', channelId, action: 'ban', userId: 'x' })).code, 'bad_request');
    });

    it('look at what is held, by REST too, and each message is decided once', async () => {
      const talker = await open(viewer);
      const reader = await open(moderator);
      for (const text of ['you stupid idiot loser', 'stupid stupid moron', 'go away idiot loser']) {
        const refusal = await talker.say(channelId, text);
        assert.equal(refusal.code, 'rejected', JSON.stringify(refusal));
      }
      const path = `/channels/${channelId}/held`;
      assert.equal((await api('GET', path, viewer)).status, 403);
      const first = (await api('GET', `${path}?limit=2`, moderator)).body;
      const second = (await api('GET', `${path}?limit=2&cursor=${first.nextCursor}`, moderator)).body;
      assert.deepEqual([first.items.length, second.items.length, second.nextCursor], [2, 1, null]);
      const [last, middle] = first.items;
      assert.deepEqual([last.message.text, last.reason, last.score > 0.8], ['go away idiot loser', 'toxicity', true]);
      const approve = `${path}/${last.id}/approve`;
      const both = await Promise.all([api('POST', approve, moderator), api('POST', approve, owner)]);
      assert.deepEqual(both[0].body, both[1].body);
      const [noted] = await instances.db.query('SELECT seq::float8 AS seq FROM held_messages WHERE id = $1', [last.id]);
      assert.deepEqual(noted, both[0].body);
      // The log has forgotten that it was told; the database has not.
      await instances.db.query('UPDATE held_messages SET seq = 987654 WHERE id = $1', [last.id]);
      assert.deepEqual((await api('POST', approve, owner)).body, { seq: 987_654 });
      assert.equal((await api('POST', `${path}/${last.id}/deny`, moderator)).status, 404);
      const told = await reader.event(channelId, ({ type, id }) => type === 'chat' && id === last.id);
      assert.equal(told.text, 'go away idiot loser');
      assert.equal((await api('POST', `${path}/${middle.id}/deny`, moderator)).status, 200);
      assert.equal((await api('GET', path, moderator)).body.items.length, 1);
    });

    it('hold what is sent again as what it was the first time, whatever the rules are now', async () => {
      const host = await instances.account();
      const room = host.id;
      const [talker, owning] = [await open(await instances.account(), room), await open(host, room)];
      const block = (blockedWords) =>
        owning.ask({ type: 'mod', channelId: room, action: 'settings', settings: { blockedWords } });
      const said = await talker.say(room, 'a turnip', 'n-1');
      await block(['turnip']);
      const { id, seq } = await talker.say(room, 'a turnip', 'n-1');
      assert.deepEqual([id, seq], [said.id, said.seq]);
      assert.equal((await talker.say(room, 'turnips', 'n-2')).code, 'rejected');
      await block([]);
      assert.equal((await talker.say(room, 'turnips', 'n-2')).code, 'rejected');
      const { items } = (await api('GET', `/channels/${room}/held`, host)).body;
      assert.deepEqual(
        items.map(({ message }) => message.text),
        ['turnips'],
      );
    });

    it('leave a record, page by page', async () => {
      const path = `/channels/${channelId}/moderation`;
      const talker = await open(moderator);
      await talker.ask({
        type: 'mod',
        channelId,
        action: 'timeout',
        userId: viewer.id,
        durationMs: 5000,
        reason: 'rude',
      });
      await talker.ask({ type: 'mod', channelId, action: 'untimeout', userId: viewer.id });
      assert.equal((await api('GET', path, viewer)).status, 403);
      const seen = [];
      let cursor = '';
      do {
        const { body } = await api('GET', `${path}?limit=3${cursor}`, moderator);
        seen.push(...body.items);
        cursor = body.nextCursor && `&cursor=${body.nextCursor}`;
      } while (cursor);
      assert.equal(new Set(seen.map(({ id }) => id)).size, seen.length);
      const timeout = seen.find(({ reason }) => reason === 'rude');
      assert.deepEqual(
        [timeout.action, timeout.moderatorHandle, timeout.userHandle],
        ['timeout', moderator.handle, viewer.handle],
      );
      assert.equal(new Date(timeout.until).getTime() - new Date(timeout.at).getTime(), 5000);
    });

    it('see who may not write, page by page, why, and until when', async () => {
      const path = `/channels/${channelId}/silenced`;
      const talker = await open(owner);
      const act = (fields) => talker.ask({ type: 'mod', channelId, ...fields });
      const other = await instances.account();
      await act({ action: 'timeout', userId: viewer.id, durationMs: 60_000, reason: 'rude' });
      await act({ action: 'ban', userId: other.id });
      assert.equal((await api('GET', path, viewer)).status, 403);
      const { body: first } = await api('GET', `${path}?limit=1`, owner);
      const { body: second } = await api('GET', `${path}?limit=1&cursor=${first.nextCursor}`, owner);
      assert.equal(second.nextCursor, null);
      const all = [...first.items, ...second.items];
      const timeout = all.find(({ userId }) => userId === viewer.id);
      assert.deepEqual(
        [timeout.userHandle, timeout.reason, timeout.moderatorHandle],
        [viewer.handle, 'rude', owner.handle],
      );
      assert.equal(new Date(timeout.until).getTime() - new Date(timeout.at).getTime(), 60_000);
      assert.equal(all.find(({ userId }) => userId === other.id).until, null);
      await act({ action: 'untimeout', userId: viewer.id });
      await act({ action: 'unban', userId: other.id });
      assert.deepEqual((await api('GET', path, owner)).body.items, []);
    });

    it('keep their rules and bans over a restart', async () => {
      const room = (await instances.account()).id;
      await instances.db.query('INSERT INTO channel_moderators (channel_id, account_id) VALUES ($1, $2)', [
        room,
        moderator.id,
      ]);
      const talker = await open(moderator, room);
      await talker.ask({
        type: 'mod',
        channelId: room,
        action: 'settings',
        settings: { slowModeMs: 3000, followersOnlyMs: 0 },
      });
      await talker.ask({ type: 'mod', channelId: room, action: 'ban', userId: viewer.id });
      const [said] = [await talker.say(room, 'read me')];
      await talker.ask({ type: 'mod', channelId: room, action: 'pin', messageId: said.id });
      const another = await instances.start();
      const late = await Talker.open(another.url, viewer);
      const { settings, pinned } = await late.ask({ type: 'join', channelId: room });
      assert.deepEqual([settings.slowModeMs, settings.followersOnlyMs, pinned.text], [3000, 0, 'read me']);
      assert.equal((await late.say(room, 'me again')).code, 'banned');
      const stranger = await instances.account();
      const talking = await Talker.open(another.url, stranger);
      assert.equal((await talking.say(room, 'hello')).code, 'followers_only');
      assert.equal((await api('PUT', `/channels/${room}/follow`, stranger)).status, 403, 'no token follows');
      await instances.db.query('INSERT INTO follows (account_id, channel_id) VALUES ($1, $2)', [stranger.id, room]);
      const { cooldownUntilAt } = await talking.say(room, 'hello');
      const { you } = await talking.ask({ type: 'join', channelId: room });
      assert.deepEqual([you.cooldownUntilAt, you.role], [cooldownUntilAt, 'viewer']);
      await another.backend.close();
    });
  });

  describe('what was said', () => {
    it('is kept for moderators, as it was said, and marked where it was taken back', async () => {
      const host = await instances.account();
      const guest = await instances.account();
      const [talker, owning] = [await open(guest, host.id), await open(host, host.id)];
      const odd = 'odd \u0000 \ud800 🦊';
      for (const text of ['one', 'two', odd]) await talker.say(host.id, text);
      const { id } = await owning.say(host.id, 'mine');
      await owning.ask({ type: 'mod', channelId: host.id, action: 'delete', messageId: id, reason: 'odd \u0000' });
      const path = `/channels/${host.id}/messages`;
      assert.equal((await api('GET', path, guest)).status, 403);
      const all = async (query = '') => (await api('GET', `${path}?limit=100${query}`, host)).body.items;
      let items = [];
      while (!items.some(({ isDeleted }) => isDeleted)) items = await all();
      assert.deepEqual(
        // Those of one millisecond come in any order.
        items.map(({ text, handle, isDeleted }) => [text, handle, isDeleted]).toSorted(),
        [
          ['mine', host.handle, true],
          ['odd \ufffd \ufffd 🦊', guest.handle, false],
          ['one', guest.handle, false],
          ['two', guest.handle, false],
        ],
      );
      assert.equal((await all(`&user=${guest.id}`)).length, 3);
      await owning.ask({ type: 'mod', channelId: host.id, action: 'ban', userId: guest.id });
      while (!items.every(({ isDeleted }) => isDeleted)) items = await all();
    });

    it('is dropped when it is old, a day at a time', async () => {
      const archive = new Archive(instances.db);
      const days = async () => {
        const text =
          "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'chat_messages'::regclass";
        return (await instances.db.query(text)).map(({ name }) => name);
      };
      await instances.db.query(
        "CREATE TABLE chat_messages_20200101 PARTITION OF chat_messages FOR VALUES FROM ('2020-01-01Z') TO ('2020-01-02Z')",
      );
      assert.equal(await archive.drop(Date.UTC(2020, 0, 31), 30), 0);
      assert.ok((await days()).includes('chat_messages_20200101'));
      assert.equal(await archive.drop(Date.now(), 30), 1);
      assert.equal((await days()).includes('chat_messages_20200101'), false);
      assert.ok((await days()).length > 0, 'today is kept');
    });

    it('is held and pinned whatever is in it', async () => {
      const host = await instances.account();
      const [talker, owning] = [await open(viewer, host.id), await open(host, host.id)];
      const settings = { blockedWords: ['turnip', '\u0000\ud800'] };
      assert.equal((await owning.ask({ type: 'mod', channelId: host.id, action: 'settings', settings })).type, 'ack');
      assert.equal((await talker.say(host.id, 'turnip \u0000 \udfff', '\u0000')).code, 'rejected');
      const { id } = await owning.say(host.id, 'pin \u0000 \ud800 me');
      assert.equal((await owning.ask({ type: 'mod', channelId: host.id, action: 'pin', messageId: id })).type, 'ack');
      const unknown = { type: 'mod', channelId: host.id, action: 'delete', messageId: '\u0000' };
      assert.equal((await owning.ask(unknown)).code, 'bad_request');
    });
  });

  describe('rooms to watch together in', () => {
    const roomId = `watch-${crypto.randomUUID()}`;
    const line = { type: 'timeline', roomId, position: 1, rate: 1, playing: true, at: 0 };

    it('are moved by who knows what they do', async () => {
      const [host, guest] = [await open(viewer, roomId), await open(moderator, roomId)];
      assert.equal((await host.ask({ ...line, rev: 0 })).rev, 1);
      assert.equal((await guest.ask({ ...line, rev: 0 })).code, 'stale');
      assert.equal((await guest.ask({ ...line, rev: 1, position: 9 })).rev, 2);
      const told = await host.event(roomId, ({ type, rev }) => type === 'timeline' && rev === 2);
      assert.deepEqual([told.position, told.by, told.at], [9, moderator.id, 0]);
      const late = await open(null, null);
      const { events } = await late.ask({ type: 'join', channelId: roomId });
      assert.equal(events.at(-1).rev, 2);
      assert.equal((await late.ask({ ...line, rev: 2 })).code, 'unauthenticated');
    });

    it('hold nothing that nobody looks at', async () => {
      const talker = await open(viewer, roomId);
      const { seq } = await talker.say(roomId, 'hello');
      assert.equal((await talker.say(roomId, 'you stupid idiot loser')).code, 'rejected');
      assert.equal((await talker.say(roomId, 'hello again')).seq, seq + 1);
      const [held] = await instances.db.query(
        "SELECT 1 FROM held_messages WHERE message->>'text' LIKE 'you stupid%' AND channel_id <> $1",
        [channelId],
      );
      assert.equal(held, undefined);
    });

    it('belong to moderators where they are a channel', async () => {
      const [guest, host] = [await open(viewer), await open(owner)];
      assert.equal((await guest.ask({ ...line, roomId: channelId, rev: 0 })).code, 'forbidden');
      assert.equal((await host.ask({ ...line, roomId: channelId, rev: 0 })).rev, 1);
    });
  });

  it('ends the sockets of who is signed out, or is somebody else now', async () => {
    const [revoked, promoted, same] = await Promise.all([1, 2, 3].map(() => instances.account()));
    const [first, second, third] = await Promise.all([revoked, promoted, same].map((account) => open(account)));
    const { realtime } = instances.all[0].backend;
    await realtime.look();
    assert.deepEqual(await Promise.all([first, second].map(async (one) => (await one.ask({ type: 'ping' })).type)), [
      'pong',
      'pong',
    ]);
    await instances.db.query('DELETE FROM api_tokens WHERE account_id = $1', [revoked.id]);
    await instances.db.query("UPDATE accounts SET role = 'moderator' WHERE id = $1", [promoted.id]);
    await realtime.look();
    assert.deepEqual([await first.closed(), await second.closed()], [4001, 4001]);
    assert.equal((await third.ask({ type: 'ping' })).type, 'pong');
  });

  it('holds so many polls of one address, and answers the others at once', async () => {
    const { url: other } = await instances.start({ LIMIT_SOCKETS_PER_IP: '1' });
    const path = `${other}/channels/${channelId}/events`;
    const { epoch, lastSeq } = await (await fetch(path)).json();
    const leaving = new AbortController();
    const late = `${path}?wait=25&since=${epoch}:${lastSeq}`;
    const polls = [0, 1].map(() => fetch(late, { signal: leaving.signal }).then((response) => response.json()));
    assert.deepEqual((await Promise.race(polls)).events, []);
    leaving.abort();
    await Promise.allSettled(polls);
  });

  describe('without the database', () => {
    it('goes on in rooms that are open, and gives no tickets', async () => {
      const room = (await instances.account()).id;
      const talker = await open(viewer, room);
      const other = await open(null, null);
      instances.isDatabaseAway = true;
      try {
        assert.equal((await talker.say(room, 'still here')).type, 'ack');
        assert.equal((await other.ask({ type: 'join', channelId: room })).events[0].text, 'still here');
        assert.equal((await other.ask({ type: 'join', channelId: moderator.id })).code, 'unavailable');
        const answer = await api('POST', '/rt/ticket', viewer);
        assert.deepEqual([answer.status, answer.body.code], [503, 'unavailable']);
      } finally {
        instances.isDatabaseAway = false;
      }
      assert.equal((await other.ask({ type: 'join', channelId: moderator.id })).type, 'joined');
    });
  });
});
