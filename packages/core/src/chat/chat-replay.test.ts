import { expect } from 'chai';
import * as fc from 'fast-check';
import { FakeClock } from '../testing/fake-clock.ts';
import { ChatReplay, replayOf, type ChatReplaySource } from './chat-replay.ts';
import { entriesOf, FeedMirror, textsOf } from './fixtures/feed-mirror.ts';
import { messageOf } from './fixtures/message-of.ts';
import type { ChatMessage } from './message.ts';

fc.configureGlobal({ seed: 333 });

const START_MS = 1_000_000;

const at = (...seconds: number[]): ChatMessage[] =>
  seconds.map((one) => messageOf(`${one}`, { text: `${one}`, atMs: START_MS + one * 1000 }));

describe('ChatReplay', () => {
  let clock: FakeClock;
  let asked: string[];

  const replayWith = (source: ChatReplaySource, capacity = 2000): ChatReplay =>
    new ChatReplay({
      clock,
      capacity,
      source: (range, options) => {
        asked.push(`${range.fromSeconds}-${range.toSeconds}`);
        return source(range, options);
      },
    });

  const go = async (replay: ChatReplay, seconds: number): Promise<string> => {
    replay.setTime(seconds);
    await clock.advance(0);
    return textsOf(replay.feed);
  };

  beforeEach(() => {
    clock = new FakeClock();
    asked = [];
  });

  it('shows what was said up to now, as it plays', async () => {
    const replay = replayWith(replayOf(at(0, 1, 2, 59.5, 60, 61), START_MS));
    const mirror = new FeedMirror(replay.feed);
    expect(await go(replay, 0)).to.equal('0');
    expect(await go(replay, 1.5)).to.equal('0,1');
    expect(await go(replay, 2)).to.equal('0,1,2');
    expect(mirror.changes).to.deep.equal(['+1 -0 i0 r0 c0', '+1 -0 i0 r0 c0', '+1 -0 i0 r0 c0']);
    expect(await go(replay, 45)).to.equal('0,1,2');
    expect(await go(replay, 60)).to.equal('0,1,2,59.5,60');
    expect(asked).to.deep.equal(['-60-0', '0-60', '60-120']);
    replay.destroy();
  });

  it('goes back and forth, and asks for nothing twice', async () => {
    const replay = replayWith(replayOf(at(5, 10, 15, 500, 505, 3600), START_MS));
    expect(await go(replay, 12)).to.equal('5,10');
    expect(await go(replay, 7)).to.equal('5');
    expect(await go(replay, 16)).to.equal('5,10,15');
    expect(await go(replay, 503)).to.equal('500');
    const before = asked.length;
    expect(await go(replay, 12)).to.equal('5,10');
    expect(asked).to.have.length(before);
    replay.destroy();
  });

  it('has what was said in the last minute after a jump', async () => {
    const replay = replayWith(replayOf(at(5, 410, 430, 485, 490), START_MS));
    expect(await go(replay, 485)).to.equal('430,485');
    replay.destroy();
  });

  it('says that it loads, and goes on where the recording is by then', async () => {
    let bring = (): void => {};
    const wait = new Promise<void>((resolve) => (bring = resolve));
    const all = replayOf(at(1, 2, 3), START_MS);
    const replay = replayWith(async (range, options) => {
      await wait;
      return all(range, options);
    });
    expect(await go(replay, 1)).to.equal('');
    expect(replay.state.getSnapshot().status).to.equal('loading');
    expect(await go(replay, 2)).to.equal('');
    bring();
    await clock.advance(0);
    expect(textsOf(replay.feed)).to.equal('1,2');
    expect(replay.state.getSnapshot().status).to.equal('ready');
    replay.destroy();
  });

  it('asks again, later, for what did not come', async () => {
    let isBroken = true;
    const all = replayOf(at(1, 2), START_MS);
    const replay = replayWith(async (range, options) => {
      if (isBroken) throw new TypeError('Failed to fetch');
      return all(range, options);
    });
    await go(replay, 1);
    expect(replay.state.getSnapshot()).to.have.nested.property('error.code', 'network');
    isBroken = false;
    await go(replay, 2);
    expect(asked).to.have.length(1);
    await clock.advance(5000);
    await go(replay, 2);
    await go(replay, 2);
    expect(textsOf(replay.feed)).to.equal('1,2');
    expect(replay.state.getSnapshot()).to.deep.equal({ status: 'ready', error: null });
    replay.destroy();
  });

  it('asks at once where somebody wants it, and says nothing of what is only fetched ahead', async () => {
    let broken = '';
    const all = replayOf(at(1, 59), START_MS);
    const replay = replayWith(async (range, options) => {
      if (`${range.fromSeconds}` === broken) throw new TypeError('Failed to fetch');
      return all(range, options);
    });
    replay.retry();
    expect(asked, 'nobody has asked for anything yet').to.deep.equal([]);
    broken = '0';
    await go(replay, 2);
    expect(replay.state.getSnapshot().status).to.equal('error');
    broken = '60';
    replay.retry();
    await clock.advance(0);
    expect(textsOf(replay.feed)).to.equal('1');
    await go(replay, 59);
    expect(asked.at(-1)).to.equal('60-120');
    expect(replay.state.getSnapshot().status).to.equal('ready');
    await go(replay, 60);
    expect(replay.state.getSnapshot(), 'now it is missing').to.have.nested.property('error.code', 'network');
    expect(textsOf(replay.feed)).to.equal('1,59');
    replay.destroy();
  });

  it('tells where in the recording a line was said', async () => {
    const replay = replayWith(replayOf(at(-3, 7), START_MS));
    await go(replay, 10);
    expect(entriesOf(replay.feed).map(({ key }) => replay.secondsOf(key))).to.deep.equal([-3, 7]);
    expect(replay.secondsOf('no such line')).to.equal(null);
    replay.destroy();
  });

  it('leaves nothing behind, and takes times that are none for nothing', async () => {
    let signal!: AbortSignal;
    const replay = replayWith(async (_range, options) => {
      signal = options.signal;
      return new Promise(() => {});
    });
    await go(replay, NaN);
    expect(asked).to.deep.equal([]);
    await go(replay, 1);
    replay.destroy();
    expect([signal.aborted, clock.pending]).to.deep.equal([true, 0]);
    expect(() => replay.setTime(1))
      .to.throw()
      .with.property('code', 'destroyed');
  });

  it('has, wherever one goes, all of the last minute that was said by then, and nothing else', async () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 4000 }), { maxLength: 40 });
    const seeks = fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(times, seeks, async (said, path) => {
        const replay = replayWith(replayOf(at(...said.map((tenth) => tenth / 10)), START_MS), 100);
        const mirror = new FeedMirror(replay.feed);
        for (const tenth of path) {
          await go(replay, tenth / 10);
          const shown = entriesOf(replay.feed).map((entry) => (entry.atMs - START_MS) / 100);
          const all = said.toSorted((a, b) => a - b).filter((one) => one <= tenth);
          expect(shown).to.deep.equal(all.slice(all.length - shown.length));
          expect(shown.length).to.be.at.least(all.filter((one) => one > tenth - 600).length);
          expect(mirror.entries).to.have.ordered.members(entriesOf(replay.feed));
        }
        replay.destroy();
      }),
      { numRuns: 60 },
    );
  });
});
