import { expect } from 'chai';
import * as fc from 'fast-check';
import { decodeClientFrame } from './decode-client-frame.ts';
import { decodePollAnswer } from './decode-poll.ts';
import { readProblem } from './read-problem.ts';
import { decodeServerFrame } from './decode-server-frame.ts';
import type { RtEvent } from './events.ts';
import { encodeClientFrame, encodeServerFrame, FrameError } from './frame-text.ts';
import type { BatchFrame, ClientFrame, ClientRequest } from './frames.ts';
import { MAX_CLIENT_FRAME_BYTES, MAX_SERVER_FRAME_BYTES, MAX_TEXT_LENGTH } from './limits.ts';
import { formatPosition, parsePosition } from './position.ts';

fc.configureGlobal({ seed: 333 });

const id = fc.string({ minLength: 1, maxLength: 36, unit: 'grapheme' });
const seq = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const at = fc.integer({ min: 0, max: 8.64e15 });
const text = fc.string({ minLength: 1, maxLength: MAX_TEXT_LENGTH / 4, unit: 'grapheme' });
const user = fc.record({ id, handle: id, name: id });
const chat = fc.record(
  {
    type: fc.constant('chat' as const),
    channelId: id,
    seq,
    at,
    id,
    user,
    text,
    emotes: fc.array(fc.record({ id, start: fc.nat(), end: fc.nat() }), { maxLength: 5 }),
    badges: fc.array(fc.record({ type: id, tier: id }, { requiredKeys: ['type'] }), { maxLength: 5 }),
    replyTo: fc.record({ id, text, user }, { requiredKeys: ['id'] }),
  },
  { requiredKeys: ['type', 'channelId', 'seq', 'at', 'id', 'user', 'text', 'emotes', 'badges'] },
);
const requests: fc.Arbitrary<ClientRequest> = fc.oneof(
  fc.record({ type: fc.constant('auth' as const), proto: fc.nat(), ticket: text }, { requiredKeys: ['type', 'proto'] }),
  fc.record(
    {
      type: fc.constant('join' as const),
      channelId: id,
      since: fc.record({ epoch: id, seq }),
      history: fc.integer({ min: 0, max: 200 }),
      topics: fc.constant(['health']),
    },
    { requiredKeys: ['type', 'channelId'] },
  ),
  fc.record(
    {
      type: fc.constant('chat' as const),
      channelId: id,
      nonce: fc.string({ minLength: 1, maxLength: 36 }),
      text,
      replyTo: id,
    },
    { requiredKeys: ['type', 'channelId', 'nonce', 'text'] },
  ),
  fc.record({
    type: fc.constant('mod' as const),
    channelId: id,
    action: fc.constantFrom('settings' as const, 'timeout' as const),
    durationMs: fc.integer({ min: 1000, max: 1_209_600_000 }),
    settings: fc.record({ slowModeMs: fc.nat(120_000), followersOnlyMs: fc.constant(null) }),
  }),
);

/** JSON of any shape, with what breaks careless code in it. */
const nasty = fc.oneof(
  fc.constantFrom(null, true, -0, 1e308, 2 ** 60, -1, 0.5, '', '\u0000', '\ud800', [], {}, 'x'.repeat(1000)),
  fc.jsonValue({ maxDepth: 3 }),
) as fc.Arbitrary<unknown>;
const names = fc.constantFrom(
  'type', 'rid', 'channelId', 'seq', 'at', 'id', 'user', 'text', 'emotes', 'badges', 'events', 'epoch', 'lastSeq', 'recovered',
  'settings', 'you', 'pinned', 'nonce', 'since', 'history', 'code', 'limits', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty',
); // prettier-ignore
const types = fc.constantFrom(
  'chat', 'batch', 'joined', 'ready', 'ack', 'error', 'gap', 'goodbye', 'pin', 'settings', 'tip', 'health', 'join', 'auth', 'mod', 'timeline',
  '__proto__', 'constructor', 'toString', 'placeholder',
); // prettier-ignore
/** Written by hand, since an object would lose `__proto__` on its way. */
const nastyFrame = fc
  .tuple(types, fc.array(fc.tuple(names, nasty), { maxLength: 12 }))
  .map(
    ([type, fields]) =>
      `{${[['type', type] as const, ...fields].map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`,
  );

/** What a decoder makes of it: a frame, or its own error. */
function outcome(decode: (data: unknown) => unknown, data: unknown): unknown {
  try {
    return decode(data);
  } catch (error) {
    expect(error).to.be.instanceOf(FrameError);
    return null;
  }
}

/** Copies are what they say, all the way down: nothing inherited from the wire. */
function expectPlain(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  expect(Object.isFrozen(value)).to.equal(true);
  const prototype: unknown = Object.getPrototypeOf(value);
  expect(prototype === Object.prototype || prototype === Array.prototype).to.equal(true);
  for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])
    expect(Object.hasOwn(value, name)).to.equal(false);
  for (const one of Object.values(value)) expectPlain(one);
}

const DECODERS = [decodeClientFrame, decodeServerFrame, decodePollAnswer, readProblem] as const;

describe('the codec of t333-rt/1', () => {
  it('reads the requests that it writes', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const frame = { ...request, rid: '7' };
        fc.pre(new TextEncoder().encode(JSON.stringify(frame)).length <= MAX_CLIENT_FRAME_BYTES);
        expect(decodeClientFrame(encodeClientFrame(frame))).to.deep.equal(frame);
      }),
    );
  });

  it('reads the events that it writes, alone and in a batch', () => {
    fc.assert(
      fc.property(fc.array(chat, { minLength: 1, maxLength: 10 }), (events) => {
        expect(decodeServerFrame(encodeServerFrame(events[0]!))).to.deep.equal(events[0]);
        const batch = { type: 'batch', events };
        expect(decodeServerFrame(encodeServerFrame(batch))).to.deep.equal(batch);
      }),
    );
  });

  it('makes a frame or an error of its own of whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(nastyFrame, fc.string(), nasty), (data) => {
        for (const decode of DECODERS) expectPlain(outcome(decode, data));
      }),
      { numRuns: 2000 },
    );
  });

  it('stays whole when one field of a good frame is anything else', () => {
    fc.assert(
      fc.property(chat, names, nasty, (event, name, value) => {
        const frame = outcome(decodeServerFrame, JSON.stringify({ ...event, [name]: value })) as RtEvent | null;
        if (frame?.type !== 'chat') return;
        expect(frame.text).to.be.a('string');
        expect(frame.user.name).to.be.a('string');
        expect(Number.isSafeInteger(frame.seq) && frame.seq >= 1).to.equal(true);
      }),
    );
  });

  it('takes no depth for a crash', () => {
    for (const data of ['['.repeat(60_000), `{"type":"chat","text":${'['.repeat(30_000)}${']'.repeat(30_000)}}`])
      for (const decode of DECODERS) outcome(decode, data);
  });

  it('keeps an order with what it cannot read in it', () => {
    const good = { type: 'cleared', channelId: 'a', seq: 4, at: 1 };
    const events = [
      { type: 'chat', seq: 1, at: 1, text: 42 },
      { type: 'confetti', seq: 2, at: 1, colours: ['red'] },
      { seq: 3, deleted: true },
      good,
      null,
      { nothing: true },
    ];
    expect((decodeServerFrame(JSON.stringify({ type: 'batch', events })) as BatchFrame).events).to.deep.equal([
      { type: 'placeholder', reason: 'invalid', seq: 1 },
      { type: 'placeholder', reason: 'unknown', seq: 2 },
      { type: 'placeholder', reason: 'deleted', seq: 3 },
      good,
      { type: 'placeholder', reason: 'invalid' },
    ]);
  });

  it('leaves out what it does not know, and bad emotes alone', () => {
    const event = {
      type: 'chat',
      seq: 1,
      at: 1,
      id: 'm',
      user: { id: 'u', handle: 'h', name: 'n', color: 'red', admin: true },
      text: 'Kappa',
      emotes: [{ id: 'e', start: 0, end: 4 }, { id: 'e', start: -1, end: 4 }, 7],
      badges: 'none',
      sparkles: true,
    };
    expect(decodeServerFrame(JSON.stringify({ ...event, user: { ...event.user, color: null } }))).to.deep.equal({
      type: 'chat',
      seq: 1,
      at: 1,
      id: 'm',
      user: { id: 'u', handle: 'h', name: 'n' },
      text: 'Kappa',
      emotes: [{ id: 'e', start: 0, end: 4 }],
      badges: [],
    });
  });

  it('counts text in code points, and frames in bytes', () => {
    const frame = (length: number): string =>
      JSON.stringify({ type: 'chat', rid: '1', channelId: 'a', nonce: 'n', text: '🦊'.repeat(length) });
    expect((decodeClientFrame(frame(500)) as Extract<ClientFrame, { type: 'chat' }>).text.length).to.equal(1000);
    expect(() => decodeClientFrame(frame(501)))
      .to.throw(FrameError)
      .with.property('wireCode', 'bad_request');
    const base = '{"type":"ping","rid":"1","x":""}';
    const padded = (bytes: number): string => base.replace('""}', `"${'é'.repeat((bytes - base.length) / 2)}"}`);
    expect(new TextEncoder().encode(padded(MAX_CLIENT_FRAME_BYTES)).length).to.equal(MAX_CLIENT_FRAME_BYTES);
    expect(decodeClientFrame(padded(MAX_CLIENT_FRAME_BYTES)).type).to.equal('ping');
    expect(() => decodeClientFrame(padded(MAX_CLIENT_FRAME_BYTES + 2)))
      .to.throw(FrameError)
      .with.property('wireCode', 'too_long');
    expect(() => decodeServerFrame(JSON.stringify('x'.repeat(MAX_SERVER_FRAME_BYTES)))).to.throw(FrameError);
    expect(() => encodeClientFrame({ type: 'leave', channelId: 'x'.repeat(5000), rid: '1' })).to.throw(FrameError);
  });

  it('says which field is wrong, and of which request', () => {
    const error = (frame: object): FrameError => {
      try {
        decodeClientFrame(JSON.stringify(frame));
      } catch (caught) {
        return caught as FrameError;
      }
      throw new Error('It was taken.');
    };
    expect(error({ type: 'join', rid: '9', channelId: 'a', since: { epoch: 'e', seq: 0.5 } })).to.include({
      rid: '9',
      message: 'join: since.seq is missing or wrong.',
    });
    expect(error({ type: 'dance', rid: '9' })).to.include({ rid: '9', wireCode: 'bad_request' });
    expect(error({ type: 'ping' })).to.include({ rid: null });
  });

  it('reads positions as it writes them', () => {
    fc.assert(
      fc.property(id, seq, (epoch, number) => {
        const position = { epoch, seq: number };
        expect(parsePosition(formatPosition(position))).to.deep.equal(position);
      }),
    );
    for (const bad of ['', ':', 'e:', ':1', 'e:-1', 'e:1.5', 'e:99999999999999999'])
      expect(parsePosition(bad), bad).to.equal(null);
  });
});
