import { ChatClient, type ChatGapEntry, type ChatModeratedEntry, type ChatNoticeEntry } from '@t333/core/chat';
import { FakeChatTransport } from '@t333/core/testing';
import { expect } from 'chai';
import { axeFaults } from '../base/axe.harness.ts';
import { usePrivateStorage } from '../base/private-storage.harness.ts';
import './define.ts';
import { ChatStage, frames } from './fake-chat.harness.ts';
import { said } from './fake-feed.harness.ts';

const AT_MS = Date.UTC(2026, 0, 1);
const base = { service: 'fake', channel: 'room', atMs: AT_MS };

const moderated = (patch: Partial<ChatModeratedEntry>): ChatModeratedEntry => ({
  ...base,
  key: 'mod',
  kind: 'moderated',
  action: 'ban',
  userId: 'u1',
  userName: 'Ann',
  ...patch,
});
const gap = (status: ChatGapEntry['status']): ChatGapEntry => ({ ...base, key: 'gap', kind: 'gap', status });
const notice = (text: string): ChatNoticeEntry => ({
  ...base,
  key: 'notice',
  kind: 'notice',
  notice: { type: 'notice', channel: 'room', kind: 'raid', text, details: {} },
});
const emote = (text: string, more: object = {}) =>
  ({
    type: 'emote',
    text,
    id: text,
    provider: 'fake',
    images: [{ url: '/docs/assets/wall-dark.webp', scale: 1 }],
    zeroWidth: false,
    ...more,
  }) as const;

describe('<live-chat>', () => {
  let stage: ChatStage;

  beforeEach(async () => {
    usePrivateStorage();
    stage = await new ChatStage().open();
  });

  afterEach(() => {
    stage.destroy();
    document.body.removeAttribute('style');
    document.documentElement.removeAttribute('dir');
  });

  it('says that nothing was said, then shows what is', async () => {
    expect(stage.text('.empty')).to.equal('Nothing has been said yet.');
    stage.chat.feed.append(said('hello'), notice('A raid of 10'), moderated({}), gap('open'));
    await stage.pass();
    expect(stage.find('.empty')).to.equal(null);
    expect(stage.rows()).to.deep.equal([
      'Ann: hello',
      'A raid of 10',
      'Ann was banned.',
      'Messages may be missing here. Load them',
    ]);
  });

  it('tells of a tip in its own words, whatever was said with it', async () => {
    const tip = (text: string, user?: { id: string; handle: string; name: string }): ChatNoticeEntry => ({
      ...notice(text),
      key: text || 'silent',
      notice: {
        type: 'notice',
        channel: 'room',
        kind: 'tip',
        text,
        details: { amountMinor: 1234, currency: 'USD' },
        ...(user && { user }),
      },
    });
    stage.chat.feed.append(tip('', { id: 'a', handle: 'ann', name: 'Ann' }), tip('Nice'));
    await stage.pass();
    expect(stage.rows()).to.deep.equal(['Ann tipped $12.34.', 'Somebody tipped $12.34. Nice']);
    const direction = (row: number): string => getComputedStyle(stage.row(row).querySelector('.words')!).direction;
    stage.chat.feed.append(tip('مرحبا', { id: 'l', handle: 'l', name: 'ليلى' }));
    await stage.pass();
    expect([direction(2), stage.row(2).querySelector('bdi')!.textContent]).to.deep.equal(['ltr', 'مرحبا']);
  });

  it('draws emotes in boxes of a fixed size, badges, mentions and links', async () => {
    stage.chat.feed.append(
      said(
        [
          { type: 'text', text: 'hi ' },
          { type: 'mention', text: '@me', handle: 'me' },
          { type: 'text', text: ' ' },
          { type: 'link', text: 'https://example.com', url: 'https://example.com/' },
          emote('Kappa'),
          { type: 'text', text: ' ' },
          emote('over', { zeroWidth: true }),
        ],
        { badges: [{ type: 'moderator' }, { type: 'odd' }], isMention: true },
      ),
    );
    await stage.pass();
    const row = stage.row(-1);
    const { width, height } = row.querySelector('.emote')!.getBoundingClientRect();
    expect([width, height]).to.deep.equal([28, 28]);
    expect(row.querySelectorAll('.over')).to.have.length(1);
    const link = row.querySelector('a')!;
    expect([link.rel, link.target]).to.deep.equal(['noopener noreferrer nofollow ugc', '_blank']);
    expect(row.querySelector('.badge.moderator')!.getAttribute('aria-label')).to.equal('Moderator');
    expect(row.querySelector('.badge.words')!.textContent).to.equal('odd');
    expect(row.classList.contains('mentioned')).to.equal(true);
  });

  it('tells how the chat is doing, in words', async () => {
    expect(stage.text('.status')).to.equal('');
    const words: string[] = [];
    for (const status of ['connecting', 'reconnecting', 'offline', 'polling', 'error'] as const) {
      stage.chat.set({ status, viewerCount: 1234 });
      await stage.pass();
      words.push(stage.text('.status')!);
    }
    expect(new Set(words).size).to.equal(5);
    expect(stage.text('.viewers')).to.match(/^1.?234 watching$/);
    stage.chat.set({ status: 'live' });
    await stage.pass();
    expect(stage.text('[aria-live=polite]')).to.equal('The chat is connected.');
  });

  it('stands still at once while somebody points at a message, and goes on after that', async () => {
    stage.chat.feed.append(said('one'));
    await stage.pass();
    const point = (type: string, pointerType = 'mouse', x = 10): boolean =>
      stage.scroller.dispatchEvent(new PointerEvent(type, { pointerType, clientX: x, clientY: 10 }));
    point('pointerenter', 'touch');
    expect(stage.element.paused, 'a finger does not point').to.equal(false);
    point('pointerenter');
    expect(stage.element.paused).to.equal(true);
    stage.chat.feed.append(said('two'), said('three'));
    await stage.pass();
    expect(stage.rows()).to.deep.equal(['Ann: one']);
    expect(stage.text('.jump')).to.equal('2 new messages');
    await stage.click('.jump');
    expect([stage.rows().length, stage.element.paused]).to.deep.equal([3, false]);
    point('pointermove', 'mouse', 12);
    expect(stage.element.paused, 'the pointer lies where the button was').to.equal(false);
    point('pointermove', 'mouse', 60);
    expect(stage.element.paused).to.equal(true);
    point('pointerleave');
    expect(stage.element.paused).to.equal(false);
  });

  it('pauses by its button, by Alt+P, and by a method', async () => {
    await stage.click('.pause');
    expect(stage.find('.pause')!.getAttribute('aria-label')).to.equal('Go on');
    expect(stage.text('.jump')).to.equal('Jump to the latest');
    await stage.press(document.body, 'π', { altKey: true, code: 'KeyP' });
    expect(stage.element.paused).to.equal(false);
    await stage.press(document.body, 'π', { altKey: true, code: 'KeyP' });
    expect(stage.element.paused).to.equal(true);
    stage.element.resume();
    expect(stage.element.paused).to.equal(false);
  });

  it('walks through messages by keys, and says each', async () => {
    stage.chat.feed.append(said('one'), said('two'), said('three', { user: { name: 'Bo', id: 'bo' } }));
    await stage.pass();
    stage.scroller.focus();
    await stage.press(stage.scroller, 'ArrowUp');
    const focused = (): string | null => stage.root.activeElement!.getAttribute('aria-label');
    expect(focused()).to.equal('Bo: three');
    await stage.press(stage.row(2), 'ArrowUp');
    await stage.press(stage.row(1), 'ArrowUp');
    await stage.press(stage.row(0), 'ArrowUp');
    expect(focused()).to.equal('Ann: one');
    await stage.press(stage.row(0), 'End');
    expect(focused()).to.equal('Bo: three');
    expect(await stage.press(stage.row(2), 'x')).to.equal(false);
    await stage.press(stage.row(2), 'Escape');
    expect(stage.root.activeElement).to.equal(stage.area);
  });

  it('opens a card about somebody, and gives the focus back', async () => {
    stage.chat.feed.append(said('one'), said('two', { badges: [{ type: 'vip' }] }), said('x', { user: { id: 'bo' } }));
    await stage.pass();
    stage.scroller.focus();
    await stage.press(stage.scroller, 'Home');
    await stage.press(stage.row(0), 'ArrowDown');
    await stage.press(stage.row(1), 'Enter');
    await stage.pass();
    const card = stage.find('[part=user-card]')!;
    expect(stage.root.activeElement).to.equal(card);
    expect([...card.querySelectorAll('.said li')].map(({ textContent }) => textContent)).to.deep.equal(['one', 'two']);
    expect(stage.text('.chip')).to.equal('VIP');
    expect(stage.find('.ban'), 'not for everybody').to.equal(null);
    await stage.press(card, 'Escape');
    expect(stage.find('[part=user-card]')).to.equal(null);
    expect(stage.root.activeElement).to.equal(stage.row(1));
  });

  it('answers, and moderates, in the channel in which something was said', async () => {
    stage.chat.be('moderator');
    stage.chat.feed.append(said('here'), said('elsewhere', { channel: 'other' }));
    await stage.pass();
    for (const [index, isHere] of [true, false].entries()) {
      await stage.press(stage.row(index), 'Enter');
      await stage.pass();
      expect(stage.find('.answer') !== null, 'answers').to.equal(isHere);
      expect(stage.find('.ban') !== null, 'moderates').to.equal(isHere);
      await stage.press(stage.find('[part=user-card]')!, 'Escape');
    }
  });

  it('moderates in place: asks before a ban, and takes a time-out back', async () => {
    stage.chat.be('moderator');
    stage.chat.feed.append(said('rude', { key: 'r1' }));
    await stage.pass();
    const open = async (): Promise<void> => {
      stage.row(0).querySelector<HTMLElement>('.name')!.click();
      await stage.pass();
    };
    await open();
    await stage.click('.timeout');
    await stage.pass();
    expect(stage.chat.asked.at(-1)).to.deep.equal([
      'moderate',
      'fake/room',
      { action: 'timeout', userId: 'u1', durationMs: 60_000 },
    ]);
    expect(stage.text('.toast')).to.equal('Ann was timed out. Undo');
    expect(stage.text('[aria-live=polite]')).to.equal('Ann was timed out.');
    await stage.click('.undo');
    await stage.pass();
    expect(stage.chat.undone).to.have.length(1);
    expect(stage.text('.toast')).to.equal('Taken back.');
    await stage.pass(8000);
    expect(stage.find('.toast')).to.equal(null);
    await open();
    const { length } = stage.chat.asked;
    await stage.click('.ban');
    expect(stage.text('.confirm p')).to.equal('Ban Ann for good?');
    expect(stage.chat.asked, 'not yet').to.have.length(length);
    await stage.click('.confirm .danger');
    expect(stage.chat.asked.at(-1)![2]).to.deep.equal({ action: 'ban', userId: 'u1' });
    await open();
    await stage.click('.delete');
    await stage.pass();
    expect(stage.chat.asked.at(-1)![2]).to.deep.equal({ action: 'delete', messageId: 'r1' });
    expect(stage.text('.toast')).to.equal('The message was deleted. That cannot be undone.');
    expect(stage.find('.undo')).to.equal(null);
  });

  it('shows what was taken back as such, and to moderators what it was', async () => {
    stage.chat.feed.append(said('rude', { key: 'r' }));
    stage.chat.feed.change('r', { deleted: { cause: 'timeout' } });
    await stage.pass();
    expect(stage.rows()).to.deep.equal(['Ann: Deleted with a time-out']);
    stage.chat.be('broadcaster');
    await stage.pass();
    expect(stage.rows()).to.deep.equal(['Ann: Deleted with a time-out rude']);
  });

  for (const [what, state, says] of [
    ['failed', { status: 'failed' }, 'Not sent.'],
    ['waits for the connection', { status: 'sending', isWaiting: true }, 'Waits for the connection.'],
  ] as const)
    it(`offers what ${what} to be sent again, or to be written anew`, async () => {
      stage.chat.feed.append(said('lost', { key: 'f', isOwn: true, ...state }));
      await stage.pass();
      expect(stage.rows()).to.deep.equal([`Ann: lost ${says} Try again Discard`]);
      stage.row(0).querySelector<HTMLElement>('[data-act=retry]')!.click();
      expect(stage.chat.asked.at(-1)).to.deep.equal(['resend', 'f']);
      stage.row(0).querySelector<HTMLElement>('[data-act=discard]')!.click();
      await stage.pass();
      expect([stage.rows().length, stage.area.value]).to.deep.equal([0, 'lost']);
    });

  it('shows what is pinned until it was seen enough of', async () => {
    stage.chat.set({ pinned: said('the rules').message });
    await stage.pass();
    expect(stage.text('.pinned p')).to.equal('Ann: the rules');
    await stage.click('.unpin');
    expect(stage.find('.pinned')).to.equal(null);
  });

  it('keeps what the reader has chosen', async () => {
    stage.chat.feed.append(said([emote('Kappa')]));
    await stage.pass();
    await stage.click('.settings');
    await stage.pass();
    const choose = async (selector: string): Promise<void> => {
      stage.find<HTMLInputElement>(selector)!.click();
      await stage.pass();
    };
    const size = (): string => getComputedStyle(stage.row(0)).fontSize;
    const before = size();
    await choose('[name=timestamps]');
    await choose('[value=large]');
    await choose('[name=animated]');
    expect(stage.row(0).querySelector('time')!.textContent).to.match(/\d\d/);
    expect(size()).to.not.equal(before);
    expect(stage.row(0).querySelector('canvas.emote')!.getAttribute('aria-label')).to.equal('Kappa');
    await stage.press(stage.find('[part=settings]')!, 'Escape');
    expect(stage.root.activeElement).to.equal(stage.find('.settings'));
    stage.destroy();
    stage = await new ChatStage().open();
    expect(stage.find('.base')!.classList.contains('size-large')).to.equal(true);
  });

  describe('says', () => {
    const spoken = (): string | undefined => stage.text('[aria-live=polite]');

    it('mentions and moderation at once, the rest gathered, history never', async () => {
      stage.chat.feed.append(said('old'), said('older'), said('me?', { isMention: true }));
      await stage.pass(5000);
      expect(spoken()).to.equal('');
      const now = (): number => stage.clock.wallTime();
      stage.chat.feed.append(said('hey @me', { isMention: true, atMs: now() }));
      await stage.pass(0);
      expect(spoken()).to.equal('Ann mentions you: hey @me');
      stage.chat.feed.append(said('a', { atMs: now() }), said('b', { atMs: now() }));
      await stage.pass(1000);
      expect(spoken()).to.equal('Ann mentions you: hey @me');
      stage.chat.feed.append(said('c', { atMs: now() }));
      await stage.pass(4000);
      expect(spoken()).to.equal('3 new messages. The last one: Ann: c');
      stage.chat.feed.append(moderated({ atMs: now(), action: 'timeout', durationMs: 60_000 }));
      await stage.pass(0);
      expect(spoken()).to.equal('Ann was timed out for 1 minute.');
      await stage.pass(1000);
      stage.chat.feed.append(said('late', { isMention: true, atMs: now() - 60_000 }));
      stage.chat.feed.insert(0, said('page', { isMention: true, atMs: now() }));
      await stage.pass(10_000);
      expect(spoken()).to.equal('Ann was timed out for 1 minute.');
    });

    it('what comes while a message of one’s own waits at the end', async () => {
      const now = (): number => stage.clock.wallTime();
      stage.chat.feed.append(said('a', { atMs: now() }));
      stage.chat.feed.append(said('mine', { isOwn: true, status: 'failed', atMs: now() }));
      await stage.pass(10_000);
      stage.chat.feed.insert(1, said('hey @me', { isMention: true, atMs: now() }));
      await stage.pass(0);
      expect(spoken()).to.equal('Ann mentions you: hey @me');
    });

    it('once what only moved', async () => {
      const own = said('mine', { key: 'own', isOwn: true, atMs: stage.clock.wallTime() });
      stage.chat.feed.append(own);
      await stage.pass(2000);
      expect(spoken()).to.equal('You: mine');
      stage.find('[aria-live=polite]')!.textContent = 'something else';
      stage.chat.feed.move('own');
      await stage.pass(2000);
      expect(spoken()).to.equal('something else');
    });

    it('no more than somebody can listen to', async () => {
      const words: string[] = [];
      const region = stage.find('[aria-live=polite]')!;
      const observer = new MutationObserver(() => words.push(region.textContent));
      observer.observe(region, { childList: true, characterData: true, subtree: true });
      for (let turn = 0; turn < 100; turn++) {
        stage.chat.feed.append(said(`m${turn}`, { isMention: turn % 2 === 0, atMs: stage.clock.wallTime() }));
        await stage.clock.advance(100);
      }
      await stage.pass(0);
      observer.disconnect();
      expect(words.length).to.be.within(8, 14);
    });

    it('only what concerns the listener, or nothing, where that was chosen', async () => {
      localStorage.setItem('t333:chat-settings', JSON.stringify({ spoken: 'off' }));
      stage.destroy();
      stage = await new ChatStage().open();
      stage.chat.feed.append(said('hey', { isMention: true, atMs: stage.clock.wallTime() }));
      await stage.pass(6000);
      expect(spoken()).to.equal('');
    });
  });

  it('follows another client, leaves nothing running when it goes, and comes back', async () => {
    stage.chat.feed.append(said('one'), said('hey', { isMention: true }));
    await stage.pass();
    stage.element.remove();
    await stage.pass(0);
    expect([stage.clock.pending, stage.chat.feed.listenerCount]).to.deep.equal([0, 0]);
    document.body.append(stage.element);
    await stage.pass();
    expect(stage.rows()).to.have.length(2);
    stage.element.client = null;
    await stage.pass();
    expect([stage.rows(), stage.chat.feed.listenerCount]).to.deep.equal([[], 0]);
  });

  it('is a chat with a real client: what is sent is there at once, what is deleted is gone', async () => {
    const transport = new FakeChatTransport({ clock: stage.clock });
    const client = new ChatClient({ clock: stage.clock });
    stage.element.client = client;
    await client.join(transport, 'room');
    await stage.pass();
    const message = transport.say('room', 'hello');
    await stage.pass();
    await stage.type('and to you');
    await stage.press(stage.area, 'Enter');
    await stage.pass();
    expect(stage.rows()).to.deep.equal(['Ann: hello', 'Me: and to you']);
    expect(stage.area.value).to.equal('');
    transport.tell('room', { type: 'deleted', channel: 'room', messageIds: [message.id] });
    await stage.pass();
    expect(stage.rows()[0]).to.equal('Ann: Deleted by a moderator');
    client.destroy();
    transport.destroy();
  });

  it('fits a phone, from left to right and from right to left', async () => {
    stage.element.style.inlineSize = '360px';
    stage.chat.be('moderator');
    stage.chat.set({
      pinned: said('rules '.repeat(30)).message,
      viewerCount: 1e6,
      status: 'reconnecting',
      queued: 'later',
      waitSeconds: 100,
      gate: { can: 'later', reason: 'slow-mode', untilMs: 1e9 },
    });
    stage.chat.feed.append(
      said('word '.repeat(50)),
      said('W'.repeat(300)),
      said('مرحبا بالعالم', { user: { name: 'ليلى' } }),
    );
    await stage.pass();
    stage.row(0).querySelector<HTMLElement>('.name')!.click();
    await stage.pass();
    for (const dir of ['ltr', 'rtl']) {
      document.documentElement.dir = dir;
      await frames();
      const { left, right } = stage.element.getBoundingClientRect();
      for (const node of stage.root.querySelectorAll('.base *')) {
        if (node.closest('.visually-hidden, .emote') || !node.checkVisibility()) continue;
        const box = node.getBoundingClientRect();
        if (box.width === 0 || node.closest('.pinned bdi, .reply')) continue;
        expect(box.left, `${dir} ${node.className}`).to.be.at.least(left - 1);
        expect(box.right, `${dir} ${node.className}`).to.be.at.most(right + 1);
      }
    }
  });

  for (const scheme of ['light', 'dark']) {
    it(`has nothing for axe to complain about, ${scheme}`, async () => {
      Object.assign(document.body.style, { colorScheme: scheme, background: 'light-dark(#fff, #111)' });
      stage.chat.be('moderator');
      stage.chat.set({ pinned: said('rules').message, viewerCount: 12, status: 'polling' });
      const colors = ['#0000ff', '#ffff00', '#00ff00', '#777777', '#000000', '#ffffff'];
      stage.chat.feed.append(
        ...colors.map((color) => said('hello', { user: { color }, badges: [{ type: 'vip' }, { type: 'odd' }] })),
        said('hey', { isMention: true }),
        said('lost', { status: 'failed', isOwn: true }),
        notice('A raid'),
        gap('open'),
      );
      await stage.pass();
      expect(await axeFaults(stage.element)).to.deep.equal([]);
      stage.row(0).querySelector<HTMLElement>('.name')!.click();
      await stage.type('hello @an');
      await stage.pass();
      expect(await axeFaults(stage.element)).to.deep.equal([]);
      await stage.click('.settings');
      await stage.pass();
      expect(await axeFaults(stage.element)).to.deep.equal([]);
    });
  }
});
