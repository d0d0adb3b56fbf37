import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  HOP_TIMEOUT_MS,
  MAX_EXTRAPOLATION_SECONDS,
  newEmbed,
  PAUSE_HOLD_MS,
  PLAYING_TIMEOUT_MS,
  positionOf,
  READY_TIMEOUT_MS,
  SEEK_TIMEOUT_MS,
  SETTLE_MS,
  type EmbedCommand,
  type EmbedInput,
  type EmbedState,
  type Told,
} from './embed-state.ts';
import { reduce } from './reduce-embed.ts';

fc.configureGlobal({ seed: 333 });

type Moment = readonly [atMs: number, input: EmbedInput | EmbedInput['type']];

const read = (seconds: number, duration = 100, strayed = false): EmbedInput => ({
  type: 'read',
  seconds,
  duration,
  strayed,
});
const seek = (position: number): EmbedInput => ({ type: 'seek', position });
const askSeek = (to: number): EmbedInput => ({ type: 'ask-seek', to });

/** Plays at 10 s of 100, since 0 ms. */
const PLAYING: readonly Moment[] = [
  [-300, 'ask-play'],
  [-200, 'ready'],
  [-100, 'playing'],
  [0, read(10)],
];
/** Stands at 10 s of 100. */
const PAUSED: readonly Moment[] = [...PLAYING, [0, 'ask-pause'], [0, 'pause']];

function run(moments: readonly Moment[], isLive = false) {
  let state: EmbedState = newEmbed(isLive, 0, moments[0]?.[0] ?? 0);
  const tell: Told[] = [];
  const commands: EmbedCommand[] = [];
  for (const [atMs, given] of moments) {
    const input = (typeof given === 'string' ? { type: given } : given) as EmbedInput;
    const step = reduce(state, input, atMs);
    state = step.state;
    tell.push(...step.tell);
    commands.push(...step.commands);
  }
  return { state, tell, commands };
}

/** What the moments tell and command on top of what came before them. */
function after(before: readonly Moment[], moments: readonly Moment[], isLive = false) {
  const whole = run([...before, ...moments], isLive);
  const part = run(before, isLive);
  return {
    state: whole.state,
    tell: whole.tell.slice(part.tell.length).join(' '),
    commands: whole.commands.slice(part.commands.length),
  };
}

describe('reduce', () => {
  const cases: [
    what: string,
    before: readonly Moment[],
    moments: readonly Moment[],
    tell: string,
    commands?: readonly EmbedCommand[],
    isLive?: boolean,
  ][] = [
    ['is told nothing by an embed that is not ready', [], [[0, 'ask-play'], [900, 'tick']], ''],
    ['plays as soon as it is ready', [[0, 'ask-play']], [[100, 'ready']], '', ['play']],
    ['is ready a little later, since what is not there is told then', [[0, 'ready']], [[SETTLE_MS - 1, 'tick']], ''],
    ['has its own still for a picture', [[0, 'ready']], [[SETTLE_MS, 'tick']], 'loadedmetadata loadeddata'],
    ['has a picture when it plays', [[0, 'ask-play'], [1, 'ready']], [[SETTLE_MS + 1, 'tick']], 'loadedmetadata'],
    ['plays', [[0, 'ask-play'], [1, 'ready']], [[9, 'play'], [20, 'playing']], 'play loadedmetadata playing loadeddata'],
    ['plays without a word before', [[0, 'ask-play'], [1, 'ready']], [[9, 'playing']], 'loadedmetadata play playing loadeddata'],
    ['is not there', [[0, 'ready']], [[9, { type: 'error', code: 5000 }]], 'error'],
    ['is offline from the beginning', [[0, 'ready']], [[9, 'offline']], 'error', [], true],
    ['never gets ready', [[0, 'ask-play']], [[READY_TIMEOUT_MS, 'tick']], 'error'],
    ['is refused, silently', [[0, 'ask-play'], [0, 'ready'], [SETTLE_MS, 'tick']], [[PLAYING_TIMEOUT_MS, 'tick']], 'blocked loadeddata'],
    ['is refused, and told', [[0, 'ask-play'], [0, 'ready'], [SETTLE_MS, 'tick']], [[500, 'playbackBlocked']], 'blocked loadeddata'],
    ['is not refused while it plays', PLAYING, [[PLAYING_TIMEOUT_MS, read(16)], [PLAYING_TIMEOUT_MS + 250, read(16.25)]], ''],
    ['is paused by us', PLAYING, [[100, 'ask-pause'], [120, 'pause'], [900, 'tick']], 'pause', ['pause']],
    ['says that it plays while our pause is on its way', PLAYING, [[100, 'ask-pause'], [110, 'play'], [115, 'playing'], [130, 'pause']], 'pause', ['pause']],
    ['is paused before it could play', [[0, 'ask-play'], [0, 'ready']], [[9, 'ask-pause']], 'play pause', ['pause']],
    ['is paused and played in haste', PLAYING, [[9, 'ask-pause'], [10, 'ask-play'], [20, 'pause'], [30, 'play'], [40, 'playing'], [900, 'tick']], 'pause play playing', ['pause', 'play']],
    ['is paused by the viewer, a moment later', PLAYING, [[100, 'pause'], [100 + PAUSE_HOLD_MS, 'tick']], 'pause'],
    ['is perhaps paused by the viewer', PLAYING, [[100, 'pause'], [99 + PAUSE_HOLD_MS, 'tick']], ''],
    ['is played by the viewer', PAUSED, [[100, 'play'], [150, 'playing']], 'play playing'],
    ['is clicked on its timeline', PLAYING, [[100, 'pause'], [160, seek(50)], [220, 'play'], [260, 'playing'], [300, read(50)], [2000, read(51.7)]], 'playing seeking seeked'],
    ['is clicked on its timeline, and a stale state comes first', PLAYING, [[100, 'pause'], [160, seek(50)], [220, 'playing'], [300, read(10.1)], [550, read(50.3)], [800, read(50.5)]], 'playing seeking seeked'],
    ['tells of a seek that did not happen', PLAYING, [[100, seek(0.01)], [250, read(10.25)], [500, read(10.5)], [HOP_TIMEOUT_MS + 500, read(12)]], ''],
    ['tells of a seek on load', [[0, 'ready']], [[1, seek(0)], [300, read(0)]], 'durationchange loadedmetadata loadeddata'],
    ['is sought by us while it plays', PLAYING, [[100, askSeek(50)], [110, seek(50)], [250, read(50)]], 'seeking timeupdate seeked', [{ seek: 50 }]],
    ['is sought by us, and a stale state comes first', PLAYING, [[100, askSeek(50)], [110, seek(50)], [250, read(10.1)], [500, read(50.2)]], 'seeking timeupdate seeked', [{ seek: 50 }]],
    ['is sought by us while it stands, and a stale state comes after', PAUSED, [[100, askSeek(50)], [110, seek(50)], [250, read(10)], [500, read(50)]], 'seeking timeupdate seeked', [{ seek: 50 }]],
    ['is sought to the start by a way that works', PAUSED, [[100, askSeek(0)], [110, seek(0.001)]], 'seeking timeupdate seeked', [{ seek: 0.001 }]],
    ['is sought, and does not say so', PAUSED, [[100, askSeek(50)], [100 + SEEK_TIMEOUT_MS, 'tick']], 'seeking timeupdate seeked', [{ seek: 50 }]],
    ['goes on by itself elsewhere', PLAYING, [[250, read(60)]], 'seeking seeked'],
    ['says that it paused at its end', PLAYING, [[100, read(99)], [1000, 'pause']], 'seeking seeked timeupdate pause ended', ['pause']],
    ['ends', PLAYING, [[100, 'ended'], [120, 'pause']], 'timeupdate pause ended', ['pause']],
    ['goes on to another video', PLAYING, [[100, read(0, 80, true)]], 'timeupdate pause ended', ['pause']],
    ['begins again after its end', [...PLAYING, [100, 'ended']], [[200, 'ask-play'], [250, seek(0.001)]], 'seeking timeupdate seeked', [{ seek: 0.001 }, 'play']],
    ['is called back from another video', [...PLAYING, [100, read(0, 80, true)]], [[200, 'ask-play'], [250, read(1, 80, true)], [500, read(0)]], 'seeking seeked', ['reload', 'play']],
    ['stands, as in an advertisement', PLAYING, [[250, read(10.25)], [1250, read(10.25)]], 'waiting'],
    ['goes on after it', PLAYING, [[250, read(10.25)], [1250, read(10.25)], [9000, read(10.5)]], 'waiting playing'],
    ['does not tell a live position', [...PLAYING], [[9000, read(10)]], '', [], true],
    ['jumps to the live edge', PLAYING, [[100, read(70)]], '', [], true],
    ['goes offline, and comes back', PLAYING, [[100, 'offline'], [9000, 'online']], 'timeupdate pause ended online', ['pause'], true],
    ['fails for want of a broadcast, and comes back', PLAYING, [[100, { type: 'error', code: 8002 }], [110, 'offline'], [9000, 'online']], 'error online', [], true],
    ['is offline before it is ready, and comes back', [], [[9, { type: 'error', code: 8002 }], [20, 'ready'], [9000, 'online']], 'error online', [], true],
    ['is asked for nothing more after its failure', PLAYING, [[100, { type: 'error', code: 2000 }], [200, 'ask-play'], [300, askSeek(5)], [9000, 'tick']], 'error'],
    ['has nothing more to say after its failure', PLAYING, [[100, { type: 'error', code: 2000 }], [200, 'playing'], [300, read(20)], [9000, 'tick']], 'error'],
  ]; // prettier-ignore

  for (const [what, before, moments, tell, commands = [], isLive = false] of cases) {
    it(what, () => {
      const end = after(before, moments, isLive);
      expect(end.tell).to.equal(tell);
      expect(end.commands).to.deep.equal(commands);
    });
  }

  it('says where it is for a second beyond what it was told, and not beyond its end', () => {
    const { state } = run(PLAYING);
    expect([0, 400, 1000, 5000].map((atMs) => positionOf(state, atMs))).to.deep.equal([10, 10.4, 11, 11]);
    expect(positionOf({ ...state, seconds: 99.7 }, 900)).to.equal(100);
    expect(positionOf(run(PAUSED).state, 900)).to.equal(10);
  });

  const inputs: fc.Arbitrary<EmbedInput> = fc.oneof(
    fc
      .constantFrom('ask-play', 'ask-pause', 'ready', 'play', 'playing', 'pause', 'ended', 'online', 'offline', 'tick')
      .map((type) => ({ type }) as EmbedInput),
    fc.constant({ type: 'playbackBlocked' } as const),
    fc.constantFrom(2000, 5000, 8002).map((code) => ({ type: 'error', code }) as const),
    fc.record({ type: fc.constant('ask-seek' as const), to: fc.double({ min: 0, max: 100, noNaN: true }) }),
    fc.record({ type: fc.constant('seek' as const), position: fc.double({ min: 0, max: 100, noNaN: true }) }),
    fc.tuple(fc.double({ min: 0, max: 100, noNaN: true }), fc.boolean()).map(([at, strayed]) => read(at, 100, strayed)),
  );
  const histories = fc.array(fc.tuple(fc.integer({ min: 0, max: 3000 }), inputs), { maxLength: 40 });

  it('keeps its promises whatever an embed says, in whatever order', () => {
    fc.assert(
      fc.property(histories, fc.boolean(), (history, isLive) => {
        let nowMs = 0;
        let state = newEmbed(isLive, 0, 0);
        let paused = true;
        let seeking = false;
        for (const [passedMs, input] of history) {
          nowMs += passedMs;
          const { state: next, tell, commands } = reduce(state, input, nowMs);
          for (const type of tell) {
            // Play and pause come in turn, and seeking before seeked.
            if (type === 'play') {
              expect(paused, 'played while it played').to.equal(true);
              paused = false;
            } else if (type === 'pause' || type === 'blocked' || type === 'error') paused = true;
            else if (type === 'seeking') seeking = true;
            else if (type === 'seeked') {
              expect(seeking, 'arrived from nowhere').to.equal(true);
              seeking = false;
            }
          }
          if (next.fault !== null) {
            expect(next.wantsPlay, 'wants to play after its failure').to.equal(false);
            const told = state.fault === null ? ['error'] : tell.filter((type) => type === 'online');
            expect(tell.filter((type) => type !== 'durationchange')).to.deep.equal(told);
            expect(state.fault === null ? [] : commands).to.deep.equal([]);
          }
          if (!next.ready) expect(commands, 'told before it was ready').to.deep.equal([]);
          const position = positionOf(next, nowMs);
          expect(position)
            .to.be.at.least(0)
            .and.at.most(100 + MAX_EXTRAPOLATION_SECONDS);
          expect(next.moving && !next.wantsPlay, 'moves though it is paused').to.equal(false);
          state = next;
        }
        // Nothing waits for ever.
        for (let step = 0; step < 30; step++) state = reduce(state, { type: 'tick' }, (nowMs += 500)).state;
        expect([state.askedAtMs, state.pausedAtMs, state.seek, state.hop]).to.deep.equal([null, null, null, null]);
        // Nor is a channel given up.
        if (state.offline) expect(reduce(state, { type: 'online' }, nowMs).tell).to.include('online');
      }),
      { numRuns: 1000 },
    );
  });
});
