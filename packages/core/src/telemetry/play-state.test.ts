import { expect } from 'chai';
import type { PlayerState } from '../player/player.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakePlayer } from '../testing/fake-player.ts';
import { playStateOf, type PlayState } from './play-state.ts';

const shown: PlayerState = {
  ...new FakePlayer({ clock: new FakeClock() }).state.getSnapshot(),
  source: 'a',
  phase: 'ready',
  hasFrame: true,
  paused: false,
  playRequested: true,
};

describe('playStateOf', () => {
  const cases: [why: string, patch: Partial<PlayerState>, hasPlayed: boolean, state: PlayState | null][] = [
    ['nothing is there', { source: null, phase: 'idle' }, false, null],
    ['it was given back', { lifecycle: 'unloaded', paused: true }, true, null],
    ['it loads what shall play', { phase: 'loading', hasFrame: false }, false, 's'],
    ['it loads ahead', { phase: 'loading', hasFrame: false, paused: true, playRequested: false }, false, 'd'],
    ['it has loaded ahead', { paused: true, playRequested: false }, false, 'd'],
    ['it shows its first frame, and waits for more', { buffering: true }, false, 's'],
    ['the browser wants a gesture', { paused: true, autoplayBlocked: true }, false, 'w'],
    ['it plays', {}, false, 'p'],
    ['it plays on', {}, true, 'p'],
    ['it waits', { buffering: true }, true, 'r'],
    ['it is sought in', { seeking: true, buffering: true }, true, 'k'],
    ['it is paused, and sought in', { seeking: true, paused: true }, true, 'a'],
    ['it is paused, off the screen', { paused: true }, true, 'a'],
    ['it loads once more', { phase: 'loading', hasFrame: false }, true, 's'],
    ['it has ended', { phase: 'ended', paused: true }, true, 'e'],
    ['it has failed', { phase: 'error' }, true, 'f'],
  ];
  for (const [why, patch, hasPlayed, state] of cases) {
    it(why, () => expect(playStateOf({ ...shown, ...patch }, hasPlayed)).to.equal(state));
  }
});
