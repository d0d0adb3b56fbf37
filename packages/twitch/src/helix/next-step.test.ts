import { T333Error, type T333ErrorCode } from '@t333/core/errors';
import { expect } from 'chai';
import { coolDownMs, nextStep, type FailedTry } from './next-step.ts';

const failure = (code: T333ErrorCode, fields: Partial<FailedTry> = {}): FailedTry => ({
  method: 'GET',
  tries: 1,
  error: new T333Error(code, '', {
    retryable: !['unauthorized', 'forbidden', 'missing-scope', 'not-found'].includes(code),
  }),
  isRenewed: false,
  retryAfterMs: null,
  random: () => 1,
  ...fields,
});

describe('nextStep', () => {
  const cases: [string, FailedTry, string][] = [
    ['tries again after a lost connection', failure('network'), 'retry 500'],
    ['waits longer the second time', failure('network', { tries: 2 }), 'retry 1000'],
    ['does not wait at all when chance says so', failure('network', { random: () => 0 }), 'retry 0'],
    ['gives up after the third try', failure('network', { tries: 3 }), 'fail'],
    ['honours Retry-After', failure('http', { retryAfterMs: 7000 }), 'retry 7000'],
    ['does not wait for more than a minute', failure('http', { retryAfterMs: 61_000 }), 'fail'],
    ['leaves the wait after a 429 to the queue', failure('rate-limited', { retryAfterMs: 7000 }), 'retry 0'],
    ['never posts twice', failure('network', { method: 'POST' }), 'fail'],
    ['never patches twice', failure('timeout', { method: 'PATCH' }), 'fail'],
    ['puts again', failure('http', { method: 'PUT' }), 'retry 500'],
    ['deletes again', failure('invalid-response', { method: 'DELETE' }), 'retry 500'],
    ['renews a refused token', failure('unauthorized'), 'renew'],
    ['renews it for a POST too, which was not carried out', failure('unauthorized', { method: 'POST' }), 'renew'],
    ['renews it after failures of another kind', failure('unauthorized', { tries: 3 }), 'renew'],
    ['renews it once', failure('unauthorized', { isRenewed: true, tries: 2 }), 'fail'],
    ['does not renew for a missing scope', failure('missing-scope'), 'fail'],
    ['takes no for an answer', failure('forbidden'), 'fail'],
    ['does not knock at an open circuit', failure('circuit-open'), 'fail'],
    ['does not look again for what is not there', failure('not-found'), 'fail'],
  ];
  for (const [what, given, expected] of cases) {
    it(what, () => {
      const step = nextStep(given);
      expect(step.act === 'retry' ? `retry ${step.delayMs}` : step.act).to.equal(expected);
    });
  }
});

describe('coolDownMs', () => {
  it('is what Twitch asked for, and at most a minute', () => {
    expect(coolDownMs(1, 120, () => 1)).to.equal(120);
    expect(coolDownMs(1, 600_000, () => 1)).to.equal(60_000);
  });

  it('is a second at least, and more each time', () => {
    expect([1, 2, 3].map((tries) => coolDownMs(tries, null, () => 0))).to.deep.equal([1000, 1000, 1000]);
    expect([1, 2, 3].map((tries) => coolDownMs(tries, null, () => 1))).to.deep.equal([2000, 3000, 5000]);
  });
});
