import { StreamSession, type RoomSink } from '@t333/core/creator';
import { T333Error } from '@t333/core/errors';
import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import { FakeCreator } from '../../../core/src/creator/fixtures/fake-creator.ts';
import { axeFaults } from '../base/axe.harness.ts';
import './define.ts';
import type { ControlRoom } from './control-room.ts';

let clock: FakeClock;
let creator: FakeCreator;
let session: StreamSession;
let sink: RoomSink;
let element: ControlRoom;

async function pass(byMs = 0): Promise<void> {
  await clock.advance(byMs);
  await element.updateComplete;
}

async function open(properties: Partial<ControlRoom> = {}, markup: readonly HTMLElement[] = []): Promise<void> {
  session = new StreamSession({ api: creator, clock, room: (to) => void (sink = to) });
  element = document.createElement('control-room');
  Object.assign(element, { clock, session, label: 'North', ...properties });
  element.append(...markup);
  document.body.append(element);
  await pass();
  await pass();
}

const textOf = ({ textContent }: Element): string => textContent.replace(/\s+/g, ' ').trim();
const root = (): ShadowRoot => element.shadowRoot!;
const text = (): string => textOf(root().querySelector('.bar')!);
const status = (): string => textOf(root().querySelector('[part=status]')!);
const said = (): string => textOf(root().querySelector('[aria-live]')!);
const acts = (): string[] => [...root().querySelectorAll('[part=act-button]')].map(textOf);
const figures = (): Record<string, string> =>
  Object.fromEntries(
    [...root().querySelectorAll('dl > div')].map(({ children }) => [textOf(children[0]!), textOf(children[1]!)]),
  );
const shownPanels = (): string[] =>
  [...root().querySelectorAll<HTMLElement>('.panels section')]
    .filter(({ offsetHeight }) => offsetHeight > 0)
    .map(({ className }) => className);
const button = (label: string): HTMLButtonElement =>
  [...(root().querySelector('dialog') ?? root()).querySelectorAll('button')].find((one) => textOf(one) === label)!;

async function press(label: string): Promise<void> {
  button(label).focus();
  button(label).click();
  await pass();
  await pass();
}

const stateOf = (snapshot: object): object => ({ getSnapshot: () => snapshot, subscribe: () => () => {} });

function panel(slot: string): HTMLElement {
  const made = document.createElement('div');
  made.slot = slot;
  made.textContent = slot;
  return made;
}

describe('<control-room>', () => {
  beforeEach(() => {
    clock = new FakeClock(Date.UTC(2026, 2, 1, 12));
    creator = new FakeCreator();
  });

  afterEach(() => {
    element.remove();
    session.destroy();
    document.body.removeAttribute('style');
    document.body.removeAttribute('dir');
  });

  it('says that there is nobody, and what it could not load', async () => {
    await open({ session: null });
    expect(text()).to.equal('Control room: North Nobody is signed in to stream.');
    creator.fault = new T333Error('unauthorized', 'No.');
    element.session = session = new StreamSession({ api: creator, clock });
    await pass();
    await pass();
    expect(text()).to.include('The stream could not be asked for. Sign in again');
    expect(acts()).to.deep.equal([]);
    creator.fault = null;
    await press('Try again');
    expect([status(), acts()]).to.deep.equal(['No stream', ['Start a preview']]);
  });

  it('goes from a preview to live and to the end, and asks before each step that others see', async () => {
    await open();
    const changes: string[] = [];
    element.addEventListener('sessionchange', (event) => changes.push(event.status));
    await press('Start a preview');
    expect([status(), acts()]).to.deep.equal(['Preview', ['Go live', 'Discard the preview']]);
    await press('Go live');
    expect(root().querySelector('dialog')!.matches(':modal')).to.equal(true);
    expect(text()).to.include('From now on everybody can watch “Evening”.');
    await press('Cancel');
    expect([status(), root().activeElement]).to.deep.equal(['Preview', button('Go live')]);
    await press('Go live');
    await press('Go live');
    expect([status(), acts()]).to.deep.equal(['Live', ['End the stream']]);
    expect(said()).to.equal('Live');
    sink.viewers(1234);
    await press('End the stream');
    expect(text()).to.include('1,234 are watching. There is no way back.');
    expect(textOf(root().activeElement!)).to.equal('Cancel');
    await press('End the stream');
    expect([status(), acts()]).to.deep.equal(['Ended', ['Start another preview']]);
    expect(changes).to.deep.equal(['preparing', 'preview', 'starting', 'live', 'ending', 'ended']);
    expect(creator.calls).to.deep.equal(['get', 'preview', 'live s1', 'end s1']);
  });

  it('the focus does not get lost with a button', async () => {
    await open();
    await press('Start a preview');
    expect(root().activeElement!.id).to.equal('heading');
  });

  it('begins with its heading', async () => {
    await open();
    element.focus();
    expect(root().activeElement?.id).to.equal('heading');
  });

  it('what is asked is of no use any more when the stream is another one', async () => {
    creator = new FakeCreator({ status: 'preview' });
    await open();
    await press('Go live');
    sink.stream({ status: 'live', startedAtMs: clock.wallTime(), hlsUrl: null });
    await pass();
    expect([root().querySelector('dialog'), status()]).to.deep.equal([null, 'Live']);
  });

  it('says what has failed, and is what it was', async () => {
    creator = new FakeCreator({ status: 'preview' });
    await open();
    creator.fault = new T333Error('forbidden', 'No.');
    await press('Go live');
    await press('Go live');
    expect(text()).to.include('The stream did not go live. You may not do this here.');
    expect(said()).to.equal('The stream did not go live. You may not do this here.');
    expect([status(), acts()]).to.deep.equal(['Preview', ['Go live', 'Discard the preview']]);
  });

  it('holds what was known while nobody answers', async () => {
    creator = new FakeCreator({ status: 'live', startedAtMs: clock.wallTime(), viewerCount: 5 });
    await open();
    creator.fault = new T333Error('network', 'Lost.', { retryable: true });
    await pass(10_000);
    expect(text()).to.include('This is what was known last.');
    expect([status(), figures().Viewers]).to.deep.equal(['Live', '5']);
    creator.fault = null;
    await press('Try again');
    expect(text()).to.not.include('This is what was known last.');
  });

  it('tells viewers, uptime and latency', async () => {
    creator = new FakeCreator({ status: 'live', startedAtMs: clock.wallTime() - 3_600_000, viewerCount: 1280 });
    const holder = Object.assign(panel('preview'), { player: null as unknown });
    await open({}, [holder]);
    expect(figures()).to.deep.equal({ Viewers: '1,280', 'Live for': '1:00:00', Latency: '–unknown' });
    await pass(1000);
    expect(figures()['Live for']).to.equal('1:00:01');
    sink.viewers(1281);
    await pass();
    expect(figures().Viewers).to.equal('1,281');
    holder.player = {
      load: () => {},
      state: stateOf({ streamType: 'live', capabilities: { latency: true }, hasFrame: true }),
      live: { state: stateOf({ latencySeconds: 2.34 }) },
    };
    holder.dispatchEvent(new Event('playerchange'));
    await pass();
    expect(figures().Latency).to.equal('2.3 s');
  });

  it('warns that no encoder sends: in preview where it asks, and while it is live', async () => {
    creator = new FakeCreator({ status: 'preview', isReceiving: false });
    await open();
    await press('Go live');
    expect(text()).to.include('Nothing comes from your encoder yet.');
    creator.stream = { ...creator.stream!, isReceiving: null };
    await press('Go live');
    expect(status()).to.equal('Live, without an encoder');
    sink.link(true);
    sink.encoder(true);
    await pass();
    expect(status()).to.equal('Live');
    await pass(10_000);
    expect([status(), acts()]).to.deep.equal(['Live, without an encoder', ['End the stream']]);
    expect(text()).to.include('Viewers wait');
  });

  it('shows the panels that a page has put in, and takes no room for others', async () => {
    await open({}, [panel('chat'), panel('key')]);
    expect(shownPanels()).to.deep.equal(['preview', 'chat', 'key']);
    element.append(panel('schedule'));
    await new Promise((resolve) => root().addEventListener('slotchange', resolve, { once: true }));
    await pass();
    expect(shownPanels()).to.deep.equal(['preview', 'chat', 'key', 'schedule']);
    element.querySelector('[slot=chat]')!.remove();
    await new Promise((resolve) => root().addEventListener('slotchange', resolve, { once: true }));
    await pass();
    expect(shownPanels()).to.deep.equal(['preview', 'key', 'schedule']);
  });

  it('has a player of its own, with one address for one stream', async () => {
    creator = new FakeCreator({ status: 'preview', hlsUrl: `${location.origin}/none/1.m3u8?sig=1` });
    await open();
    const src = (): string | null => root().querySelector('live-player')!.getAttribute('src');
    expect(src()).to.include('sig=1');
    creator.stream = { ...creator.stream!, hlsUrl: `${location.origin}/none/1.m3u8?sig=2` };
    await pass(10_000);
    expect(src()).to.include('sig=1');
    creator.stream = { ...creator.stream!, status: 'ended' };
    await pass(10_000);
    expect(root().querySelector('live-player')).to.equal(null);
  });

  it('leaves nothing behind', async () => {
    creator = new FakeCreator({ status: 'live', startedAtMs: clock.wallTime() });
    await open();
    element.remove();
    await pass();
    session.destroy();
    expect(clock.pending).to.equal(0);
  });

  const WIDTHS: [width: number, columns: number][] = [
    [344, 1],
    [768, 2],
    [1240, 2],
  ];
  for (const [width, columns] of WIDTHS) {
    it(`has ${columns} columns at ${width} px, and nothing that is wider`, async () => {
      await open({}, ['chat', 'health', 'moderation', 'settings', 'key', 'schedule'].map(panel));
      element.style.inlineSize = `${width}px`;
      const { gridTemplateColumns } = getComputedStyle(root().querySelector('.stage')!);
      expect(gridTemplateColumns.split(' ')).to.have.length(columns);
      expect(element.scrollWidth).to.be.at.most(width);
      const boxes = [...root().querySelectorAll<HTMLElement>('.panels section')].map((one) =>
        one.getBoundingClientRect(),
      );
      for (const [index, one] of boxes.entries())
        for (const other of boxes.slice(index + 1)) {
          const isApart =
            one.right <= other.left + 1 ||
            other.right <= one.left + 1 ||
            one.bottom <= other.top + 1 ||
            other.bottom <= one.top + 1;
          expect(isApart, `${JSON.stringify(one)} ${JSON.stringify(other)}`).to.equal(true);
        }
    });
  }

  for (const scheme of ['light', 'dark']) {
    for (const width of ['1240px', '344px']) {
      it(`has nothing for axe to complain about, ${scheme}, ${width}; buttons are large`, async () => {
        Object.assign(document.body.style, { colorScheme: scheme, background: 'light-dark(#fff, #111)' });
        await open();
        element.style.inlineSize = width;
        expect(await axeFaults(element)).to.deep.equal([]);
        await press('Start a preview');
        expect(await axeFaults(element)).to.deep.equal([]);
        await press('Go live');
        await Promise.all(
          root()
            .querySelector('dialog')!
            .getAnimations()
            .map(({ finished }) => finished),
        );
        expect(await axeFaults(element)).to.deep.equal([]);
        for (const one of root().querySelectorAll('button')) expect(one.offsetHeight).to.be.at.least(44);
        await press('Go live');
        expect(await axeFaults(element)).to.deep.equal([]);
      });
    }
  }
});
