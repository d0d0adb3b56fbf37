import { T333Error } from '@t333/core';
import type { ChatReplaySource, ReplayedMessage } from '@t333/core/chat';
import { FakePlayer } from '@t333/core/testing';
import { expect } from 'chai';
import { axeFaults } from '../../base/axe.harness.ts';
import { usePrivateStorage } from '../../base/private-storage.harness.ts';
import '../define.ts';
import { ChatStage } from '../fake-chat.harness.ts';
import { said } from '../fake-feed.harness.ts';

const START_MS = Date.UTC(2026, 0, 1);

/** Somebody says in each of these seconds which one it is. */
const chatOf = (...seconds: number[]): ReplayedMessage[] =>
  seconds.map((atSeconds) => ({
    atSeconds,
    message: { ...said(`${atSeconds}`, { key: `m${atSeconds}` }).message, atMs: START_MS + atSeconds * 1000 },
  }));

describe('<live-chat> on a recording', () => {
  let stage: ChatStage;
  let player: FakePlayer;

  const texts = (): string =>
    [...stage.root.querySelectorAll('.row:not([hidden]) .text')].map(({ textContent }) => textContent).join();
  const spoken = (): string | undefined => stage.text('[aria-live=polite]');
  const go = async (seconds: number): Promise<string> => {
    void player.seek(seconds);
    await stage.pass(200);
    return texts();
  };
  const open = async (replay: readonly ReplayedMessage[] | ChatReplaySource): Promise<void> => {
    stage.element.replay = replay;
    stage.element.player = player;
    await stage.open();
    await import('./recording.ts');
    await stage.pass();
  };

  beforeEach(async () => {
    usePrivateStorage();
    stage = new ChatStage();
    player = new FakePlayer({ clock: stage.clock, find: () => ({ durationSeconds: 600 }) });
    const loaded = player.load('/a.m3u8');
    await stage.clock.advance(1000);
    await loaded;
  });

  afterEach(() => {
    stage.destroy();
    player.destroy();
    document.body.removeAttribute('style');
  });

  it('shows what was said up to where it plays, at any rate, and stands still with it', async () => {
    await open(chatOf(-2, 0, 1, 2, 3, 10));
    expect(texts()).to.equal('-2,0');
    void player.play();
    await stage.pass(1500);
    expect(texts()).to.equal('-2,0,1');
    player.pause();
    await stage.pass(5000);
    expect(texts()).to.equal('-2,0,1');
    player.setRate(2);
    void player.play();
    await stage.pass(5000);
    expect(texts()).to.equal('-2,0,1,2,3,10');
  });

  it('shows the messages before the moment at once, wherever somebody goes, or is taken', async () => {
    await open(chatOf(1, 5, 100, 110, 130, 500));
    expect(await go(6)).to.equal('1,5');
    expect(await go(131)).to.equal('100,110,130');
    expect(await go(111)).to.equal('1,5,100,110');
    expect(await go(590)).to.equal('500');
    expect(await go(400)).to.equal('');
    void player.seek(2, { origin: 'sync' });
    await stage.pass(200);
    expect(texts(), 'a group has moved it').to.equal('1');
  });

  it('goes by the position in the source', async () => {
    await open(chatOf(10, 10.5));
    player.set({ originShift: 0.6 });
    expect(await go(9.95)).to.equal('10,10.5');
  });

  it('asks for nothing before there is a recording, and follows a player that comes later', async () => {
    const asked: number[] = [];
    const source: ChatReplaySource = async ({ fromSeconds }) => {
      asked.push(fromSeconds);
      return [];
    };
    const empty = new FakePlayer({ clock: stage.clock });
    stage.element.player = null;
    stage.element.htmlFor = 'later';
    stage.element.replay = source;
    await stage.open();
    await stage.pass();
    expect(stage.text('.empty')).to.equal('It begins with the recording.');
    const holder = Object.assign(document.createElement('div'), { id: 'later', player: empty as FakePlayer });
    document.body.append(holder);
    await stage.pass();
    expect(asked).to.deep.equal([]);
    holder.player = player;
    holder.dispatchEvent(new Event('playerchange'));
    await stage.pass();
    expect(asked).to.deep.equal([-60, 0]);
    expect(stage.text('.empty')).to.equal('Nothing has been said up to here.');
    holder.remove();
    empty.destroy();
  });

  it('has nowhere to write, and says why', async () => {
    await open(chatOf(1));
    expect(stage.text('[part=composer]')).to.include('This is a recording');
    expect([stage.find('textarea'), stage.text('.status')]).to.deep.equal([null, 'Chat of the recording']);
    expect(stage.text('.viewers')).to.equal(undefined);
  });

  it('says that it loads, and that it did not come, once; and tries again', async () => {
    let answer: (all: readonly ReplayedMessage[] | Error) => void = () => {};
    await open(
      async () =>
        new Promise((resolve, reject) => {
          answer = (all) => (all instanceof Error ? reject(all) : resolve(all));
        }),
    );
    expect(stage.text('.empty')).to.equal('What was said is on its way …');
    answer(new T333Error('network', 'No.'));
    await stage.pass();
    expect(stage.text('.toast')).to.equal('What was said here did not come. Try again');
    expect(spoken()).to.equal('What was said here did not come.');
    await stage.click('.toast .undo');
    stage.find('[aria-live=polite]')!.textContent = '';
    answer(new T333Error('network', 'No.'));
    await stage.pass();
    expect([stage.find('.toast') !== null, spoken()], 'is no news').to.deep.equal([true, '']);
    await stage.click('.toast .undo');
    answer([]);
    await stage.pass();
    answer(chatOf(0));
    await stage.pass();
    expect([texts(), stage.find('.toast')]).to.deep.equal(['0', null]);
  });

  it('goes to the moment of a message, by its time and from its card', async () => {
    await open(chatOf(3, 65, 70));
    await go(80);
    const times = (): string[] => [...stage.root.querySelectorAll('.moment')].map(({ textContent }) => textContent);
    expect(times()).to.deep.equal(['0:03', '1:05', '1:10']);
    stage.row(1).querySelector<HTMLElement>('.moment')!.click();
    await stage.pass(200);
    expect([player.currentTime, texts()]).to.deep.equal([65, '3,65']);
    stage.scroller.focus();
    await stage.press(stage.scroller, 'Home');
    await stage.press(stage.row(0), 'Enter');
    await stage.pass();
    expect(stage.text('.seek')).to.equal('Go to 0:03');
    await stage.click('.seek');
    await stage.pass(200);
    expect([player.currentTime, texts()]).to.deep.equal([3, '3']);
    expect(stage.root.activeElement === stage.scroller, 'the row may be another one').to.equal(true);
  });

  it('is heard as it plays, also after going back, and never what was said before', async () => {
    await open(chatOf(1, 2, 3, 200, 201, 202, 203));
    await go(199);
    void player.play();
    await stage.pass(12_000);
    expect(spoken()).to.match(/The last one: Ann: 203$/);
    stage.find('[aria-live=polite]')!.textContent = '';
    await go(0);
    await stage.pass(12_000);
    expect(spoken()).to.match(/The last one: Ann: 3$/);
  });

  it('leaves nothing running when it goes, comes back, and goes on to a live chat', async () => {
    let signal: AbortSignal | null = null;
    const all = chatOf(1, 2);
    await open(async (range, options) => {
      signal = options.signal;
      return all.filter(({ atSeconds }) => atSeconds >= range.fromSeconds && atSeconds < range.toSeconds);
    });
    await go(5);
    stage.element.remove();
    await stage.pass(0);
    expect(signal!.aborted).to.equal(true);
    document.body.append(stage.element);
    await stage.pass();
    expect(texts()).to.equal('1,2');
    stage.element.replay = null;
    stage.chat.feed.append(said('now'));
    await stage.pass();
    expect([texts(), stage.find('textarea') !== null]).to.deep.equal(['now', true]);
  });

  for (const scheme of ['light', 'dark'])
    it(`has nothing for axe to complain about, ${scheme}`, async () => {
      Object.assign(document.body.style, { colorScheme: scheme, background: 'light-dark(#fff, #111)' });
      await open(chatOf(1, 2));
      await go(5);
      expect(await axeFaults(stage.element)).to.deep.equal([]);
    });
});
