import { T333Error, type T333ErrorCode } from '@t333/core';
import { FakeClock, FakePlayer } from '@t333/core/testing';
import type { PlayerState } from '@t333/core/player';
import { expect } from 'chai';
import { messages } from './messages.ts';
import { statusOf, type Status, type StatusInput } from './status.ts';

const idle = new FakePlayer({ clock: new FakeClock() }).state.getSnapshot();
const error = (code: T333ErrorCode): T333Error =>
  new T333Error(code, code, { retryable: code !== 'cors' && code !== 'forbidden' });
const failed = (code: T333ErrorCode): Partial<PlayerState> => ({ phase: 'error', error: error(code) });
const recovering = (code: T333ErrorCode): Partial<PlayerState> => ({
  recovery: { error: error(code), attempt: 2, delayMs: 100 },
});

const nothing: Status = { panel: null, text: null, attempt: 0 };

describe('statusOf', () => {
  const cases: [string, Partial<PlayerState> | null, Partial<StatusInput>, Partial<Status>][] = [
    ['no source', null, { hasSource: false }, { panel: 'empty', text: 'player.empty' }],
    ['a player being made', null, { isBusy: true }, {}],
    ['playing', { paused: false, phase: 'ready' }, {}, {}],
    ['waiting for its start', { phase: 'ready' }, { awaitsStart: true }, { panel: 'start' }],
    ['waiting for its start, nothing loaded', null, { awaitsStart: true }, { panel: 'start' }],
    ['waiting for its start, but still loading', { phase: 'loading' }, { awaitsStart: true, isBusy: true }, {}],
    ['playback that the browser refused', { autoplayBlocked: true }, {}, { panel: 'start' }],
    ['the end of a recording', { phase: 'ended', streamType: 'on-demand' }, {}, { panel: 'ended' }],
    [
      'the end of a live stream without a past',
      { phase: 'ended', streamType: 'live' },
      {},
      { panel: 'over', text: 'player.ended' },
    ],
    [
      'the end of what was live, and can be watched again',
      { phase: 'ended', streamType: 'on-demand' },
      { wasLive: true, canReplay: true },
      { panel: 'ended', text: 'player.ended' },
    ],
    [
      'a live stream that went away',
      failed('not-found'),
      { wasLive: true },
      { panel: 'error', text: 'player.streamOffline' },
    ],
    [
      'a viewer of a live stream who is offline',
      failed('offline'),
      { wasLive: true },
      { panel: 'error', text: 'player.offline' },
    ],
    [
      'a live stream that may not be seen',
      failed('forbidden'),
      { wasLive: true },
      { panel: 'error', text: 'player.forbidden' },
    ],
    ['a start that is ahead', null, { start: 'ahead' }, { panel: 'upcoming' }],
    [
      'a start that is ahead, before there is an address',
      null,
      { start: 'ahead', hasSource: false },
      { panel: 'upcoming' },
    ],
    [
      'the first try at the start',
      { phase: 'loading' },
      { start: 'now', isBusy: true },
      { panel: 'upcoming', text: 'player.startingSoon' },
    ],
    ['a start that nobody has waited for', { phase: 'loading' }, { start: 'due', isBusy: true }, {}],
    ['a start that is late', failed('not-found'), { start: 'due' }, { panel: 'upcoming', text: 'player.startingSoon' }],
    ['a start that cannot be', failed('cors'), { start: 'now' }, { panel: 'error', text: 'player.cors' }],
    ['a start without a network', failed('offline'), { start: 'now' }, { panel: 'error', text: 'player.offline' }],
    ['a start that waits for a viewer', { phase: 'ready' }, { start: 'now', awaitsStart: true }, { panel: 'start' }],
    ['a lost connection', recovering('network'), { isBusy: true }, { text: 'player.recovering', attempt: 2 }],
    ['a lost network', recovering('offline'), {}, { text: 'player.offline', attempt: 2 }],
    ['waiting without a network', { buffering: true }, { isBusy: true, isOffline: true }, { text: 'player.offline' }],
    ['playing what is left without a network', { phase: 'ready' }, { isOffline: true }, {}],
    [
      'a place too small for its player',
      { phase: 'loading', lifecycle: 'unloaded' },
      {},
      { panel: 'empty', text: 'player.tooSmall' },
    ],
    ['an error', failed('not-found'), {}, { panel: 'error', text: 'player.notFound' }],
    [
      'an error that was tried again',
      { ...failed('network'), ...recovering('network') },
      {},
      { panel: 'error', text: 'player.unreachable' },
    ],
    [
      'a source that became no player',
      null,
      { fault: error('unknown-source') },
      { panel: 'error', text: 'player.notStream' },
    ],
    ['an error nobody expects', failed('destroyed'), {}, { panel: 'error', text: 'player.failed' }],
  ];
  for (const [name, state, input, status] of cases) {
    it(name, () => {
      const all: StatusInput = {
        state: state && { ...idle, ...state },
        fault: null,
        hasSource: true,
        isBusy: false,
        isOffline: false,
        awaitsStart: false,
        start: null,
        wasLive: false,
        canReplay: false,
        ...input,
      };
      expect(statusOf(all)).to.deep.equal({ ...nothing, ...status });
    });
  }

  it('has a text for each error that a source can cause', () => {
    const codes: T333ErrorCode[] = [
      'unsupported',
      'unknown-source',
      'offline',
      'network',
      'timeout',
      'not-found',
      'forbidden',
      'http',
      'cors',
      'redirect-loop',
      'not-hls',
      'empty-playlist',
      'media-unsupported',
      'media-decode',
    ];
    for (const code of codes) {
      const { text } = statusOf({
        state: { ...idle, ...failed(code) },
        fault: null,
        hasSource: true,
        isBusy: false,
        isOffline: false,
        awaitsStart: false,
        start: null,
        wasLive: false,
        canReplay: false,
      });
      expect(text, code).to.be.oneOf(Object.keys(messages)).and.not.equal('player.failed');
    }
  });
});
