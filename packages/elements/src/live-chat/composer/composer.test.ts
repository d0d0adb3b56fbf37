import { ChatRefusal } from '@t333/core/chat';
import { expect } from 'chai';
import '../define.ts';
import { ChatStage } from '../fake-chat.harness.ts';
import { said } from '../fake-feed.harness.ts';

describe('the composer of <live-chat>', () => {
  let stage: ChatStage;

  const sent = (): unknown[] => stage.chat.asked.filter(([what]) => what === 'send').map(([, , text]) => text);

  beforeEach(async () => {
    stage = await new ChatStage().open();
  });

  afterEach(() => stage.destroy());

  it('sends with Enter, makes a line with Shift+Enter, and keeps a draft', async () => {
    await stage.type('hello');
    expect(stage.chat.state.getSnapshot().channels.get('fake/room')!.draft).to.equal('hello');
    expect(await stage.press(stage.area, 'Enter', { shiftKey: true })).to.equal(false);
    expect(sent()).to.deep.equal([]);
    expect(await stage.press(stage.area, 'Enter')).to.equal(true);
    expect([sent(), stage.area.value]).to.deep.equal([['hello'], '']);
    await stage.press(stage.area, 'Enter');
    expect(sent(), 'nothing is not sent').to.have.length(1);
  });

  it('takes up the draft of its channel', async () => {
    stage.destroy();
    stage = new ChatStage();
    stage.chat.set({ draft: 'begun' });
    await stage.open();
    expect(stage.area.value).to.equal('begun');
  });

  it('takes up what waited and is a draft again', async () => {
    await stage.type('more');
    stage.chat.set({ draft: 'waited more' });
    await stage.pass();
    expect(stage.area.value).to.equal('waited more');
    await stage.type('something else');
    expect(stage.area.value).to.equal('something else');
    stage.chat.set({ draft: 'something' });
    await stage.pass();
    expect(stage.area.value, 'a draft that was cut').to.equal('something else');
  });

  it('leaves keys to an input method', async () => {
    await stage.type('こん');
    await stage.press(stage.area, 'Enter', { isComposing: true });
    // As Safari does it, when the composition has just ended.
    await stage.press(stage.area, 'Enter', { keyCode: 229 });
    expect([sent(), stage.area.value]).to.deep.equal([[], 'こん']);
  });

  it('counts code points, and says what is too long', async () => {
    await stage.type('😀'.repeat(400));
    expect(stage.text('.counter')).to.equal('400 / 500');
    await stage.type('😀'.repeat(501));
    expect(stage.text('.counter')).to.equal('501 / 500');
    expect(stage.area.getAttribute('aria-invalid')).to.equal('true');
    stage.chat.refusal = new ChatRefusal('too-long', 'Too long.');
    await stage.press(stage.area, 'Enter');
    expect(stage.text('.under')).to.include('This is too long.');
    expect(stage.area.value).to.have.length(1002);
  });

  it('waits for slow mode, and sends when it ends', async () => {
    stage.chat.set({ gate: { can: 'later', reason: 'slow-mode', untilMs: 12_000 }, waitSeconds: 12 });
    await stage.type('hi');
    expect(stage.text('.send')).to.equal('Send in 12 s');
    expect(stage.text('.under')).to.equal('Slow mode: the next message in 12 s.');
    await stage.press(stage.area, 'Enter');
    expect(stage.chat.asked.at(-1)).to.deep.equal(['send', 'fake/room', 'hi', { whenReady: true }]);
    stage.chat.set({ queued: 'hi', waitSeconds: 11 });
    await stage.pass();
    expect(stage.text('[part=queued]')).to.equal('Is sent in 11 s: hi Edit');
    await stage.click('.edit');
    expect([stage.area.value, stage.find('[part=queued]')]).to.deep.equal(['hi', null]);
  });

  it('gives back what waited where another message takes its place', async () => {
    stage.chat.set({ gate: { can: 'later', reason: 'slow-mode', untilMs: 12_000 }, waitSeconds: 12, queued: 'one' });
    await stage.type('two');
    await stage.press(stage.area, 'Enter');
    expect(stage.chat.asked.at(-1)).to.deep.equal(['send', 'fake/room', 'two', { whenReady: true }]);
    expect(stage.area.value).to.equal('one');
  });

  it('says why nobody can write', async () => {
    stage.chat.set({ gate: { can: 'never', reason: 'banned' } });
    await stage.pass();
    expect(stage.text('.composer')).to.equal('You are banned from this chat.');
    stage.chat.set({ gate: { can: 'never', reason: 'read-only' } });
    await stage.pass();
    expect(stage.find('slot[name=signed-out]')!.textContent).to.equal('Sign in to write.');
  });

  it('answers a message', async () => {
    stage.chat.feed.append(said('what time is it', { key: 'q' }));
    await stage.pass();
    stage.row(0).querySelector<HTMLElement>('.name')!.click();
    await stage.pass();
    await stage.click('.answer');
    expect(stage.text('[part=reply]')).to.equal('Answers Ann: what time is it');
    expect(stage.root.activeElement).to.equal(stage.area);
    await stage.type('noon');
    await stage.press(stage.area, 'Enter');
    expect(stage.chat.asked.at(-1)![3]).to.deep.equal({ whenReady: true, replyTo: 'q' });
    expect(stage.find('[part=reply]')).to.equal(null);
  });

  it('quotes what it answers as it is shown', async () => {
    const fragments = [{ type: 'text', text: 'what ••• time' }] as const;
    stage.chat.feed.append({ ...said('what darn time', { key: 'q' }), fragments, filtered: 'masked' });
    await stage.pass();
    stage.row(0).querySelector<HTMLElement>('.name')!.click();
    await stage.pass();
    await stage.click('.answer');
    expect(stage.text('[part=reply]')).to.equal('Answers Ann: what ••• time');
  });

  it('completes names and emotes by keys', async () => {
    const emote = { type: 'emote', text: 'Kappa', id: '1', provider: 'x', images: [], zeroWidth: false } as const;
    stage.element.emotes = [emote, { ...emote, text: 'KappaPride', id: '2' }];
    stage.chat.feed.append(said('x', { user: { id: 'a', handle: 'anna', name: 'Anna' } }), said('y'));
    await stage.pass();
    await stage.type('hey @an');
    const options = (): string[] =>
      [...stage.root.querySelectorAll('[role=option]')].map(({ textContent }) => textContent.trim());
    expect(options()).to.deep.equal(['Ann', 'Anna']);
    expect(stage.text('[aria-live=polite]')).to.equal('2 suggestions. Arrow keys choose, Enter takes.');
    await stage.press(stage.area, 'ArrowDown');
    const { id } = stage.find('[aria-selected=true]')!;
    expect(stage.area.getAttribute('aria-activedescendant')).to.equal(id);
    await stage.press(stage.area, 'Enter');
    expect(stage.area.value).to.equal('hey @anna ');
    expect(options()).to.deep.equal([]);
    await stage.type('hey @anna :kap');
    expect(options()).to.deep.equal(['KappaKappa', 'KappaPrideKappaPride'].map((text) => text.slice(text.length / 2)));
    await stage.press(stage.area, 'Tab');
    expect(stage.area.value).to.equal('hey @anna Kappa ');
    await stage.type(':kap');
    await stage.press(stage.area, 'Escape');
    expect([options(), stage.area.value]).to.deep.equal([[], ':kap']);
    expect(sent()).to.deep.equal([]);
  });

  it('can undo what was completed', async () => {
    stage.chat.feed.append(said('x', { user: { id: 'a', handle: 'anna', name: 'Anna' } }));
    await stage.pass();
    stage.area.focus();
    document.execCommand('insertText', false, 'hey @an you');
    stage.area.setSelectionRange(7, 7);
    stage.area.click();
    await stage.pass();
    await stage.press(stage.area, 'Tab');
    expect([stage.area.value, stage.area.selectionStart]).to.deep.equal(['hey @anna  you', 10]);
    document.execCommand('undo');
    expect(stage.area.value).to.equal('hey @an you');
  });

  it('sends what was pasted as it is', async () => {
    stage.chat.feed.append(said('x', { user: { id: 'a', handle: 'anna', name: 'Anna' } }));
    await stage.pass();
    await stage.type('so');
    stage.area.value = 'so @an';
    stage.area.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
    await stage.pass();
    expect(stage.root.querySelectorAll('[role=option]')).to.have.length(0);
    await stage.press(stage.area, 'Enter');
    expect(sent()).to.deep.equal(['so @an']);
  });

  it('grows with its text, up to a height', async () => {
    const { height } = stage.area.getBoundingClientRect();
    await stage.type('a\nb\nc');
    const grown = stage.area.getBoundingClientRect().height;
    expect(grown).to.be.greaterThan(height);
    await stage.type('a\n'.repeat(100));
    expect(stage.area.getBoundingClientRect().height).to.be.below(150);
  });

  it('goes to the latest when something was sent', async () => {
    stage.element.pause();
    await stage.type('hi');
    await stage.press(stage.area, 'Enter');
    expect(stage.element.paused).to.equal(false);
  });
});
