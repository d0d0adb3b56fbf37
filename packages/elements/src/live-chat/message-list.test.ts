import type { ChatEntry } from '@t333/core/chat';
import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import { FakeFeed, said } from './fake-feed.harness.ts';
import { MAX_ROWS, MessageList, TAIL_ROWS } from './message-list.ts';
import { messageListStyles } from './message-list.styles.ts';
import { frames } from './fake-chat.harness.ts';

describe('MessageList', () => {
  let feed: FakeFeed;
  let clock: FakeClock;
  let list: MessageList;
  let host: HTMLElement;
  let scroller: HTMLElement;
  let rows: HTMLElement;
  let draws: number;
  let tops: number;

  const draw = (entry: ChatEntry): HTMLElement => {
    draws++;
    const row = document.createElement('div');
    row.className = 'row';
    row.textContent = entry.kind === 'message' ? (entry.deleted ? 'gone' : entry.message.text) : entry.kind;
    return row;
  };
  const texts = (): string[] => [...rows.children].map(({ textContent }) => textContent);
  const say = (from: number, to: number): void =>
    feed.append(
      ...Array.from({ length: to - from }, (_, index) => said(`m${from + index}`, { key: `${from + index}` })),
    );
  const scrollBy = async (px: number): Promise<void> => {
    scroller.scrollTop -= px;
    await frames();
  };
  const topOf = (key: string): number => list.rowOf(key)!.getBoundingClientRect().top;

  beforeEach(async () => {
    feed = new FakeFeed(2000);
    clock = new FakeClock();
    draws = tops = 0;
    host = document.createElement('div');
    scroller = document.createElement('div');
    rows = document.createElement('div');
    scroller.className = 'scroller';
    scroller.style.blockSize = '300px';
    rows.className = 'rows';
    scroller.append(rows);
    const root = host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [messageListStyles.styleSheet!];
    root.append(scroller);
    document.body.append(host);
    list = new MessageList({ scroller, rows, clock, draw, onChange() {}, onTop: () => tops++ });
    list.follow(feed);
    await frames();
  });

  afterEach(() => {
    list.destroy();
    host.remove();
  });

  it('shows the last 60, oldest first', async () => {
    say(0, 200);
    await clock.advance(100);
    expect(texts()).to.deep.equal(Array.from({ length: TAIL_ROWS }, (_, index) => `m${140 + index}`));
  });

  it('draws at most every 100 ms, and only what is new', async () => {
    say(0, 60);
    await clock.advance(100);
    const before = draws;
    for (let turn = 0; turn < 50; turn++) {
      say(60 + turn, 61 + turn);
      await clock.advance(10);
    }
    expect(draws - before).to.be.within(40, 50);
    const observed = texts().at(-1);
    say(110, 111);
    await clock.advance(50);
    expect(texts().at(-1), 'not before its time').to.equal(observed);
    await clock.advance(50);
    expect(texts().at(-1)).to.equal('m110');
  });

  it('draws no more of a flood than fills the list', async () => {
    say(0, 60);
    await clock.advance(100);
    await frames();
    const before = draws;
    say(60, 300);
    await clock.advance(100);
    expect(draws - before).to.be.within(12, 30);
    expect(texts().at(-1)).to.equal('m299');
    expect(rows.getBoundingClientRect().height).to.be.at.least(300);
  });

  it('stays at its end while rows grow and the list changes its size', async () => {
    say(0, 100);
    await clock.advance(100);
    const gap = (): number => scroller.getBoundingClientRect().bottom - rows.getBoundingClientRect().bottom;
    expect(gap()).to.equal(0);
    list.rowOf('98')!.style.blockSize = '120px';
    expect(gap()).to.equal(0);
    scroller.style.blockSize = '200px';
    expect(gap()).to.equal(0);
    say(100, 105);
    await clock.advance(100);
    expect(gap()).to.equal(0);
    expect(list.isPaused).to.equal(false);
  });

  it('stands still when it is scrolled back, counts what comes, and goes on at the end', async () => {
    say(0, 100);
    await clock.advance(100);
    await scrollBy(100);
    expect([...list.reasons]).to.deep.equal(['scroll']);
    const before = topOf('90');
    say(100, 130);
    await clock.advance(200);
    expect(list.newCount).to.equal(30);
    expect(list.rowOf('129')).to.equal(null);
    expect(topOf('90')).to.equal(before);
    await scrollBy(-100);
    expect(list.isPaused).to.equal(false);
    expect([texts().at(-1), list.newCount, rows.childElementCount]).to.deep.equal(['m129', 0, TAIL_ROWS]);
  });

  it('does not move what is read when somebody scrolls before it is told', async () => {
    say(0, 100);
    await clock.advance(100);
    scroller.scrollTop = -80;
    const before = topOf('80');
    say(100, 120);
    await clock.advance(100);
    expect(list.isPaused).to.equal(true);
    expect(topOf('80')).to.equal(before);
  });

  it('grows upwards to 500 rows while somebody reads back, without a jump', async () => {
    say(0, 2000);
    await clock.advance(100);
    await scrollBy(50);
    let moved = 0;
    for (let turn = 0; turn < 20; turn++) {
      const key = (rows.firstElementChild as HTMLElement).dataset['key']!;
      const before = topOf(key);
      const { scrollTop } = scroller;
      scroller.scrollTop -= 1000;
      const asked = scrollTop - scroller.scrollTop;
      await frames();
      moved = Math.max(moved, Math.abs(topOf(key) - before - asked));
    }
    expect(moved).to.be.at.most(1);
    expect(rows.childElementCount).to.equal(MAX_ROWS);
    const first = Number((rows.firstElementChild as HTMLElement).dataset['key']);
    expect(first).to.be.below(1500);
    expect(texts()).to.deep.equal(Array.from({ length: MAX_ROWS }, (_, index) => `m${first + index}`));
    const last = rows.lastElementChild as HTMLElement;
    scroller.scrollTop = 0;
    await frames();
    expect(list.rowOf(last.dataset['key']!), 'a leap to the end of what is there moves nothing').to.equal(last);
    expect(Math.abs(last.getBoundingClientRect().bottom + 4 - scroller.getBoundingClientRect().bottom)).to.be.at.most(
      1,
    );
    for (let turn = 0; turn < 40 && list.isPaused; turn++) await scrollBy(-1000);
    expect(list.isPaused, 'all the way back').to.equal(false);
    expect(texts().at(-1)).to.equal('m1999');
  });

  it('asks for older ones where it has none', async () => {
    say(0, 70);
    await clock.advance(100);
    await scrollBy(200);
    for (let turn = 0; turn < 5; turn++) await scrollBy(400);
    expect(tops).to.be.greaterThan(0);
    const before = topOf('0');
    feed.insert(0, said('older', { key: 'older' }));
    await clock.advance(100);
    expect(texts()[0]).to.equal('older');
    expect(topOf('0')).to.equal(before);
  });

  it('takes back what was said, at once in the list, and without moving who reads', async () => {
    say(0, 100);
    await clock.advance(100);
    feed.change('99', { deleted: { cause: 'deleted' } });
    await clock.advance(100);
    expect(texts().at(-1)).to.equal('gone');
    await scrollBy(100);
    list.rowOf('97')!.style.blockSize = '90px';
    scroller.scrollTop = -200;
    await frames();
    const before = topOf('85');
    feed.change('97', { deleted: { cause: 'timeout' } });
    feed.remove('98');
    await clock.advance(100);
    expect(list.rowOf('97')!.textContent).to.equal('gone');
    expect(list.rowOf('98')).to.equal(null);
    expect(Math.abs(topOf('85') - before)).to.be.at.most(1);
  });

  it('puts in what comes late, at its place', async () => {
    say(0, 10);
    await clock.advance(100);
    feed.insert(5, said('late', { key: 'late' }));
    await clock.advance(100);
    expect(texts()[5]).to.equal('late');
    list.pause('key');
    feed.insert(7, said('later', { key: 'later' }));
    await clock.advance(100);
    expect(texts()[7]).to.equal('later');
  });

  it('stands still also where a message of one’s own was not taken', async () => {
    say(0, 100);
    feed.append(said('mine', { key: 'mine', isOwn: true, status: 'failed' }));
    await clock.advance(100);
    list.pause('hover');
    const before = texts();
    for (let index = 100; index < 400; index++) feed.insert(index, said(`m${index}`, { key: `${index}` }));
    await clock.advance(100);
    expect(texts()).to.deep.equal(before);
    expect(list.newCount).to.equal(300);
    list.resume('hover');
    expect(texts().slice(-2)).to.deep.equal(['m399', 'mine']);
  });

  it('keeps what somebody reads although the feed has dropped it', async () => {
    say(0, 100);
    await clock.advance(100);
    list.pause('hover');
    const before = texts();
    say(100, 2500);
    await clock.advance(100);
    feed.change('2400', { deleted: { cause: 'deleted' } });
    await clock.advance(100);
    expect(texts()).to.deep.equal(before);
    expect(list.newCount).to.equal(2400);
    list.resume('hover');
    expect(texts().at(-1)).to.equal('m2499');
  });

  it('jumps to the latest from wherever it is, at once', async () => {
    say(0, 200);
    await clock.advance(100);
    await scrollBy(300);
    say(200, 300);
    await clock.advance(100);
    list.jumpToLatest();
    expect([texts().at(-1), list.isPaused, scroller.scrollTop]).to.deep.equal(['m299', false, 0]);
  });

  it('keeps the focus among its rows when the one that has it goes', async () => {
    say(0, 10);
    await clock.advance(100);
    list.pause('focus');
    const row = list.rowOf('5')!;
    row.tabIndex = -1;
    row.focus();
    feed.remove('5');
    await clock.advance(100);
    expect((host.shadowRoot!.activeElement as HTMLElement).dataset['key']).to.equal('6');
    feed.change('6', { deleted: { cause: 'ban' } });
    await clock.advance(100);
    expect(host.shadowRoot!.activeElement!.textContent).to.equal('gone');
  });

  it('goes on only when nothing keeps it any more', async () => {
    say(0, 10);
    await clock.advance(100);
    list.pause('hover');
    list.pause('focus');
    list.resume('hover');
    expect(list.isPaused).to.equal(true);
    list.resume('focus');
    expect(list.isPaused).to.equal(false);
  });

  it('begins anew with another feed, and after a reset', async () => {
    say(0, 100);
    await clock.advance(100);
    await scrollBy(100);
    feed.reset(said('new', { key: 'n' }));
    await clock.advance(100);
    expect([texts(), list.isPaused]).to.deep.equal([['new'], false]);
    const other = new FakeFeed();
    other.append(said('other', { key: 'o' }));
    list.follow(other);
    expect(texts()).to.deep.equal(['other']);
    expect(feed.listenerCount).to.equal(0);
  });

  it('does nothing while the page is hidden, and has all at once when it is back', async () => {
    say(0, 10);
    await clock.advance(100);
    let isHidden = true;
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
    try {
      const before = draws;
      say(10, 500);
      await clock.advance(1000);
      expect([draws, clock.pending]).to.deep.equal([before, 0]);
      isHidden = false;
      document.dispatchEvent(new Event('visibilitychange'));
      await clock.advance(0);
      expect(texts().at(-1)).to.equal('m499');
    } finally {
      delete (document as { hidden?: boolean }).hidden;
    }
  });

  it('leaves nothing running', async () => {
    say(0, 10);
    list.destroy();
    await clock.advance(1000);
    expect([rows.childElementCount, clock.pending, feed.listenerCount]).to.deep.equal([0, 0, 0]);
  });
});
