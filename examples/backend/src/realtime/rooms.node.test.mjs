import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { memoryBus } from '../bus/bus-memory.ts';
import { ipThrough } from '../http/ip.ts';
import { exampleScores, thresholdReview } from '../review/example-review.ts';
import { Archiving } from './archiving.ts';
import { FanOut } from './fan-out.ts';
import { FrameRate } from './frame-rate.ts';
import { Moderating } from './moderating.ts';
import { Recent } from './recent.ts';
import { RoomPast } from './room-past.ts';
import { DEFAULT_SETTINGS, FOREVER, RoomState } from './room-state.ts';
import { Room } from './room.ts';
import { Rooms } from './rooms.ts';
import { memoryRoomLog } from './roomlog-memory.ts';
import { refusalOf } from './rules.ts';
import { Session } from './session.ts';
import { Bundle, Mixes } from './telling.ts';
import { ViewerCounts } from './viewer-counts.ts';
import { Watching } from './watching.ts';
import { windowMs } from './window.ts';

const ANN = { id: 'ann', handle: 'ann', name: 'Ann' };
const NOBODY = { user: null, role: 'viewer' };
const EMPTY = { settings: DEFAULT_SETTINGS, pinned: null, silenced: new Map(), moderators: new Set(['mod']) };
const chat = (id, more = {}) => ({
  type: 'chat',
  id,
  user: ANN,
  text: id,
  emotes: [],
  badges: [],
  nonce: `n-${id}`,
  ...more,
});
const textsOf = (frames) =>
  frames.flatMap((frame) => {
    const { type, events, ...one } = JSON.parse(String(frame));
    return type === 'batch' ? events : [{ type, ...one }];
  });

/** A room, and a clock that only the test moves. */
async function stage(log = memoryRoomLog(), nowMs = () => 0) {
  const fanOut = new FanOut();
  const room = new Room('owner', { log, fanOut, nowMs, upMs: nowMs, snapshot: async () => EMPTY });
  await room.open();
  const enter = (person, hearsHealth = false) => {
    const member = {
      person,
      frames: [],
      isLost: false,
      tell: (frames) => member.frames.push(...frames),
      lost: () => (member.isLost = true),
    };
    room.enter(member, { hearsHealth });
    return member;
  };
  const add = (event) => log.append('owner', { event, nowMs: 0 });
  return { room, fanOut, enter, add };
}
const person = (id, siteRole = 'user') => ({ user: { id, handle: id, name: id }, siteRole, scopes: [] });

describe('a room', () => {
  it('makes one frame for all who are told the same, and tells an author more', async () => {
    const { room, fanOut, enter, add } = await stage();
    const [first, second, mod, ann] = [enter(null), enter(person('bob')), enter(person('mod')), enter(person('ann'))];
    await add(chat('one'));
    await add({ type: 'held', message: chat('two'), reason: 'spam', score: 1 });
    await add({ type: 'settings', ...DEFAULT_SETTINGS, blockedWords: ['turnip'] });
    fanOut.flush(room);
    assert.equal(first.frames.length, 1);
    assert.equal(first.frames[0], second.frames[0]);
    assert.deepEqual(
      textsOf(first.frames).map(({ seq, type, deleted, nonce, blockedWords }) => [
        seq,
        type,
        deleted,
        nonce,
        blockedWords,
      ]),
      [
        [1, 'chat', undefined, undefined, undefined],
        [2, undefined, true, undefined, undefined],
        [3, 'settings', undefined, undefined, undefined],
      ],
    );
    assert.deepEqual(
      textsOf(mod.frames).map(({ message, blockedWords }) => [message?.nonce, message?.text, blockedWords]),
      [
        [undefined, undefined, undefined],
        [undefined, 'two', undefined],
        [undefined, undefined, ['turnip']],
      ],
    );
    assert.deepEqual(
      textsOf(ann.frames).map(({ nonce, message }) => nonce ?? message?.nonce),
      ['n-one', 'n-two', undefined],
    );
  });

  it('tells nobody what was in the answer to their join', async () => {
    const { room, fanOut, enter, add } = await stage();
    const early = enter(null);
    await add(chat('one'));
    const late = enter(null);
    const author = enter(person('ann'));
    await add(chat('two'));
    const last = enter(null);
    fanOut.flush(room);
    const heard = ({ frames }) => textsOf(frames).map(({ id }) => id);
    assert.deepEqual([early, late, author, last].map(heard), [['one', 'two'], ['two'], ['two'], []]);
    await add(chat('three'));
    fanOut.flush(room);
    assert.deepEqual(heard(last), ['three']);
  });

  it('tells nobody what was deleted before it was told', async () => {
    const { room, fanOut, enter, add } = await stage();
    const member = enter(null);
    await add(chat('secret'));
    await add({ type: 'chat_deleted', messageIds: ['secret'] });
    fanOut.flush(room);
    assert.equal(textsOf(member.frames)[0].deleted, true);
  });

  it('tells its health to moderators who want it', async () => {
    const { room, enter } = await stage();
    const [mod, other, viewer] = [enter(person('mod'), true), enter(person('mod')), enter(person('bob'), true)];
    room.tellHealth({ bitrateKbps: 4500, fps: 60, dropRate: 0, timestamp: 1 }, 7);
    assert.deepEqual(textsOf(mod.frames), [
      { type: 'health', channelId: 'owner', viewerCount: 7, bitrateKbps: 4500, fps: 60, dropRate: 0, timestamp: 1 },
    ]);
    assert.deepEqual([other.frames, viewer.frames], [[], []]);
    room.rolesChanged(new Set());
    room.tellHealth({ bitrateKbps: 1, fps: 1, dropRate: 0, timestamp: 2 }, 7);
    assert.equal(mod.frames.length, 1);
  });

  it('counts who polls, for a while', async () => {
    let nowMs = 0;
    const { room, enter } = await stage(memoryRoomLog(), () => nowMs);
    enter(null);
    for (const who of ['ann', '1.2.3.4', 'ann']) room.polled(who);
    assert.equal(room.watcherCount, 3);
    nowMs = 20_000;
    room.polled('ann');
    nowMs = 35_001;
    assert.equal(room.watcherCount, 2);
    room.polled('new');
    nowMs = 55_001;
    assert.equal(room.watcherCount, 2);
  });

  it('reads what it has missed, and starts anew with another log', async () => {
    const log = memoryRoomLog();
    let told = () => {};
    let resumed = () => {};
    const deaf = {
      ...log,
      subscribe: async (id, listener, onResumed) => {
        told = listener;
        resumed = onResumed;
        return () => {};
      },
    };
    const { room, fanOut, enter, add } = await stage(deaf);
    const member = enter(null);
    for (const text of ['one', 'two', 'three']) await add(chat(text));
    assert.equal(room.lastSeq, 0);
    const { epoch } = room;
    told(epoch, { seq: 3, atMs: 0, event: chat('three') });
    await room.until({ epoch, seq: 3 });
    fanOut.flush(room);
    assert.deepEqual(
      textsOf(member.frames).map(({ seq }) => seq),
      [1, 2, 3],
    );
    await add(chat('four'));
    resumed();
    await room.until({ epoch, seq: 4 });
    assert.equal(member.isLost, false);
    const { epoch: next } = await log.append('owner', { event: chat('x'), nowMs: 0, known: { epoch, seq: 99 } });
    resumed();
    await room.until({ epoch: next, seq: 1 });
    assert.equal(member.isLost, true);
    assert.deepEqual([room.epoch, room.lastSeq, room.past.find('one')], [next, 1, null]);
  });
});

describe('a timeline', () => {
  const UUID = '00000000-0000-4000-8000-000000000000';
  const rows = [
    [UUID, ['chat:read', 'chat:write'], false],
    [UUID, ['chat:moderate'], true],
    ['watch-0123456789abcdef', ['chat:read'], false],
    ['watch-0123456789abcdef', ['chat:write'], true],
  ];
  for (const [roomId, scopes, isMoved] of rows)
    it(`of ${roomId} is ${isMoved ? '' : 'not '}moved with ${scopes.join(' and ')}`, async () => {
      const log = memoryRoomLog();
      const { room } = await stage(log);
      const watching = new Watching(log, { now: () => 0 });
      const frame = { roomId, position: 1, rate: 1, playing: true, at: 0, rev: 0 };
      const moved = watching.move(room, { ...person('mod'), scopes }, frame);
      if (isMoved) assert.equal(await moved, 1);
      else await assert.rejects(moved, { code: 'forbidden' });
    });
});

describe('a room that reads', () => {
  it('reads once more where the connection broke meanwhile', async () => {
    const log = memoryRoomLog();
    let resumed = () => {};
    let gate = Promise.resolve();
    const slow = {
      ...log,
      subscribe: async (id, listener, onResumed) => {
        resumed = onResumed;
        return () => {};
      },
      read: async (...values) => {
        const page = await log.read(...values);
        await gate;
        return page;
      },
    };
    const { room, add } = await stage(slow);
    const { promise, resolve } = Promise.withResolvers();
    gate = promise;
    resumed();
    await add(chat('told to nobody'));
    resumed();
    resolve();
    await room.until({ epoch: room.epoch, seq: 1 });
    assert.equal(room.lastSeq, 1);
  });
});

describe('the past of a room', () => {
  const past = () => {
    const one = new RoomPast();
    ['a', 'b', 'c', 'd'].forEach((id, index) => one.add({ seq: index + 1, atMs: 0, event: chat(id) }));
    return one;
  };
  const ids = (texts) => texts.map((text) => JSON.parse(text)).map(({ id, seq }) => id ?? seq);
  const rows = [
    ['from where it is known', { epoch: 'e', seq: 2 }, true, ['c', 'd']],
    ['from its end', { epoch: 'e', seq: 4 }, true, []],
    ['from its beginning', { epoch: 'e', seq: 0 }, true, ['a', 'b', 'c', 'd']],
    ['not from the future', { epoch: 'e', seq: 5 }, false, ['c', 'd']],
    ['not of another log', { epoch: 'x', seq: 2 }, false, ['c', 'd']],
    ['the last ones without a place', undefined, false, ['c', 'd']],
  ];
  for (const [what, since, recovered, expected] of rows)
    it(`is told again ${what}`, () => {
      const answer = past().replay('e', since, { history: 2, viewer: NOBODY });
      assert.deepEqual([answer.recovered, ids(answer.parts.flat())], [recovered, expected]);
    });

  it('knows no place before what it has forgotten', () => {
    const late = new RoomPast();
    [11, 12].forEach((seq) => late.add({ seq, atMs: 0, event: chat(`${seq}`) }));
    assert.equal(late.replay('e', { epoch: 'e', seq: 10 }, { history: 5, viewer: NOBODY }).recovered, true);
    assert.equal(late.replay('e', { epoch: 'e', seq: 9 }, { history: 5, viewer: NOBODY }).recovered, false);
  });

  it('comes page by page, without what is deleted', () => {
    const one = past();
    one.add({ seq: 5, atMs: 0, event: { type: 'chat_deleted', messageIds: ['c'] } });
    assert.deepEqual(ids(one.history(5, 2, NOBODY)), ['b', 'd']);
    assert.deepEqual(ids(one.history(2, 2, NOBODY)), ['a']);
    assert.deepEqual(ids(one.history(Infinity, 200, NOBODY)), ['a', 'b', 'd']);
    assert.equal(one.find('c'), null);
  });

  it('takes back what somebody has said who is silenced, and where it was answered', () => {
    const one = past();
    const bob = { id: 'bob', handle: 'bob', name: 'Bob' };
    one.add({ seq: 5, atMs: 0, event: chat('e', { user: bob, replyTo: { id: 'a', text: 'a', user: ANN } }) });
    assert.match(one.textOf(5, NOBODY), /"text":"a"/);
    one.add({ seq: 6, atMs: 0, event: { type: 'user_moderated', userId: 'ann', action: 'timeout', untilAt: 1 } });
    assert.equal(one.textOf(1, NOBODY), '{"seq":1,"deleted":true}');
    assert.doesNotMatch(one.textOf(5, NOBODY), /"text":"a"/);
    one.add({ seq: 7, atMs: 0, event: { type: 'cleared' } });
    assert.deepEqual(ids(one.history(Infinity, 200, NOBODY)), []);
  });
});

describe('the rules of a room', () => {
  const said = {
    text: 'hello',
    viewer: { user: ANN, role: 'viewer' },
    settings: DEFAULT_SETTINGS,
    silencedUntilMs: 0,
    isSubscriber: false,
    followedSinceMs: undefined,
    emotes: [],
    nowMs: 1000,
  };
  const rules = (more) => ({ settings: { ...DEFAULT_SETTINGS, ...more } });
  const mod = { viewer: { user: ANN, role: 'moderator' } };
  const fox = {
    text: 'fox  fox',
    emotes: [
      { id: 'f', start: 0, end: 2 },
      { id: 'f', start: 5, end: 7 },
    ],
  };
  const rows = [
    ['let people talk', {}, null],
    ['silence for good', { silencedUntilMs: FOREVER }, 'banned'],
    ['silence for a while', { silencedUntilMs: 1001 }, 'timed_out'],
    ['silence until now', { silencedUntilMs: 1000 }, null],
    ['silence moderators, too', { ...mod, silencedUntilMs: FOREVER }, 'banned'],
    ['count code points', { text: '🦊🦊', ...rules({ maxLength: 2 }) }, null],
    ['count what is too long', { text: '🦊🦊🦊', ...rules({ maxLength: 2 }) }, 'too_long'],
    ['ask for a subscription', rules({ subscribersOnly: true }), 'subscribers_only'],
    ['know subscribers', { ...rules({ subscribersOnly: true }), isSubscriber: true }, null],
    [
      'ask moderators for none',
      { ...rules({ subscribersOnly: true, emoteOnly: true, followersOnlyMs: 0 }), ...mod },
      null,
    ],
    [
      'want emotes',
      { ...rules({ emoteOnly: true }), text: 'fox you', emotes: [{ id: 'f', start: 0, end: 2 }] },
      'emote_only',
    ],
    ['know emotes', { ...rules({ emoteOnly: true }), ...fox }, null],
    ['ask for followers', rules({ followersOnlyMs: 0 }), 'followers_only'],
    ['know followers', { ...rules({ followersOnlyMs: 500 }), followedSinceMs: 500 }, null],
    ['know new followers', { ...rules({ followersOnlyMs: 501 }), followedSinceMs: 500 }, 'followers_only'],
  ];
  for (const [what, more, code] of rows)
    it(what, () => assert.equal(refusalOf({ ...said, ...more })?.code ?? null, code));
});

describe('the state of a room', () => {
  const rows = [
    ['owner', 'user', 'broadcaster'],
    ['mod', 'user', 'moderator'],
    ['ann', 'user', 'viewer'],
    ['ann', 'moderator', 'moderator'],
    ['ann', 'admin', 'moderator'],
  ];
  for (const [id, siteRole, role] of rows)
    it(`makes ${id}, ${siteRole}, a ${role}`, () =>
      assert.equal(new RoomState('owner', EMPTY).roleOf(id, siteRole), role));

  it('goes with its events', () => {
    const state = new RoomState('owner', { ...EMPTY, silenced: new Map([['bob', FOREVER]]) });
    const moderated = (action, more = {}) => ({ type: 'user_moderated', userId: 'ann', action, ...more });
    state.apply({ type: 'pin', message: { id: 'a', user: ANN, text: 'a', emotes: [], badges: [] } });
    state.apply(moderated('warn'));
    assert.equal(state.pinned.id, 'a');
    state.apply(moderated('timeout', { untilAt: 5 }));
    assert.deepEqual([state.pinned, state.silencedUntil('ann', 4), state.silencedUntil('ann', 5)], [null, 5, 0]);
    state.apply(moderated('ban'));
    assert.deepEqual([state.silencedUntil('ann', 9e15 - 1), state.silencedUntil('bob', 1)], [FOREVER, FOREVER]);
    state.apply(moderated('unban'));
    assert.equal(state.silencedUntil('ann', 0), 0);
    state.apply({ type: 'settings', ...DEFAULT_SETTINGS, slowModeMs: 5 });
    assert.equal(state.settings.slowModeMs, 5);
  });
});

describe('acts of moderators', () => {
  it('of one channel are told in the order in which they were stored', async () => {
    const order = [];
    const store = {
      transaction: (work) => work(store),
      record: async () => {},
      async changeSettings(_id, changes) {
        order.push(`stored ${changes.slowModeMs}`);
        return { ...DEFAULT_SETTINGS, ...changes };
      },
    };
    const slow = Promise.withResolvers();
    const log = {
      async append(_id, { event: { slowModeMs } }) {
        if (slowModeMs === 1) await slow.promise;
        order.push(`told ${slowModeMs}`);
        return { outcome: 'appended', epoch: 'e', seq: slowModeMs, atMs: 0, answer: {} };
      },
    };
    const room = {
      id: '00000000-0000-4000-8000-000000000000',
      known: null,
      viewer: () => ({ user: ANN, role: 'moderator' }),
      until: async () => {},
    };
    const moderating = new Moderating({ log, store, clock: { now: () => 0 } });
    const ann = { ...person('ann'), scopes: ['chat:moderate'] };
    const acts = [1, 2].map((slowModeMs) =>
      moderating.act(room, ann, { action: 'settings', settings: { slowModeMs } }),
    );
    setImmediate(() => slow.resolve());
    assert.deepEqual(await Promise.all(acts), [1, 2]);
    assert.deepEqual(order, ['stored 1', 'told 1', 'stored 2', 'told 2']);
  });
});

describe('rooms', () => {
  it('of no channel leave nothing in the log', async () => {
    const untouched = new Proxy({}, { get: () => assert.fail('the log was asked') });
    const rooms = new Rooms({ log: untouched, bus: memoryBus(), store: { hasChannel: async () => false } });
    await assert.rejects(rooms.get('00000000-0000-4000-8000-000000000000'), { code: 'not_found' });
    rooms.close();
  });
});

describe('the archive', () => {
  it('goes on in other rooms where one fails, and says so once for each', async () => {
    const [bad, good] = ['0', '1'].map((digit) => ({
      id: `${digit}0000000-0000-4000-8000-000000000000`,
      epoch: 'e',
      lastSeq: 1,
    }));
    const followed = [];
    const errors = [];
    const archive = {
      drop: async () => {},
      async follow(room) {
        if (room === bad) throw new Error('22021');
        followed.push(room);
        return 1;
      },
    };
    const options = { clock: { now: () => 0 }, keptDays: 1, onError: (error) => errors.push(error.message) };
    const archiving = new Archiving(archive, [bad, good], options);
    await archiving.stop();
    await archiving.stop();
    assert.deepEqual([followed, errors], [[good], ['22021']]);
  });
});

describe('windows', () => {
  const rows = [
    [1, 0, 20],
    [100, 0, 20],
    [101, 0, 40],
    [500, 0, 40],
    [501, 0, 120],
    [1000, 0, 120],
    [1, 0.5, 40],
    [1000, 0.9, 480],
  ];
  for (const [sockets, load, expected] of rows)
    it(`of ${sockets} sockets at a load of ${load} last ${expected} ms`, () =>
      assert.equal(windowMs(sockets, load), expected));

  it('of several rooms end together: each socket is written to once', (test) => {
    test.after(() => mock.timers.reset());
    mock.timers.enable({ apis: ['setTimeout'] });
    let nowMs = 1003;
    const fanOut = new FanOut({ nowMs: () => nowMs, cpuMs: () => 0 });
    const writes = [];
    const listener = { tell: (frames) => writes.push(frames.map(String)) };
    const roomOf = (id, listenerCount) => ({ listenerCount, take: () => [[listener, new Bundle(id, [`{"seq":1}`])]] });
    fanOut.want(roomOf('large', 1000));
    fanOut.want(roomOf('small', 10));
    const pass = (ms) => {
      nowMs += ms;
      mock.timers.tick(ms);
    };
    pass(17);
    assert.deepEqual(writes.splice(0), [['{"channelId":"small","seq":1}']]);
    pass(43);
    fanOut.want(roomOf('small', 10));
    pass(17);
    assert.deepEqual(writes, [
      ['{"type":"batch","events":[{"channelId":"large","seq":1},{"channelId":"small","seq":1}]}'],
    ]);
  });
});

describe('frames of several channels', () => {
  it('are shared by all who hear of the same ones, and none is too long', () => {
    const mixes = new Mixes();
    const [a, b] = [new Bundle('a', ['{"seq":1}']), new Bundle('b', ['{"seq":2}', '{"seq":3}'])];
    assert.equal(mixes.framesOf([a, b]), mixes.framesOf([a, b]));
    assert.notEqual(mixes.framesOf([a, b]), mixes.framesOf([b, a]));
    assert.equal(mixes.framesOf([a]), a.frames);
    assert.deepEqual(JSON.parse(String(b.frames[0])), {
      type: 'batch',
      channelId: 'b',
      events: [{ seq: 2 }, { seq: 3 }],
    });
    const long = new Bundle(
      'c',
      Array.from({ length: 100 }, (_, seq) => JSON.stringify({ seq, text: '🦊'.repeat(500) })),
    );
    assert.ok(long.frames.length > 1 && long.frames.every(({ length }) => length <= 65_536));
    assert.equal(textsOf(long.frames).length, 100);
  });
});

describe('a session', () => {
  it('ends with 4001 where nobody says who they are for ten seconds, and with 4008 behind a megabyte', (test) => {
    test.after(() => mock.timers.reset());
    mock.timers.enable({ apis: ['setTimeout'] });
    const codes = [];
    const link = { send: () => {}, close: (code) => codes.push(code), bufferedBytes: 0 };
    const host = { limits: { framesPerSecond: 20 } };
    const session = new Session(host, link);
    mock.timers.tick(9999);
    assert.deepEqual(codes, []);
    mock.timers.tick(1);
    assert.deepEqual(codes, [4001]);
    const other = new Session(host, link);
    other.tell(['x']);
    link.bufferedBytes = 1_048_577;
    other.tell(['x']);
    other.tell(['x']);
    session.left();
    assert.deepEqual(codes, [4001, 4008]);
  });
});

describe('who comes back after a long time', () => {
  it('is told the last of it, and not so much that they are too slow for it', async () => {
    const { room, add } = await stage();
    for (let index = 0; index < 100; index++) await add(chat(`${index}`, { text: 'x'.repeat(16_000) }));
    const frames = [];
    const link = {
      waits: 0,
      send(frame) {
        frames.push(JSON.parse(frame));
        this.bufferedBytes += frame.length;
      },
      close: (code) => assert.fail(`closed with ${code}`),
      bufferedBytes: 0,
      async drained() {
        this.waits++;
        this.bufferedBytes = 0;
      },
    };
    const host = {
      limits: { framesPerSecond: 20, channels: 9 },
      rooms: { get: async () => room },
      factsFor: async () => ({}),
      nowMs: () => 0,
      problemOf: (error) => assert.fail(error),
    };
    const session = new Session(host, link);
    session.receive(JSON.stringify({ type: 'auth', rid: 'a', proto: 1 }));
    await session.settled;
    const since = { epoch: room.epoch, seq: 0 };
    for (const rid of ['b', 'c', 'd'])
      session.receive(JSON.stringify({ type: 'join', rid, channelId: 'owner', since, history: 20 }));
    await session.settled;
    assert.equal(link.waits, 2);
    const { recovered, lastSeq } = frames.find(({ rid }) => rid === 'd');
    assert.deepEqual([recovered, lastSeq], [false, 100]);
    const told = frames.flatMap(({ events = [] }) => events.map(({ seq }) => seq));
    assert.deepEqual(
      told.slice(-20),
      Array.from({ length: 20 }, (_, index) => 81 + index),
    );
    session.left();
  });
});

describe('frames a second', () => {
  it('are fine, too many, or abuse, and forgotten after a second', () => {
    const rate = new FrameRate(2);
    const paces = Array.from({ length: 11 }, () => rate.take(0));
    assert.deepEqual(paces, [...Array(4).fill('fine'), ...Array(6).fill('too fast'), 'abuse']);
    assert.equal(rate.take(1000), 'fine');
  });
});

describe('viewer counts', () => {
  it('add up what all instances tell, and forget who says nothing any more', async () => {
    let nowMs = 0;
    const bus = memoryBus();
    const [first, second] = [{ a: 2 }, { a: 3, b: 1 }].map(
      (own) =>
        new ViewerCounts(
          bus,
          () => own,
          () => nowMs,
        ),
    );
    await Promise.all([first.open(), second.open()]);
    await first.tell();
    await second.tell();
    assert.deepEqual([first.of('a', 2), second.of('a', 3), first.of('b', 0), first.of('toString', 0)], [5, 5, 1, 0]);
    nowMs = 15_001;
    assert.equal(first.of('a', 2), 2);
    await second.tell();
    assert.equal(first.of('a', 2), 5);
    second.close();
    assert.equal(first.of('a', 2), 2);
  });
});

describe('what was asked for a moment ago', () => {
  it('is not asked for again, and counts where no answer comes', async () => {
    let nowMs = 0;
    let asked = 0;
    const recent = new Recent('none', () => nowMs);
    const ask = async () => (++asked, 'tier 1');
    const fail = async () => Promise.reject(new Error('away'));
    assert.equal(await recent.get('ann', fail), 'none');
    nowMs = 5000;
    assert.deepEqual([await recent.get('ann', ask), await recent.get('ann', ask), asked], ['tier 1', 'tier 1', 1]);
    nowMs = 10_000;
    assert.equal(await recent.get('ann', fail), 'tier 1');
  });
});

describe('the example of a review', () => {
  const rows = [
    ['Hello, how are you?', 'approve'],
    ['WOW WHAT A GOAL THAT WAS', 'approve'],
    ['you idiot', 'approve'],
    ['you stupid idiot', 'hold'],
    ['buy buy buy buy buy buy buy buy', 'hold'],
    ['https://a https://b https://c', 'hold'],
    ['', 'approve'],
  ];
  for (const [text, expected] of rows)
    it(`would ${expected} "${text}"`, async () =>
      assert.equal((await thresholdReview().judge(text)).verdict, expected, JSON.stringify(exampleScores(text))));

  it('holds above its thresholds, not at them', async () => {
    const at = (toxicity, spam) => thresholdReview(() => ({ toxicity, spam })).judge('x');
    assert.deepEqual(
      [(await at(0.8, 0.7)).verdict, (await at(0.81, 0)).reason, (await at(0, 0.71)).reason],
      ['approve', 'toxicity', 'spam'],
    );
  });
});

describe('who asks', () => {
  const ask = (proxies, remoteAddress, told) =>
    ipThrough(proxies)({ socket: { remoteAddress }, headers: told === undefined ? {} : { 'x-forwarded-for': told } });
  const rows = [
    [[], '1.2.3.4', '9.9.9.9', '1.2.3.4'],
    [['10.0.0.1'], '10.0.0.1', '9.9.9.9', '9.9.9.9'],
    [['10.0.0.1'], '10.0.0.2', '9.9.9.9', '10.0.0.2'],
    [['10.0.0.0/8'], '::ffff:10.3.0.1', '8.8.8.8, 9.9.9.9', '9.9.9.9'],
    [['10.0.0.0/8'], '10.3.0.1', '8.8.8.8, 10.0.0.7', '8.8.8.8'],
    [['10.0.0.0/8'], '10.3.0.1', 'nonsense', '10.3.0.1'],
    [['10.0.0.0/8'], '10.3.0.1', undefined, '10.3.0.1'],
    [['::1'], '::1', '2001:db8::1', '2001:db8::1'],
  ];
  for (const [proxies, remote, told, expected] of rows)
    it(`is ${expected} where ${remote} says "${told}" and [${proxies}] are believed`, () =>
      assert.equal(ask(proxies, remote, told), expected));
});
