import { T333Error } from '@t333/core';
import type { ModerationAct } from '@t333/core/chat';
import { expect } from 'chai';
import { axeFaults } from '../../base/axe.harness.ts';
import { usePrivateStorage } from '../../base/private-storage.harness.ts';
import '../define.ts';
import { ChatStage } from '../fake-chat.harness.ts';
import { said } from '../fake-feed.harness.ts';

const OFFLINE = new T333Error('network', 'There is no network.', { retryable: true });

describe('<live-chat>, for moderators', () => {
  let stage: ChatStage;
  const failures: unknown[] = [];
  const onFailure = ({ reason }: PromiseRejectionEvent): void => void failures.push(reason);

  const acts = (): ModerationAct[] =>
    stage.chat.asked.filter(([what]) => what === 'moderate').map(([, , act]) => act as ModerationAct);
  const spoken = (): string | undefined => stage.text('[aria-live=polite]');
  const open = async (): Promise<void> => {
    stage.row(0).querySelector<HTMLElement>('.name')!.click();
    await stage.pass();
  };
  const change = async (name: string, value: string | boolean): Promise<void> => {
    const field = stage.find<HTMLInputElement>(`[name=${name}]`)!;
    if (typeof value === 'boolean') field.checked = value;
    else field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await stage.pass();
  };

  beforeEach(async () => {
    usePrivateStorage();
    failures.length = 0;
    addEventListener('unhandledrejection', onFailure);
    stage = await new ChatStage().open();
    stage.chat.be('moderator');
    stage.chat.feed.append(said('rude', { key: 'r1' }));
    await stage.pass();
  });

  afterEach(() => {
    stage.destroy();
    removeEventListener('unhandledrejection', onFailure);
    expect(failures).to.deep.equal([]);
  });

  it('a card has all that can be done about a message and who wrote it', async () => {
    for (const [selector, act] of [
      ['.pin', { action: 'pin', messageId: 'r1' }],
      ['.highlight', { action: 'highlight', messageId: 'r1' }],
      ['.timeout:nth-of-type(5)', { action: 'timeout', userId: 'u1', durationMs: 14 * 86_400_000 }],
      ['.warn', { action: 'warn', userId: 'u1' }],
    ] as const) {
      await open();
      await stage.click(selector);
      await stage.pass();
      expect(acts().at(-1)).to.deep.equal(act);
      expect(stage.find('.panel'), 'what is done closes it').to.equal(null);
    }
    expect(stage.text('.toast')).to.equal('Ann was warned. Undo');
  });

  it('a card offers what takes back what there is', async () => {
    stage.chat.feed.change('r1', { isPinned: true, isHighlighted: true });
    stage.chat.feed.append({
      kind: 'moderated',
      key: 'm',
      service: 'fake',
      channel: 'room',
      atMs: 0,
      action: 'timeout',
      userId: 'u1',
      userName: 'Ann',
    });
    await stage.pass();
    await open();
    expect([stage.text('.pin'), stage.find('.highlight')]).to.deep.equal(['Unpin', null]);
    await stage.click('.untimeout');
    await stage.pass();
    expect(acts().at(-1)).to.deep.equal({ action: 'untimeout', userId: 'u1' });
  });

  it('a reason goes with what is done, and a time of one’s own is checked', async () => {
    await open();
    const reason = stage.find<HTMLInputElement>('.reason')!;
    expect(reason.maxLength).to.equal(500);
    reason.value = ' spam ';
    const count = stage.find<HTMLInputElement>('.own-time input')!;
    count.value = '15';
    stage.find<HTMLSelectElement>('.own-time select')!.value = 'days';
    await stage.click('.timeout-own');
    expect([acts().length, count.validationMessage]).to.deep.equal([0, 'From 1 s to 14 days.']);
    count.value = '2';
    count.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await stage.click('.timeout-own');
    await stage.pass();
    expect(acts()).to.deep.equal([{ action: 'timeout', userId: 'u1', durationMs: 2 * 86_400_000, reason: 'spam' }]);
  });

  it('what does not work is told in its card, is there to be tried again, and loses nothing', async () => {
    stage.chat.refusal = OFFLINE;
    await open();
    stage.find<HTMLInputElement>('.reason')!.value = 'spam';
    await stage.click('.timeout');
    await stage.pass();
    expect(stage.text('.act-note')).to.equal('That did not work. There is no network. Try again');
    expect(spoken()).to.equal('That did not work. There is no network.');
    expect(stage.find<HTMLInputElement>('.reason')!.value).to.equal('spam');
    await stage.click('.act-note .again');
    await stage.pass();
    expect(stage.root.activeElement, 'the button was drawn anew').to.equal(stage.find('.panel'));
    stage.chat.refusal = null;
    await stage.click('.act-note .again');
    await stage.pass();
    expect(acts()).to.deep.equal([{ action: 'timeout', userId: 'u1', durationMs: 60_000, reason: 'spam' }]);
    expect([stage.find('.panel'), stage.text('.toast')]).to.deep.equal([null, 'Ann was timed out. Undo']);
    expect(stage.root.activeElement).to.equal(stage.row(0));
  });

  it('one press is one act, and says that it is under way', async () => {
    let answer = (): void => {};
    stage.chat.wait = new Promise<void>((resolve) => (answer = resolve));
    await open();
    await stage.click('.delete');
    await stage.click('.delete');
    expect([acts().length, stage.text('.act-note')]).to.deep.equal([1, 'On its way …']);
    answer();
    await stage.pass();
    expect(stage.find('.panel')).to.equal(null);
  });

  it('what fails when its card is closed is told over the messages until somebody has seen it', async () => {
    let answer = (): void => {};
    stage.chat.wait = new Promise<void>((resolve) => (answer = resolve));
    await open();
    await stage.click('.warn');
    await stage.press(stage.find('.panel')!, 'Escape');
    stage.chat.refusal = OFFLINE;
    answer();
    await stage.pass(60_000);
    expect(stage.text('.toast')).to.equal('That did not work. There is no network. Try again');
    await stage.click('.toast .undo');
    await stage.pass();
    expect(stage.find('.toast'), 'again').to.not.equal(null);
    stage.chat.refusal = null;
    await stage.click('.toast .undo');
    await stage.pass();
    expect(acts().map(({ action }) => action)).to.deep.equal(['warn', 'warn']);
    expect(stage.text('.toast')).to.equal('Ann was warned. Undo');
  });

  it('what cannot be taken back at once can be tried again', async () => {
    await open();
    await stage.click('.timeout');
    await stage.pass();
    stage.chat.refusal = OFFLINE;
    await stage.click('.undo');
    await stage.pass();
    stage.chat.refusal = null;
    await stage.click('.toast .undo');
    await stage.pass();
    expect([stage.chat.undone.length, stage.text('.toast')]).to.deep.equal([1, 'Taken back.']);
  });

  it('opens by the menu key on a row, and by a right click, but for links', async () => {
    const menu = (target: Element): boolean =>
      target.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, composed: true }));
    stage.chat.feed.append(said([{ type: 'link', text: 'x', url: 'https://example.com/' }]));
    await stage.pass();
    expect(menu(stage.root.querySelector('.row a')!), 'its own menu').to.equal(true);
    expect(menu(stage.row(0).querySelector('.text')!)).to.equal(false);
    await stage.pass();
    expect(stage.root.activeElement).to.equal(stage.find('[part=user-card]'));
    await stage.press(stage.find('.panel')!, 'Escape');
    stage.chat.be('viewer');
    await stage.pass();
    expect(menu(stage.row(1)), 'the browser’s, for all others').to.equal(true);
    stage.scroller.focus();
    await stage.press(stage.scroller, 'Home');
    expect(menu(stage.row(0))).to.equal(false);
    await stage.pass();
    expect(stage.find('.delete'), 'not for everybody').to.equal(null);
    expect(stage.find('.ignore')).to.not.equal(null);
  });

  it('judges what is held back in its row, and says there what does not work', async () => {
    stage.chat.feed.append(said('****', { key: 'h', status: 'held', heldReason: 'blocked_words' }));
    await stage.pass();
    const acts1 = (): string => stage.row(1).querySelector('.held-acts')!.textContent;
    expect(acts1()).to.equal('Held back: blocked words Approve Deny');
    stage.chat.refusal = OFFLINE;
    stage.row(1).querySelector<HTMLElement>('[data-act=approve]')!.click();
    await stage.pass();
    expect(acts1()).to.equal('Held back: blocked words That did not work. There is no network. Approve Deny');
    stage.chat.refusal = null;
    stage.row(1).querySelector<HTMLElement>('[data-act=deny]')!.click();
    await stage.pass();
    expect(acts()).to.deep.equal([{ action: 'deny', messageId: 'h' }]);
    expect(stage.text('.toast')).to.equal('The message was denied. That cannot be undone.');
    stage.chat.be('viewer');
    await stage.pass();
    expect(stage.row(1).querySelector('.held-acts'), 'not for who wrote it').to.equal(null);
  });

  it('changes the rules of the channel in the settings', async () => {
    await stage.click('.settings');
    await stage.pass();
    expect(stage.text('#room')).to.equal('Rules of room');
    await change('slowModeMs', '30000');
    await change('followersOnlyMs', '0');
    await change('subscribersOnly', true);
    await change('emoteOnly', true);
    await change('maxLength', '200');
    expect(acts().map(({ settings }) => settings)).to.deep.equal([
      { slowModeMs: 30_000 },
      { followersOnlyMs: 0 },
      { subscribersOnly: true },
      { emoteOnly: true },
      { maxLength: 200 },
    ]);
    expect(stage.text('.panel .toast'), 'where it was done').to.equal('The rules were changed. Undo');
    await change('maxLength', '0');
    expect(acts()).to.have.length(5);
    expect(stage.find<HTMLInputElement>('[name=maxLength]')!.validationMessage).to.equal('From 1 to 500.');
    const settings = { ...stage.chat.channel.settings!, slowModeMs: 7000, followersOnlyMs: null };
    stage.chat.set({ settings });
    await stage.pass();
    expect(stage.find<HTMLSelectElement>('[name=slowModeMs]')!.value, 'what somebody else has set').to.equal('7000');
  });

  it('a change that does not work stays as it was wanted, and is tried again', async () => {
    await stage.click('.settings');
    await stage.pass();
    stage.chat.refusal = OFFLINE;
    await change('slowModeMs', '30000');
    expect(stage.text('.room .act-note')).to.equal('That did not work. There is no network. Try again');
    expect(stage.find<HTMLSelectElement>('[name=slowModeMs]')!.value).to.equal('30000');
    stage.chat.refusal = null;
    await stage.click('.room .again');
    await stage.pass();
    expect(acts()).to.deep.equal([{ action: 'settings', settings: { slowModeMs: 30_000 } }]);
    await stage.click('.close-panel');
    await stage.click('.settings');
    await stage.pass();
    expect(stage.find<HTMLSelectElement>('[name=slowModeMs]')!.value, 'as the channel has it').to.equal('off');
  });

  it('asks before it clears a chat', async () => {
    await stage.click('.settings');
    await stage.pass();
    await stage.click('.clear');
    await stage.pass();
    expect([acts().length, stage.root.activeElement]).to.deep.equal([0, stage.find('.confirm .cancel')]);
    await stage.click('.confirm .cancel');
    await stage.pass();
    expect(stage.root.activeElement).to.equal(stage.find('.clear'));
    await stage.click('.clear');
    await stage.click('.confirm .danger');
    await stage.pass();
    expect(acts()).to.deep.equal([{ action: 'clear' }]);
    expect(stage.text('.room .toast')).to.equal('The chat was cleared. That cannot be undone.');
  });

  it('unpins for everybody', async () => {
    stage.chat.set({ pinned: said('the rules', { key: 'p' }).message });
    await stage.pass();
    await stage.click('[part=unpin-for-all-button]');
    await stage.pass();
    expect(acts()).to.deep.equal([{ action: 'unpin', messageId: 'p' }]);
    stage.chat.be('viewer');
    await stage.pass();
    expect(stage.find('[part=unpin-for-all-button]')).to.equal(null);
  });

  for (const scheme of ['light', 'dark'])
    it(`has nothing for axe to complain about, ${scheme}`, async () => {
      Object.assign(document.body.style, { colorScheme: scheme, background: 'light-dark(#fff, #111)' });
      stage.chat.feed.append(said('****', { key: 'h', status: 'held', heldReason: 'blocked_words' }));
      stage.chat.set({ pinned: said('rules').message });
      stage.element.userFacts = () => [{ label: 'Here since', value: '2 March 2024' }];
      await open();
      stage.chat.refusal = OFFLINE;
      await stage.click('.warn');
      await stage.pass();
      await stage.click('.ban');
      await stage.pass();
      expect(await axeFaults(stage.element)).to.deep.equal([]);
      await stage.click('.close-panel');
      await stage.click('.settings');
      await stage.pass();
      await change('emoteOnly', true);
      expect(await axeFaults(stage.element)).to.deep.equal([]);
      document.body.removeAttribute('style');
    });
});

describe('<live-chat>, for its reader', () => {
  let stage: ChatStage;

  const open = async (index: number): Promise<void> => {
    stage.row(index).querySelector<HTMLElement>('.name')!.click();
    await stage.pass();
  };

  beforeEach(async () => {
    usePrivateStorage();
    stage = await new ChatStage().open();
    stage.chat.feed.append(said('one', { key: '1' }), said('two', { key: '2', user: { id: 'bo', name: 'Bo' } }));
    await stage.pass();
  });

  afterEach(() => {
    stage.destroy();
  });

  it('hides somebody for good, unless it was the wrong one', async () => {
    const shown = (): string[] =>
      [...stage.root.querySelectorAll('.row:not([hidden])')].map(({ textContent }) => textContent);
    await open(0);
    await stage.click('.ignore');
    await stage.pass();
    expect([shown(), stage.text('.toast')]).to.deep.equal([['Bo: two'], 'You do not see Ann any more. Undo']);
    await stage.click('.undo');
    await stage.pass();
    expect(shown()).to.deep.equal(['Ann: one', 'Bo: two']);
    await open(0);
    await stage.click('.ignore');
    stage.chat.feed.append(said('hey @me', { isMention: true, atMs: stage.clock.wallTime() }));
    await stage.pass(6000);
    expect(stage.text('[aria-live=polite]'), 'nor is anything of theirs said').to.not.include('hey');
    stage.destroy();
    const { chat } = stage;
    stage = await new ChatStage().open();
    stage.element.client = chat;
    await stage.pass();
    expect(shown(), 'on the next page').to.deep.equal(['Bo: two']);
    await stage.click('.settings');
    await stage.pass();
    expect(stage.text('.unignore')).to.equal('Show Ann again');
    await stage.click('.unignore');
    await stage.pass();
    expect(shown()).to.deep.equal(['Ann: one', 'Bo: two', 'Ann: hey @me']);
    expect([stage.find('.unignore'), stage.root.activeElement]).to.deep.equal([null, stage.find('.panel')]);
  });

  it('shows what the page knows of an account, and that it does not come', async () => {
    let fail = true;
    const asked: string[] = [];
    const signals: AbortSignal[] = [];
    stage.element.userFacts = async ({ user }, { signal }) => {
      asked.push(user.id);
      signals.push(signal);
      if (fail) throw new TypeError('Failed to fetch');
      return [{ label: 'Here since', value: '<b>2024' }];
    };
    await open(1);
    expect(stage.text('.hint')).to.equal('More about this account did not come. Try again');
    fail = false;
    await stage.click('.hint .again');
    await stage.pass();
    expect(stage.text('.facts')).to.equal('Here since <b>2024');
    await stage.press(stage.find('.panel')!, 'Escape');
    expect([asked, signals.map(({ aborted }) => aborted)]).to.deep.equal([
      ['bo', 'bo'],
      [true, true],
    ]);
  });

  it('asks for older messages again when somebody wants it, and not at each scroll', async () => {
    stage.chat.set({ older: 'available' });
    stage.chat.refusal = OFFLINE;
    stage.chat.feed.append(...Array.from({ length: 100 }, (_, n) => said(`m${n}`)));
    await stage.pass();
    const asked = (): number => stage.chat.asked.filter(([what]) => what === 'loadOlder').length;
    const up = async (): Promise<void> => {
      stage.scroller.scrollTop = -1e6;
      stage.scroller.dispatchEvent(new Event('scroll'));
      await stage.pass();
    };
    for (let turn = 0; turn < 5; turn++) await up();
    expect(asked()).to.equal(1);
    expect(stage.text('.toast')).to.equal('That did not work. There is no network. Try again');
    stage.chat.refusal = null;
    await stage.click('.toast .undo');
    await stage.pass();
    // It stays at the top, where an engine that scrolls late asks for more.
    expect(asked()).to.be.at.least(2);
    expect(stage.find('.toast')).to.equal(null);
  });
});
