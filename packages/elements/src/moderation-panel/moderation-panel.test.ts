import { T333Error } from '@t333/core/errors';
import type { ModerationApi, ModerationPage, ModerationRecord } from '@t333/core/chat';
import { expect } from 'chai';
import { axeFaults } from '../base/axe.harness.ts';
import { registerLocale } from '../i18n/localize.ts';
import { ANN, ME, ModerationStage } from './fixtures/moderation-stage.ts';

const BOB = { id: 'u-bob', handle: 'bob', name: 'Bob' };
const none = async (): Promise<ModerationPage<never>> => ({ items: [], nextCursor: null });

describe('<moderation-panel>', () => {
  let stage: ModerationStage;
  const open = async (...options: Parameters<ModerationStage['open']>): Promise<void> => {
    stage = await new ModerationStage().open(...options);
  };
  const waiting = (): string[] => stage.texts('.item .text');
  const focused = (): string | undefined =>
    (stage.root.activeElement as HTMLElement | null)?.querySelector('.text')?.textContent.trim();

  afterEach(async () => {
    await stage.close();
    expect(stage.clock.pending, 'nothing is left running').to.equal(0);
    document.body.removeAttribute('style');
    document.body.removeAttribute('dir');
  });

  it('says that nothing is moderated, that it connects, and that one is no moderator', async () => {
    await open({ role: 'viewer' });
    expect(stage.text('.note')).to.equal('Only moderators of this channel see this.');
    expect(stage.find('[role=tablist]')).to.equal(null);
    stage.panel.moderation = null;
    await stage.pass();
    expect(stage.text('.none')).to.equal('No channel is moderated here.');
  });

  it('shows what waits, with reason and score, also what was held before it came', async () => {
    stage = new ModerationStage();
    stage.room.settings = { ...stage.room.settings, blockedWords: ['rude'] };
    stage.hold('rude <img src=x>');
    await stage.open();
    expect(stage.texts('.item b, .item .text, .item .why')).to.deep.equal([
      'Ann',
      'rude <img src=x>',
      'Held back: blocked words sure to 100%',
    ]);
    expect(stage.text('[role=tab][aria-selected=true]')).to.equal('Queue 1');
  });

  it('approves at once, and denies when nobody has taken that back', async () => {
    await open();
    for (const text of ['rude 1', 'rude 2']) stage.hold(text);
    await stage.pass(10);
    await stage.click('.approve');
    expect(waiting()).to.deep.equal(['rude 2']);
    await stage.click('.deny');
    expect(stage.texts('.item .acts')).to.deep.equal(['Denied in a few seconds. Undo']);
    await stage.click('.take-back');
    expect(stage.find('.deny')).to.not.equal(null);
    await stage.click('.deny');
    await stage.pass(5100);
    expect([waiting(), stage.text('.none')]).to.deep.equal([[], 'Nothing waits.']);
    expect(stage.state.records.map(({ action }) => action)).to.deep.equal(['deny', 'approve']);
  });

  it('is worked through by keys alone', async () => {
    await open();
    for (const n of [1, 2, 3, 4]) stage.hold(`rude ${n}`);
    await stage.pass(10);
    stage.find('.item')!.focus();
    await stage.press('ArrowDown');
    expect(focused()).to.equal('rude 2');
    await stage.press('d');
    expect([focused(), stage.said]).to.deep.equal(['rude 3', 'Denied. U takes it back.']);
    await stage.press('ArrowUp');
    await stage.press('u');
    expect([focused(), stage.said]).to.deep.equal(['rude 2', 'It waits again.']);
    await stage.press('End');
    await stage.press('a');
    expect([focused(), waiting()]).to.deep.equal(['rude 3', ['rude 1', 'rude 2', 'rude 3']]);
    await stage.press('p');
    expect(stage.root.activeElement).to.equal(stage.find('.reason'));
    await stage.press('d');
    expect(stage.state.judgements.size, 'what is written is no command').to.equal(0);
    await stage.press('Escape');
    expect(focused()).to.equal('rude 3');
    for (const key of ['a', 'a', 'a']) await stage.press(key);
    expect(stage.root.activeElement).to.equal(stage.find('.scroller'));
  });

  it('keeps the focus where it was when somebody else is faster', async () => {
    await open();
    for (const n of [1, 2, 3]) stage.hold(`rude ${n}`);
    await stage.pass(10);
    stage.root.querySelectorAll<HTMLElement>('.item')[1]!.focus();
    stage.room.moderate(ME, { action: 'approve', messageId: stage.state.held[1]!.id });
    await stage.pass(10);
    expect(focused()).to.equal('rude 3');
  });

  it('says where the server has refused, and tries again', async () => {
    await open();
    stage.hold();
    await stage.pass(10);
    stage.room.roles.delete(ME.id);
    await stage.click('.approve');
    expect(stage.text('.item .failed')).to.equal('That did not work. For moderators.');
    stage.room.roles.set(ME.id, 'moderator');
    await stage.click('.approve');
    expect(waiting()).to.deep.equal([]);
  });

  it('deals with who wrote a message, asks before a ban, and takes it back', async () => {
    await open();
    stage.hold();
    await stage.pass(10);
    await stage.click('.person-button');
    await stage.click('.panel .ban');
    expect(stage.text('.confirm p')).to.equal('Ban Ann for good?');
    expect(stage.root.activeElement).to.equal(stage.find('.confirm .cancel'));
    await stage.click('.confirm .danger');
    expect(stage.text('.toast')).to.equal('Ann was banned. Undo');
    expect(stage.state.silenced.map(({ kind }) => kind)).to.deep.equal(['ban']);
    await stage.click('.toast .undo');
    expect(stage.state.silenced).to.deep.equal([]);
    await stage.pass(10_000);
  });

  it('a thousand messages that wait are fifty in the document', async () => {
    await open();
    const held = Array.from({ length: 1000 }, (_, index) => ({
      type: 'held' as const,
      message: { id: `m${index}`, user: ANN, text: `rude ${index}`, emotes: [], badges: [] },
      reason: 'spam',
      score: 0.9,
    }));
    for (const one of held) stage.room.log(one);
    await stage.pass(100);
    expect(stage.state.held).to.have.length(1000);
    expect(stage.root.querySelectorAll('.item')).to.have.length(50);
    expect(stage.text('.more')).to.equal('Show 950 more');
    expect(stage.find('.item')!.ariaSetSize).to.equal('1000');
    await stage.click('.more');
    expect(focused()).to.equal('rude 50');
  });

  it('tells screen readers once that more waits', async () => {
    await open();
    stage.hold('rude 1');
    await stage.pass(1100);
    expect(stage.said).to.equal('A message waits.');
    stage.hold('rude 2');
    stage.hold('rude 3');
    await stage.pass(5000);
    expect(stage.said).to.equal('A message waits.');
    await stage.pass(6000);
    expect(stage.said).to.equal('3 messages wait.');
  });

  it('has a log of what was done, and takes back what still stands', async () => {
    await open({ tab: 'log' });
    expect(stage.text('.none')).to.equal('No moderator has done anything yet.');
    stage.hub.say('north', ANN, 'hello');
    await stage.pass(10);
    stage.room.roles.set(BOB.id, 'moderator');
    stage.room.moderate(BOB, { action: 'timeout', userId: ANN.id, durationMs: 600_000, reason: 'spam' });
    await stage.pass(10);
    await stage.moderation.act({ action: 'settings', settings: { slowModeMs: 5000, subscribersOnly: true } });
    await stage.pass(10);
    expect(stage.texts('.record .did bdi')).to.deep.equal([
      'You changed the rules.',
      'A moderator timed out Ann for 10 min.',
    ]);
    expect(stage.texts('.record .why')).to.deep.equal(['Slow mode: 5 s', 'Only subscribers: on', 'spam']);
    const [rules, timeout] = stage.root.querySelectorAll<HTMLElement>('.undo-record');
    expect(timeout!.getAttribute('aria-label')).to.equal('Undo: A moderator timed out Ann for 10 min.');
    timeout!.click();
    rules!.click();
    await stage.pass(10);
    expect([
      stage.state.silenced.length,
      stage.room.settings.slowModeMs,
      stage.find('.undo-record')?.ariaLabel,
    ]).to.deep.equal([0, 0, 'Undo: You changed the rules.']);
    expect(stage.texts('.record .did bdi').slice(0, 2)).to.have.members([
      'You changed the rules.',
      'You ended the time-out of Ann.',
    ]);
    await stage.pass(10_000);
  });

  it('reads what was before, page by page, and again after a failure', async () => {
    let fails = true;
    const record = (n: number): ModerationRecord => ({
      id: `log ${n}`,
      atMs: n * 100_000,
      action: 'delete',
      moderator: { id: 'm', name: 'Mod' },
      isOwn: false,
      user: { id: 'u', name: 'Bob' },
      messageId: `m${n}`,
      text: `bad ${n}`,
    });
    const api: ModerationApi = {
      held: none,
      silenced: none,
      async log({ cursor }) {
        if (fails) throw new T333Error('network', 'No.', { retryable: true });
        return cursor === undefined
          ? { items: [record(2)], nextCursor: 'x' }
          : { items: [record(1)], nextCursor: null };
      },
    };
    await open({ api, tab: 'log' });
    expect(stage.text('.note')).to.equal('What was before did not come. Try again');
    fails = false;
    await stage.click('.retry');
    expect(stage.texts('.record .did bdi, .quote')).to.deep.equal(['Mod deleted a message of Bob.', 'bad 2']);
    fails = true;
    await stage.click('.more');
    expect([stage.text('.failed'), stage.text('.more')]).to.deep.equal(['That did not come.', 'Try again']);
    fails = false;
    await stage.click('.more');
    expect([stage.texts('.quote'), stage.find('.more')]).to.deep.equal([['bad 2', 'bad 1'], null]);
  });

  it('lists who may not write, counts down, and lets them again', async () => {
    await open({ tab: 'silenced' });
    stage.hub.say('north', ANN, 'hello');
    stage.room.roles.set(BOB.id, 'moderator');
    stage.room.moderate(BOB, { action: 'timeout', userId: ANN.id, durationMs: 90_000, reason: 'spam' });
    stage.room.moderate(BOB, { action: 'ban', userId: 'u-x' });
    await stage.pass(10);
    expect(stage.texts('.record .did')).to.have.members(['u-x Banned', 'Ann Timed out: 1:30 left']);
    await stage.pass(30_000);
    expect(stage.texts('.time-left')).to.include('Timed out: 1:00 left');
    await stage.click('[aria-label="Lift: u-x"]');
    expect(stage.text('.toast')).to.equal('u-x is no longer banned.');
    await stage.pass(60_000);
    expect(stage.text('.none')).to.equal('Everybody may write.');
  });

  it('changes the rules, and follows those that others change', async () => {
    await open({ tab: 'rules' });
    await stage.change('slowModeMs', '30000');
    expect(stage.room.settings.slowModeMs).to.equal(30_000);
    await stage.change('emoteOnly', true);
    expect(stage.room.settings.emoteOnly).to.equal(true);
    stage.room.moderate(ME, { action: 'settings', settings: { slowModeMs: 0 } });
    await stage.pass(10);
    expect(stage.find<HTMLSelectElement>('[name=slowModeMs]')!.value).to.equal('off');
    await stage.click('.clear');
    expect(stage.root.activeElement).to.equal(stage.find('.confirm .cancel'));
    await stage.click('.confirm .danger');
    expect(stage.state.records[0]!.action).to.equal('clear');
    await stage.pass(10_000);
  });

  it('edits blocked words, says what is wrong with them, and keeps what one writes', async () => {
    await open({ tab: 'rules' });
    const field = (): HTMLTextAreaElement => stage.find<HTMLTextAreaElement>('textarea')!;
    expect([field().value, stage.find<HTMLButtonElement>('.save')!.disabled]).to.deep.equal(['rude', true]);
    await stage.change('blockedWords', `rude\n${'x'.repeat(101)}`);
    expect(stage.text('#words-problem')).to.equal(`“${'x'.repeat(20)}…” has more than 100 characters.`);
    expect(stage.find<HTMLButtonElement>('.save')!.disabled).to.equal(true);
    await stage.change('blockedWords', 'rude\n spam \nspam');
    expect(stage.text('#words-count')).to.equal('2 of 500');
    stage.room.moderate(ME, { action: 'settings', settings: { blockedWords: ['other'] } });
    await stage.pass(10);
    expect(field().value).to.equal('rude\n spam \nspam');
    await stage.click('.save');
    expect(stage.room.settings.blockedWords).to.deep.equal(['rude', 'spam']);
    expect([field().value, stage.text('.toast')]).to.deep.equal(['rude\nspam', 'The rules were changed. Undo']);
    await stage.click('.toast .undo');
    expect(field().value).to.equal('other');
    await stage.change('blockedWords', 'x');
    await stage.click('.revert');
    expect([field().value, stage.root.activeElement]).to.deep.equal(['other', field()]);
    await stage.pass(10_000);
  });

  it('lets whose channel it is say who moderates, and takes that back', async () => {
    let all = [{ id: 'u1', name: 'One' }];
    let refusal: T333Error | null = null;
    const moderators: ModerationApi['moderators'] = {
      async list() {
        return all;
      },
      async add(id) {
        if (refusal) throw refusal;
        all = [...all, { id, name: id }];
      },
      remove: async (id) => void (all = all.filter((one) => one.id !== id)),
    };
    const api: ModerationApi = { held: none, silenced: none, log: none, moderators };
    await open({ role: 'broadcaster', api, tab: 'moderators' });
    await stage.pass(10);
    expect(stage.texts('.moderators .did')).to.deep.equal(['One']);
    const input = (): HTMLInputElement => stage.find<HTMLInputElement>('#moderator')!;
    input().value = 'zoe';
    refusal = new T333Error('not-found', 'Nobody is called zoe.');
    await stage.click('.add');
    expect(stage.text('.toast')).to.include('That did not work. Nobody is called zoe.');
    expect(input().value).to.equal('zoe');
    refusal = null;
    await stage.click('.add');
    expect([stage.text('.toast'), input().value]).to.deep.equal(['zoe moderates from now on. Undo', '']);
    expect(stage.texts('.moderators .did')).to.deep.equal(['One', 'zoe']);
    await stage.click('.toast .undo');
    expect(stage.texts('.moderators .did')).to.deep.equal(['One']);
    await stage.click('.remove');
    expect([stage.text('.toast'), stage.text('.none')]).to.deep.equal([
      'One does not moderate any more. Undo',
      'Nobody moderates but you.',
    ]);
    expect(await axeFaults(stage.panel)).to.deep.equal([]);
    await stage.pass(10_000);
  });

  it('does not ask moderators who moderates', async () => {
    const api: ModerationApi = {
      held: none,
      silenced: none,
      log: none,
      moderators: { list: async () => expect.fail(), add: async () => {}, remove: async () => {} },
    };
    await open({ api, tab: 'moderators' });
    expect(stage.texts('[role=tab]')).to.deep.equal(['Queue', 'Log', 'Silenced', 'Rules']);
    expect(stage.find('#tab-queue')!.ariaSelected).to.equal('true');
  });

  it('says that the connection is lost, keeps what it knows, and says what does not work', async () => {
    await open();
    stage.hold();
    await stage.pass(1100);
    stage.hub.faults.refuseSockets = true;
    stage.hub.faults.refusePolls = true;
    stage.hub.cut();
    await stage.pass(2000);
    expect(stage.text('.note')).to.equal('The connection was lost. Connecting again …');
    expect([waiting(), stage.said]).to.deep.equal([['rude'], 'The connection was lost. Connecting again …']);
    stage.hub.faults.refuseSockets = stage.hub.faults.refusePolls = false;
    await stage.pass(60_000);
    expect(stage.find('.note')).to.equal(null);
  });

  it('says that a channel cannot be reached, and tries again', async () => {
    stage = new ModerationStage();
    stage.room.refusal = 'not_found';
    await stage.open();
    expect(stage.text('.note')).to.equal('The channel cannot be reached. Try again');
    stage.room.refusal = null;
    await stage.click('.retry');
    await stage.pass(100);
    expect(stage.find('.note')).to.equal(null);
  });

  it('goes through its tabs by arrows, in both directions of writing', async () => {
    await open();
    stage.find('#tab-queue')!.focus();
    await stage.press('ArrowRight');
    expect([stage.panel.tab, stage.root.activeElement!.id]).to.deep.equal(['log', 'tab-log']);
    document.body.dir = 'rtl';
    await stage.press('ArrowRight');
    await stage.press('ArrowRight');
    expect([stage.panel.tab, stage.panel.getAttribute('tab')]).to.deep.equal(['rules', 'rules']);
  });

  it('speaks other languages', async () => {
    registerLocale('de', { 'mod.queue.why': 'Zurückgehalten: {reason}', 'mod.tab.queue': 'Warteschlange' });
    await open({ lang: 'de' });
    stage.hold();
    await stage.pass(10);
    expect(stage.text('.item .why')).to.match(/^Zurückgehalten: blocked words/);
  });

  for (const [width, scheme, dir] of [
    [1280, 'light', 'ltr'],
    [360, 'dark', 'ltr'],
    [360, 'light', 'rtl'],
  ] as const)
    it(`fits into ${width} px and has nothing for axe to complain about, ${scheme}, ${dir}`, async () => {
      Object.assign(document.body.style, { colorScheme: scheme, background: 'light-dark(#fff, #111)', margin: 0 });
      document.body.dir = dir;
      await open();
      stage.panel.style.inlineSize = `${width}px`;
      stage.hold();
      stage.hold('rude 2');
      await stage.moderation.act({ action: 'timeout', userId: BOB.id, durationMs: 600_000, reason: 'spam' });
      await stage.pass(10);
      await stage.click('.deny');
      stage.root.querySelectorAll<HTMLElement>('.person-button')[0]!.click();
      await stage.pass();
      for (const tab of ['queue', 'log', 'silenced', 'rules'] as const) {
        stage.panel.tab = tab;
        await stage.pass();
        expect(await axeFaults(stage.panel), tab).to.deep.equal([]);
        const scroller = stage.find('.scroller')!;
        expect(scroller.scrollWidth, tab).to.be.at.most(scroller.clientWidth);
      }
      await stage.pass(10_000);
    });
});
