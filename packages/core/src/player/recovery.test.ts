import { expect } from 'chai';
import { T333Error, type T333ErrorCode } from '../errors.ts';
import type { PlayerState } from './player.ts';
import { decideRecovery, MAX_MEDIA_RECOVERIES, MAX_RETRIES, needsMedia, type Fault } from './recovery.ts';

const most = (): number => 1;

const network = (code: T333ErrorCode, more: Partial<Fault> = {}): Fault => ({
  type: 'networkError',
  fatal: true,
  error: new T333Error(code, code, { retryable: true }),
  started: false,
  live: false,
  attempt: 0,
  ...more,
});

const media = (code: T333ErrorCode, more: Partial<Fault> = {}): Fault => ({
  ...network(code, more),
  type: 'mediaError',
});

describe('decideRecovery', () => {
  const live = { started: true, live: true };
  const vod = { started: true, live: false };
  const cases: [what: string, fault: Fault, kind: string][] = [
    ['what hls.js deals with itself', network('network', { fatal: false }), 'ignore'],
    ['a lost connection at the start', network('network'), 'retry'],
    ['a lost connection later', network('network', vod), 'retry'],
    ['a timeout', network('timeout'), 'retry'],
    ['a server error that may pass', network('http'), 'retry'],
    ['a refused request', network('http', { error: new T333Error('http', 'HTTP 400') }), 'fail'],
    ['no network at all', network('offline', { attempt: 99 }), 'wait-online'],
    ['a stream that is not there', network('not-found'), 'fail'],
    ['a live stream that has not begun', network('not-found', { live: true }), 'fail'],
    ['a live playlist that vanished while it played', network('not-found', live), 'retry'],
    ['a recorded segment that vanished', network('not-found', vod), 'fail'],
    ['an empty playlist', network('empty-playlist'), 'fail'],
    ['a live playlist that is empty for a while', network('empty-playlist', live), 'retry'],
    ['a web page', network('not-hls'), 'fail'],
    ['an error page in place of a live playlist', network('not-hls', live), 'retry'],
    ['a right that ended', network('forbidden', live), 'fail'],
    ['CORS', network('cors', live), 'fail'],
    ['an endless redirect', network('redirect-loop'), 'fail'],
    ['the last retry', network('network', { attempt: MAX_RETRIES - 1 }), 'retry'],
    ['one more than the last', network('network', { attempt: MAX_RETRIES }), 'fail'],
    ['a decoder that stumbled', media('media-decode'), 'recover-media'],
    ['a decoder that stumbles on', media('media-decode', { attempt: MAX_MEDIA_RECOVERIES }), 'fail'],
    ['a codec that is not there', media('media-unsupported'), 'fail'],
    ['a key that is not there', { ...network('media-unsupported'), type: 'keySystemError' }, 'fail'],
    ['an exception inside hls.js', { ...network('media-decode'), type: 'otherError' }, 'recover-media'],
  ];

  for (const [what, fault, kind] of cases) {
    it(`${kind}: ${what}`, () => {
      const decision = decideRecovery(fault, most);
      expect(decision.kind).to.equal(kind);
      if ('error' in decision) expect(decision.error).to.equal(fault.error);
    });
  }

  it('waits longer each time, up to a quarter of a minute, and a random part of it', () => {
    const delays = (random: () => number): number[] =>
      Array.from({ length: MAX_RETRIES }, (_, attempt) => {
        const decision = decideRecovery(network('network', { attempt }), random);
        return 'delayMs' in decision ? decision.delayMs : NaN;
      });
    expect(delays(most)).to.deep.equal([1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, 15_000]);
    expect(delays(() => 0)).to.deep.equal(Array(MAX_RETRIES).fill(0));
  });
});

describe('needsMedia', () => {
  const playing = { lifecycle: 'active', phase: 'ready', buffering: false, seeking: false } as PlayerState;
  const cases: [what: string, state: Partial<PlayerState>, expected: boolean][] = [
    ['it plays, or is paused', {}, false],
    ['it begins', { phase: 'loading' }, true],
    ['it has run dry', { buffering: true }, true],
    ['it is on its way to another place', { seeking: true }, true],
    ['it has failed', { phase: 'error', seeking: true }, false],
    ['it is off the screen', { lifecycle: 'suspended', phase: 'loading' }, false],
  ];

  for (const [what, state, expected] of cases) {
    it(`${expected}: ${what}`, () => {
      expect(needsMedia({ ...playing, ...state })).to.equal(expected);
    });
  }
});
