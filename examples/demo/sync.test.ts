import type { SyncGroup, SyncMemberState } from '@t333/core/sync';
import type { GlobalTimeline } from '@t333/elements/global-timeline';
import type { VodOffsetControls } from '@t333/elements/vod-offset-controls';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { ClockReader, Demo, until } from './demo.harness.ts';

const PAGE = 'sync.html';
const VIEWS = ['north', 'east', 'south', 'west', 'stage', 'drone'];
/**
 * A moment that all of them have recorded. None is less than 0.2 s from its next segment there: Firefox, which may have that
 * already, would take its first picture for near enough.
 */
const SHARED_SECONDS = 17.6;

interface Stream {
  id: string;
  startOffsetMs: number;
}

describe('the demo of six views', function () {
  this.timeout(90_000);
  const reader = new ClockReader();
  let demo: Demo;
  let truth: Record<string, number>;

  before(async () => {
    const { streams } = (await (await fetch('/origin/streams.json')).json()) as { streams: Stream[] };
    truth = Object.fromEntries(streams.map(({ id, startOffsetMs }) => [id, 0 - startOffsetMs / 1000]));
  });
  afterEach(() => demo.close());

  const group = (): SyncGroup => demo.grid.group as SyncGroup;
  const members = (): readonly SyncMemberState[] => demo.grid.group?.state.getSnapshot().members ?? [];
  const part = (element: Element | null, name: string): HTMLElement =>
    element?.shadowRoot?.querySelector(`[part=${name}]`) as HTMLElement;
  const timeline = () => demo.document.querySelector('global-timeline') as GlobalTimeline;
  const offsets = () => demo.document.querySelector('vod-offset-controls') as VodOffsetControls;
  const found = (): boolean => members().length === 6 && members().every(({ offset }) => offset.source === 'sound');

  async function open(address = '', width?: number, height?: number): Promise<void> {
    demo = await Demo.open(PAGE + address, width, height);
    await until(() => members().length === 6);
  }

  const all = (status: string): Promise<true> =>
    until(() => (members().every((member) => member.status === status) ? true : null));

  /** All stand at one time of the group. */
  async function standAt(seconds: number): Promise<void> {
    group().pause();
    await group().seek(seconds);
    await all('ready');
  }

  /** The frames of the event that the six pictures show, once two looks in a row agree. */
  async function framesShown(): Promise<number[]> {
    for (;;) {
      const [first, second] = [look(), look()];
      if (first.length === 6 && String(first) === String(second)) return first;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }

  const look = (): number[] => demo.videos.flatMap((video) => (video && reader.read(video)) ?? []);

  const spread = (frames: readonly number[]): number => Math.max(...frames) - Math.min(...frames);

  it('shows six different moments, finds the offsets by sound, and then shows one: in the pixels', async () => {
    await open();
    await standAt(SHARED_SECONDS);
    expect(spread(await framesShown()), 'frames apart as published').to.be.greaterThan(30);

    part(offsets(), 'find-button').click();
    await until(found);
    for (const { id, offset } of members()) expect(offset.seconds, id).to.be.closeTo(truth[id] as number, 0.01);
    await all('ready');
    const standing = await framesShown();
    expect(spread(standing), `standing: ${standing.join(' ')}`).to.be.at.most(1);
    expect(standing[0]).to.be.closeTo(SHARED_SECONDS * 30, 1);

    part(timeline(), 'play-button').click();
    await all('playing');
    for (let agreed = 0; agreed < 3;) {
      const frames = await framesShown();
      if (frames[0] !== standing[0] && spread(frames) <= 1) agreed++;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    expect(demo.violations).to.deep.equal([]);
  });

  it('opens a shared moment with its offsets, in the pixels too', async () => {
    await open();
    for (const [index, id] of VIEWS.entries()) {
      group().setOffset(id, { seconds: truth[id] as number, source: index ? 'sound' : 'manual', certainty: 1 });
    }
    await standAt(SHARED_SECONDS);
    const link = await demo.grid.shareUrl();
    const before = members().map(({ id, offset }) => [id, offset.seconds, offset.source]);
    demo.close();

    await open(new URL(link).hash);
    expect(members().map(({ id, offset }) => [id, offset.seconds, offset.source])).to.deep.equal(before);
    await all('playing');
    expect(group().currentTime).to.be.within(SHARED_SECONDS, group().state.getSnapshot().range.end);
    group().pause();
    await all('ready');
    const frames = await framesShown();
    expect(spread(frames), frames.join(' ')).to.be.at.most(1);
    expect(frames[0]).to.be.at.least(SHARED_SECONDS * 30 - 1);
  });

  it('is worked by real keys alone', async function () {
    // The test runner cannot press keys in WebKitGTK.
    if (!/Chrome|Firefox/.test(navigator.userAgent)) this.skip();
    await open();
    await standAt(10);
    const { contentWindow } = demo.frame;
    contentWindow?.focus();
    const press = (key: string): Promise<void> => sendKeys({ press: key });
    /** Steps on until this has the focus; every stop must be seen. */
    const tabTo = async (target: () => Element | null): Promise<void> => {
      for (let stops = 0; demo.focused !== target(); stops++) {
        expect(stops, 'within reach').to.be.lessThan(120);
        await press('Tab');
        expect(demo.focused?.getClientRects().length, demo.focused?.outerHTML).to.be.greaterThan(0);
      }
    };
    await tabTo(() => demo.tiles[0] ?? null);
    await press(' ');
    await all('playing');
    await press(' ');
    await all('ready');
    const before = group().currentTime;
    await press('ArrowRight');
    await until(() => group().currentTime === before + 5);
    await press('ArrowDown');
    expect(demo.focused).to.equal(demo.tiles[1]);

    await tabTo(() => timeline().shadowRoot?.querySelector('[role=slider]') ?? null);
    await press('Home');
    await until(() => group().currentTime === group().state.getSnapshot().range.start);
    await press('ArrowRight');
    await until(() => Math.abs(group().currentTime - group().state.getSnapshot().range.start - 1) < 0.001);

    await tabTo(() => part(offsets(), 'find-button'));
    await press('Enter');
    await until(found);
    await tabTo(() => demo.document.querySelector('#together'));
    await press(' ');
    await until(() => demo.document.querySelector('#room')?.textContent?.startsWith('Whoever'));
    expect(demo.violations).to.deep.equal([]);
  });

  it('plays, pauses and seeks in two tabs at once', async () => {
    await open();
    const first = demo;
    const firstGroup = group();
    const join = () => demo.document.querySelector<HTMLInputElement>('#together')?.click();
    const isJoined = () => demo.document.querySelector('#room')?.textContent?.startsWith('Whoever');
    await standAt(12);
    join();
    await until(isJoined);
    try {
      await open();
      // Its own beginning is not to be taken for an act of somebody.
      await until(() => group().state.getSnapshot().playing && !group().state.getSnapshot().waiting);
      join();
      await until(isJoined);
      await until(() => !group().state.getSnapshot().playing && group().currentTime === 12);
      await firstGroup.seek(20);
      await until(() => group().currentTime === 20);
      void group().play();
      await until(() => firstGroup.state.getSnapshot().playing);
    } finally {
      first.close();
    }
  });

  it('answers a hostile link with an empty wall and a sentence', async () => {
    demo = await Demo.open(`${PAGE}#wall=1,m=NaN,s=https://a.example/x.m3u8,o=1e999s`);
    await until(() => demo.document.querySelector('#toast')?.textContent);
    expect(demo.tiles).to.deep.equal([]);
    expect(demo.violations).to.deep.equal([]);
  });

  for (const [width, height] of [
    [1280, 800],
    [360, 640],
  ] as const) {
    it(`has nothing that axe finds fault with, and no sideways scrolling, at ${width} px`, async () => {
      await open('', width, height);
      await until(() => demo.tiles.every((tile) => tile.shadowRoot?.querySelector('sync-meter')?.assignedSlot));
      const faults = await demo.violationsOfAccess();
      expect(faults.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
      expect(demo.document.documentElement.scrollWidth).to.be.at.most(width);
    });
  }
});
