import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dueDelayMs, dueError, parseKnobs, Sessions, strikeNow } from './knobs.mjs';

describe('parseKnobs', () => {
  it('reads every knob, and carries what it knows', () => {
    const text =
      'session=s&latency=20&bandwidth=1000000&error=503&error-at=segment&fail-first=2&stall=forever&stall-at=playlist&dvr=60&pdt=off';
    assert.deepEqual(parseKnobs(new URLSearchParams(`${text}&other=1&stream=north`)), {
      knobs: {
        latency: 20,
        bandwidth: 1e6,
        error: 503,
        errorAt: 'segment',
        failFirst: 2,
        stall: Infinity,
        stallAt: 'playlist',
        dvr: 60,
        pdt: false,
      },
      session: 's',
      stream: 'north',
      carried: `?${text}`,
    });
    assert.deepEqual(parseKnobs(new URLSearchParams('')), { knobs: {}, session: '', stream: '', carried: '' });
  });

  it('reads the knobs of low latency and its faults', () => {
    const text =
      'll=on&part=500&parts=9&end=5000&at=4000&every=30&late=700&outage=2500&freeze=30&gap=1.5&lose=2&jump=-5000&discontinuity=on&restart=on';
    assert.deepEqual(parseKnobs(new URLSearchParams(text)), {
      knobs: {
        ll: true,
        part: 500,
        parts: 9,
        end: 5000,
        at: 4000,
        every: 30,
        late: 700,
        outage: 2500,
        freeze: 30,
        gap: 1.5,
        lose: 2,
        jump: -5000,
        discontinuity: true,
        restart: true,
      },
      session: '',
      stream: '',
      carried: `?${text}`,
    });
  });

  it('makes times absolute, so that what is carried means the same later', () => {
    for (const text of ['at=+8&end=%2B20.5', 'at=%2B8&end=+20.5']) {
      const parsed = parseKnobs(new URLSearchParams(text), 1_000_000);
      assert.ok('carried' in parsed);
      assert.deepEqual(parsed.knobs, { at: 1_008_000, end: 1_020_500 });
      assert.equal(parsed.carried, '?end=1020500&at=1008000');
    }
  });

  for (const text of [
    'll=yes',
    'part=0',
    'at=soon',
    'at=+',
    'every=1',
    'discontinuity=1',
    'jump=',
    'latency=',
    'latency=-1',
    'latency=soon',
    'bandwidth=0',
    'error=200',
    'error=999',
    'error-at=toString',
    'stall=NaN',
    'dvr=1e99',
    'pdt=__proto__',
  ]) {
    it(`refuses ${text}`, () => assert.ok('problem' in parseKnobs(new URLSearchParams(text))));
  }

  it('carries nothing that could break a playlist', () => {
    const parsed = parseKnobs(new URLSearchParams({ session: 'a"\r\n#EXT-X-ENDLIST' }));
    assert.ok('carried' in parsed);
    assert.match(parsed.carried, /^\?[\w=&%.*+-]+$/);
  });
});

describe('strikeNow', () => {
  it('dates faults that have no time of their own', () => {
    assert.deepEqual(strikeNow({ freeze: 30 }, 7), { freeze: 30, at: 7 });
    assert.deepEqual(strikeNow({ freeze: 30, at: 3 }, 7), { freeze: 30, at: 3 });
    assert.deepEqual(strikeNow({ gap: 1, every: 30 }, 7), { gap: 1, every: 30 });
    assert.deepEqual(strikeNow({ latency: 5, ll: true }, 7), { latency: 5, ll: true });
  });
});

describe('dueError', () => {
  /** @type {[string, import('./knobs.mjs').Knobs, number, number | 'reset' | null][]} */
  const rows = [
    ['nothing set', {}, 0, null],
    ['always', { error: 500 }, 99, 500],
    ['at this kind', { error: 404, errorAt: 'segment' }, 0, 404],
    ['at another kind', { error: 404, errorAt: 'master' }, 0, null],
    ['the first two: the second', { failFirst: 2 }, 1, 503],
    ['the first two: the third', { failFirst: 2 }, 2, null],
    ['the first two break', { failFirst: 2, error: 'reset' }, 0, 'reset'],
  ];
  for (const [title, knobs, failures, expected] of rows) {
    it(title, () => assert.equal(dueError(knobs, 'segment', failures), expected));
  }
});

describe('dueDelayMs', () => {
  it('adds latency and a stall of this kind', () => {
    assert.equal(dueDelayMs({}, 'segment'), 0);
    assert.equal(dueDelayMs({ latency: 10, stall: 5 }, 'segment'), 15);
    assert.equal(dueDelayMs({ latency: 10, stall: 5, stallAt: 'master' }, 'segment'), 10);
    assert.equal(dueDelayMs({ latency: 10, stall: Infinity }, 'segment'), Infinity);
  });
});

describe('Sessions', () => {
  it('lets the narrower setting win', () => {
    const sessions = new Sessions();
    sessions.get('').knobs.set('', { latency: 1, error: 500 });
    sessions.get('').knobs.set('north', { latency: 2 });
    assert.deepEqual(sessions.resolve('s', 'east', {}), { latency: 1, error: 500 });
    assert.deepEqual(sessions.resolve('s', 'north', {}), { latency: 2, error: 500 });
    sessions.get('s').knobs.set('', { latency: 3 });
    assert.deepEqual(sessions.resolve('s', 'north', {}), { latency: 3, error: 500 });
    sessions.get('s').knobs.set('north', { latency: 4 });
    assert.deepEqual(sessions.resolve('s', 'north', {}), { latency: 4, error: 500 });
    assert.deepEqual(sessions.resolve('s', 'north', { latency: 5 }), { latency: 5, error: 500 });
    assert.deepEqual(sessions.resolve('t', 'north', {}), { latency: 2, error: 500 });
  });

  it('forgets the oldest of very many sessions, never what is for everybody', () => {
    const sessions = new Sessions();
    sessions.get('').knobs.set('', { latency: 1 });
    sessions.get('first').knobs.set('', { latency: 2 });
    for (let i = 0; i < 5000; i++) sessions.get(`${i}`);
    assert.deepEqual(sessions.resolve('first', '', {}), { latency: 1 });
  });
});
