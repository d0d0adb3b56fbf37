import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findEmotes } from '../../realtime/emotes.ts';
import { tellingFollowers } from './notices/telling-rooms.ts';
import { Payments } from './payments/payments.ts';
import { isSigned, sign } from './payments/signature.ts';
import { isTimeZone } from './schedule/time-zone.ts';
import { Stage } from './testing/stage.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NOBODY = '00000000-0000-7000-8000-000000000000';
const DAY_MS = 86_400_000;

describe('a community', () => {
  const stage = new Stage({ TIPS_SECRET: SECRET, DEMO: 'true' });
  before(() => stage.open());
  after(() => stage.close());

  describe('subscriptions', () => {
    it('last as long as they were paid for', async () => {
      const owner = await stage.guest();
      const fan = await stage.guest();
      const path = `/v1/channels/mine/subscribers/${fan.id}`;
      for (const tier of [1, 2]) assert.equal((await owner.send('PUT', path, { tier, days: 10 })).body.tier, tier);
      stage.clock.nowMs += 9 * DAY_MS;
      const { body } = await fan.get('/v1/me/subscriptions');
      assert.deepEqual(
        body.items.map(({ channelId, tier }) => [channelId, tier]),
        [[owner.id, 2]],
      );
      stage.clock.nowMs += 2 * DAY_MS;
      assert.deepEqual((await fan.get('/v1/me/subscriptions')).body.items, []);
    });

    it('go on since when they began, where they were extended in time', async () => {
      const owner = await stage.guest();
      const fan = await stage.guest();
      const gift = async () =>
        (await owner.send('PUT', `/v1/channels/mine/subscribers/${fan.id}`, { tier: 1, days: 5 })).body;
      const { since } = await gift();
      stage.clock.nowMs += 4 * DAY_MS;
      assert.equal((await gift()).since, since);
      stage.clock.nowMs += 6 * DAY_MS;
      assert.notEqual((await gift()).since, since);
    });

    it('are not made shorter by a gift', async () => {
      const owner = await stage.guest();
      const fan = await stage.guest();
      const give = async (days) =>
        (await owner.send('PUT', `/v1/channels/mine/subscribers/${fan.id}`, { tier: 1, days })).body.expiresAt;
      const paid = await give(30);
      assert.equal(await give(1), paid);
    });

    it('are had for nothing where things are tried out, and given up once or twice', async () => {
      const owner = await stage.guest();
      const fan = await stage.guest();
      const path = `/v1/channels/${owner.id}/subscription`;
      assert.equal((await fan.send('PUT', path, { tier: 3 })).body.tier, 3);
      for (let count = 0; count < 2; count++) assert.equal((await fan.send('DELETE', path)).status, 204);
      assert.deepEqual((await fan.get('/v1/me/subscriptions')).body.items, []);
    });

    it('are refused with the code that fits', async () => {
      const owner = await stage.guest();
      for (const [path, body, code] of [
        [`/v1/channels/${NOBODY}/subscription`, { tier: 1 }, 'not_found'],
        [`/v1/channels/mine/subscribers/${NOBODY}`, { tier: 1, days: 1 }, 'not_found'],
        [`/v1/channels/mine/subscribers/${owner.id}`, { tier: 4, days: 1 }, 'bad_request'],
        [`/v1/channels/mine/subscribers/${owner.id}`, { tier: 1, days: 1000 }, 'bad_request'],
      ])
        assert.equal((await owner.send('PUT', path, body)).body.code, code, path);
    });
  });

  describe('emotes', () => {
    const draft = { pack: 'Zebra', imageUrl: 'https://t333.example/zebra.webp' };

    it('are those of a channel, then those of all', async () => {
      const owner = await stage.guest();
      const fan = await stage.guest();
      await owner.send('PUT', '/v1/channels/mine/emotes/zebraHi', draft);
      stage.clock.nowMs += 1;
      await owner.send('PUT', '/v1/channels/mine/emotes/zebraGold', { ...draft, isForSubscribers: true });
      const setsFor = async (who) => (await who.get(`/v1/emotes?channelId=${owner.id}`)).body.items;
      const locked = (sets) => sets[0].emotes.map(({ text, locked: isLocked }) => [text, isLocked]);

      const sets = await setsFor(fan);
      assert.deepEqual(
        sets.map(({ title }) => title),
        ['Zebra', 't333'],
      );
      assert.deepEqual(locked(sets), [
        ['zebraHi', false],
        ['zebraGold', true],
      ]);
      await owner.send('PUT', `/v1/channels/mine/subscribers/${fan.id}`, { tier: 1, days: 1 });
      assert.equal(locked(await setsFor(fan))[1][1], false);

      const { url } = sets[1].emotes[0].images[0];
      assert.equal(url, 'http://api.t333.example:3001/emotes/wow.svg');
      const picture = await fan.raw('GET', '/emotes/wow.svg');
      assert.deepEqual([picture.statusCode, picture.headers['content-type']], [200, 'image/svg+xml']);
      assert.equal((await fan.get('/emotes/..%2femotes.sql')).status, 404);
    });

    it('are changed by who owns the channel, and those of all by administrators', async () => {
      const owner = await stage.guest();
      const path = '/v1/channels/mine/emotes/zebra';
      const { id } = (await owner.send('PUT', path, draft)).body;
      assert.equal((await owner.send('PUT', path, { ...draft, pack: 'Other' })).body.id, id);
      assert.equal((await owner.send('DELETE', path)).status, 204);
      assert.equal((await owner.send('DELETE', path)).status, 404);
      for (const imageUrl of ['http://t333.example/a.png', 'javascript:alert(1)', 'https://'])
        assert.equal((await owner.send('PUT', path, { ...draft, imageUrl })).status, 400, imageUrl);
      assert.equal((await owner.send('PUT', '/v1/emotes/all', draft)).status, 403);
      await stage.promote(owner.id, 'admin');
      assert.equal((await owner.send('PUT', '/v1/emotes/all', draft)).body.channelId, null);
      assert.equal((await owner.send('DELETE', '/v1/emotes/all')).status, 204);
    });

    it('are in what is said, for whom they are', async () => {
      const owner = await stage.guest();
      const [fan, subscriber] = [await stage.guest(), await stage.guest()];
      await owner.send('PUT', '/v1/channels/mine/emotes/zebraGold', { ...draft, isForSubscribers: true });
      await owner.send('PUT', `/v1/channels/mine/subscribers/${subscriber.id}`, { tier: 1, days: 1 });
      const say = async (who) => {
        const headers = { 'idempotency-key': who.handle };
        await who.raw('POST', `/v1/channels/${owner.id}/messages`, { text: 'zebraGold :wow:' }, headers);
        const { events } = (await who.get(`/v1/channels/${owner.id}/events`)).body;
        return events.at(-1).emotes.map(({ start, end }) => [start, end]);
      };
      assert.deepEqual(await say(fan), [[10, 14]]);
      assert.deepEqual(await say(subscriber), [
        [0, 8],
        [10, 14],
      ]);
    });

    it('are found where they are words of their own, by code points', () => {
      const ids = new Map([
        [':wow:', '1'],
        ['hi', '2'],
      ]);
      assert.deepEqual(findEmotes('😀 :wow: hi\nhi. :wow:', ids), [
        { id: '1', start: 2, end: 6 },
        { id: '2', start: 8, end: 9 },
        { id: '1', start: 15, end: 19 },
      ]);
      assert.deepEqual(findEmotes('', ids), []);
      assert.deepEqual(findEmotes('constructor __proto__', ids), []);
    });
  });

  describe('a schedule', () => {
    const draft = {
      title: 'Zebras at night',
      startsAt: '2027-03-01T20:00:00+01:00',
      timeZone: 'Europe/Berlin',
      durationMinutes: 90,
    };

    it('has what is not over, and what is weekly', async () => {
      const owner = await stage.guest();
      const soon = new Date(stage.clock.nowMs + 3_600_000).toISOString();
      const add = (changes) => owner.post('/v1/channels/mine/schedule', { ...draft, ...changes });
      const { status, body } = await add({ startsAt: soon });
      assert.equal(status, 201);
      assert.deepEqual(body, {
        ...draft,
        id: body.id,
        channelId: owner.id,
        startsAt: soon,
        description: '',
        recurrence: 'none',
        sequence: 0,
      });
      await add({ startsAt: soon, recurrence: 'weekly', title: 'Weekly' });
      const titles = async (query = '') =>
        (await owner.get(`/v1/channels/${owner.id}/schedule${query}`)).body.items.map(({ title }) => title);
      assert.deepEqual((await titles()).toSorted(), ['Weekly', 'Zebras at night']);
      const { nextCursor } = (await owner.get(`/v1/channels/${owner.id}/schedule?limit=1`)).body;
      assert.equal((await titles(`?limit=1&cursor=${nextCursor}`)).length, 1);
      stage.clock.nowMs += DAY_MS;
      assert.deepEqual(await titles(), ['Weekly']);
    });

    it('refuses what is no time, zone or length', async () => {
      const owner = await stage.guest();
      for (const wrong of [
        { startsAt: '2027-03-01 20:00' },
        { startsAt: '2027-03-01T20:00:00' },
        { startsAt: '2016-12-31T23:59:60Z' },
        { timeZone: 'Mars/Olympus' },
        { timeZone: '+02:00' },
        { durationMinutes: 0 },
        { title: '  ' },
        { recurrence: 'daily' },
      ])
        assert.equal(
          (await owner.post('/v1/channels/mine/schedule', { ...draft, ...wrong })).body.code,
          'bad_request',
          JSON.stringify(wrong),
        );
    });

    it('is told to followers, when it is new, at another time, or not to be', async () => {
      const owner = await stage.guest();
      const fan = await stage.guest();
      await owner.post('/v1/channels/mine/schedule', draft);
      stage.clock.nowMs += 1000;
      await fan.send('PUT', `/v1/channels/${owner.id}/follow`);
      const act = async (method, path, body) => {
        stage.clock.nowMs += 1000;
        return owner.send(method, `/v1/channels/mine/schedule${path}`, body);
      };
      const { id } = (await act('POST', '', draft)).body;
      assert.equal((await act('PATCH', `/${id}`, { title: 'Zebras, later' })).body.sequence, 1);
      assert.equal((await act('PATCH', `/${id}`, { startsAt: '2027-03-02T20:00:00+01:00' })).body.sequence, 2);
      await act('DELETE', `/${id}`);
      assert.equal((await act('DELETE', `/${id}`)).status, 404);

      const { items, unread } = (await fan.get('/v1/me/notices')).body;
      assert.deepEqual(
        items.map(({ kind, title, startsAt, isRead }) => [kind, title, startsAt, isRead]),
        [
          ['cancelled', 'Zebras, later', '2027-03-02T19:00:00.000Z', false],
          ['rescheduled', 'Zebras, later', '2027-03-02T19:00:00.000Z', false],
          ['scheduled', 'Zebras at night', '2027-03-01T19:00:00.000Z', false],
        ],
      );
      assert.equal(unread, 3);
    });

    for (const [name, is] of [
      ['Europe/Berlin', true],
      ['America/Argentina/Ushuaia', true],
      ['Etc/GMT+5', true],
      ['UTC', true],
      ['EST', false],
      ['+01:00', false],
      ['Nowhere/Land', false],
      ['', false],
    ])
      it(`${is ? 'takes' : 'refuses'} the zone "${name}"`, () => assert.equal(isTimeZone(name), is));
  });

  describe('notices', () => {
    const told = async (owner, count) => {
      for (let index = 0; index < count; index++) {
        stage.clock.nowMs += 1000;
        const startsAt = new Date(stage.clock.nowMs + DAY_MS).toISOString();
        const body = { title: `Number ${index}`, startsAt, timeZone: 'UTC', durationMinutes: 60 };
        await owner.post('/v1/channels/mine/schedule', body);
      }
    };

    it('are read one by one or all at once, page by page', async () => {
      const owner = await stage.guest();
      const fan = await stage.guest();
      await fan.send('PUT', `/v1/channels/${owner.id}/follow`);
      await told(owner, 5);
      const first = (await fan.get('/v1/me/notices?limit=3')).body;
      const rest = (await fan.get(`/v1/me/notices?limit=3&cursor=${first.nextCursor}`)).body;
      const titles = [...first.items, ...rest.items].map(({ title }) => title);
      assert.deepEqual(titles, ['Number 4', 'Number 3', 'Number 2', 'Number 1', 'Number 0']);

      const { id } = first.items[1];
      for (let count = 0; count < 2; count++)
        assert.equal((await fan.send('PUT', `/v1/me/notices/${id}/read`)).status, 204);
      const { items, unread } = (await fan.get('/v1/me/notices')).body;
      assert.deepEqual([items.filter(({ isRead }) => isRead).length, unread], [1, 4]);
      assert.equal((await owner.send('PUT', `/v1/me/notices/${id}/read`)).status, 404);

      await fan.send('PUT', '/v1/me/notices/read');
      assert.equal((await fan.get('/v1/me/notices')).body.unread, 0);
      await told(owner, 1);
      assert.equal((await fan.get('/v1/me/notices')).body.unread, 1);
      await fan.send('DELETE', `/v1/channels/${owner.id}/follow`);
      assert.deepEqual((await fan.get('/v1/me/notices')).body, { items: [], nextCursor: null, unread: 0 });
    });

    it('tell of a broadcast once', async () => {
      const owner = await stage.guest();
      const fan = await stage.guest();
      await fan.send('PUT', `/v1/channels/${owner.id}/follow`);
      await owner.send('PATCH', '/v1/channels/mine', { title: 'Zebras at noon' });
      const { id } = (await owner.post('/v1/channels/mine/streams', {})).body;
      stage.clock.nowMs += 1000;
      for (let count = 0; count < 2; count++) await owner.post(`/v1/streams/${id}/start`, {});
      await owner.send('PATCH', `/v1/streams/${id}`, { title: 'Zebras, still' });
      const { items } = (await fan.get('/v1/me/notices')).body;
      assert.deepEqual(
        items.map(({ kind, title, channelId }) => [kind, title, channelId]),
        [['live', 'Zebras at noon', owner.id]],
      );
    });

    it('tell of a broadcast also where its room cannot be told', async () => {
      const found = [];
      const rooms = { tellStream: () => Promise.reject(new Error('Redis is away')), viewerCount: async () => 0 };
      const notices = { tellLive: async (channelId, at) => void found.push([channelId, at.getTime()]) };
      await assert.rejects(tellingFollowers(rooms, notices).tellStream('a', { status: 'live', startedAt: 5 }), /Redis/);
      assert.deepEqual(found, [['a', 5]]);
    });

    it('are at most twenty of a channel in a day', async () => {
      const owner = await stage.guest();
      const fan = await stage.guest();
      await fan.send('PUT', `/v1/channels/${owner.id}/follow`);
      await told(owner, 25);
      assert.equal((await fan.get('/v1/me/notices')).body.unread, 20);
      assert.equal((await stage.client().get('/v1/me/notices')).status, 401);
    });
  });

  describe('payments', () => {
    const timestamp = () => String(Math.floor(stage.clock.nowMs / 1000));
    const send = (event, { id = `evt_${Math.random()}`, at = timestamp(), secret = SECRET, sent = event } = {}) => {
      const signature = sign({ id, timestamp: at }, Buffer.from(JSON.stringify(event)), secret).toString('base64');
      return stage.client().raw('POST', '/v1/webhooks/payments', JSON.stringify(sent), {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': at,
        'webhook-signature': `v1,AAAA v1,${signature}`,
      });
    };
    const tip = (channelId, data) => ({
      type: 'tip.paid',
      data: { channelId, amountMinor: 500, currency: 'EUR', text: 'Well done', ...data },
    });
    const codeOf = ({ statusCode, body }) => (statusCode === 204 ? 204 : JSON.parse(body).code);

    it('of what somebody else has signed, changed or recorded are not taken', async () => {
      const { id } = await stage.guest();
      const now = Number(timestamp());
      for (const options of [
        { secret: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
        { sent: tip(id, { amountMinor: 50_000 }) },
        { at: String(now - 301) },
        { at: String(now + 301) },
        { at: '' },
        { id: '' },
        { id: 'x'.repeat(129) },
      ])
        assert.equal(codeOf(await send(tip(id), options)), 'unauthenticated', JSON.stringify(options));
      assert.equal(codeOf(await send(tip(id), { at: String(now - 299) })), 204);
      assert.equal((await stage.client().post('/v1/webhooks/payments', tip(id))).status, 401);
    });

    it('become a tip in the chat of the channel, once', async () => {
      const [owner, fan] = [await stage.guest(), await stage.guest()];
      const paid = tip(owner.id, { accountId: fan.id, text: `  ${'é'.repeat(300)}` });
      const sent = await Promise.all([1, 2, 3].map(() => send(paid, { id: `evt_tip_${process.pid}` })));
      assert.deepEqual(sent.map(codeOf), [204, 204, 204]);
      const { events } = (await owner.get(`/v1/channels/${owner.id}/events`)).body;
      assert.deepEqual(
        events.map(({ type, id, user, amountMinor, currency, text }) => [
          type,
          id,
          user?.id,
          amountMinor,
          currency,
          text,
        ]),
        [['tip', `evt_tip_${process.pid}`, fan.id, 500, 'EUR', 'é'.repeat(200)]],
      );
    });

    it('are told when they are sent again, where the chat was away', async () => {
      const owner = await stage.guest();
      const told = [];
      let isAway = true;
      const payments = new Payments(stage.backend.db, stage.clock, {
        subscriptions: null,
        async tellTip(channelId, { amountMinor }) {
          if (isAway) throw new Error('away');
          told.push([channelId, amountMinor]);
        },
      });
      await assert.rejects(payments.take(`evt_away_${process.pid}`, tip(owner.id)), /away/);
      isAway = false;
      for (let count = 0; count < 2; count++) await payments.take(`evt_away_${process.pid}`, tip(owner.id));
      assert.deepEqual(told, [[owner.id, 500]]);
    });

    it('make somebody a subscriber, once', async () => {
      const owner = await stage.guest();
      const fan = await stage.guest();
      const paid = { type: 'subscription.paid', data: { channelId: owner.id, accountId: fan.id, tier: 3, days: 30 } };
      assert.equal(codeOf(await send(paid, { id: `evt_sub_${process.pid}` })), 204);
      const { items } = (await fan.get('/v1/me/subscriptions')).body;
      assert.equal(items[0].tier, 3);
      stage.clock.nowMs += DAY_MS;
      assert.equal(codeOf(await send(paid, { id: `evt_sub_${process.pid}` })), 204);
      assert.deepEqual((await fan.get('/v1/me/subscriptions')).body.items, items);
    });

    it('are refused where they make no sense, and left alone where they are of another kind', async () => {
      const { id } = await stage.guest();
      for (const [event, code] of [
        [tip(id, { currency: 'ABC' }), 'rejected'],
        [tip(NOBODY), 'rejected'],
        [tip(id, { amountMinor: 0 }), 'bad_request'],
        [tip(id, { amountMinor: 1.5 }), 'bad_request'],
        [{ type: 'tip.paid' }, 'bad_request'],
        [{ type: 'invoice.created', data: {} }, 204],
        [null, 204],
      ])
        assert.equal(codeOf(await send(event)), code, JSON.stringify(event));
    });

    it('are signed as the standard’s own example is', () => {
      const headers = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: '1614265330' };
      const body = Buffer.from('{"test": 2432232314}');
      const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
      const options = { secret: SECRET, nowMs: 1_614_265_330_000 };
      assert.equal(isSigned({ ...headers, signature }, body, options), true);
      assert.equal(isSigned({ ...headers, signature: '' }, body, options), false);
    });
  });
});
