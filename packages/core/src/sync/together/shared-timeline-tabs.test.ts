import { expect } from 'chai';
import type { FakeGroup } from './fixtures/simulated-devices.ts';
import type { SharedTimeline } from './shared-timeline.ts';
import type { FakeClock } from '../../testing/fake-clock.ts';

const FRAME_MS = 33;

const address = (path: string): string => new URL(path, import.meta.url).href;

/** What a page of its own puts into its window. */
interface Page extends Window {
  page?: { clock: FakeClock; group: FakeGroup; shared: SharedTimeline; errors: string[] };
}

/** Each page has modules of its own, as a tab has, and a clock that the test moves; `elapsedMs` of it are over when it opens. */
const script = (room: string, startMs: number, elapsedMs: number): string => `
  import { BroadcastChannelTransport } from '${address('../../realtime/index.ts')}';
  import { FakeClock } from '${address('../../testing/fake-clock.ts')}';
  import { DeviceClock, FakeGroup } from '${address('./fixtures/simulated-devices.ts')}';
  import { SharedTimeline } from '${address('./shared-timeline.ts')}';
  const world = new FakeClock();
  await world.advance(${elapsedMs});
  const clock = new DeviceClock(world, { startMs: ${startMs} });
  const group = new FakeGroup(clock);
  const transport = new BroadcastChannelTransport('${room}', { clock });
  const shared = new SharedTimeline({ group, transport, roomId: 'room', clock });
  const errors = [];
  shared.addEventListener('error', ({ error }) => errors.push(error.code));
  window.page = { clock: world, group, shared, errors };
  const tell = () => parent.dispatchEvent(new Event('pagechange'));
  shared.state.subscribe(tell);
  group.addEventListener('timelinechange', tell);
  tell();
`;

describe('SharedTimeline over BroadcastChannel', () => {
  const frames: HTMLIFrameElement[] = [];
  let room = 0;

  async function openPage(name: string, startMs: number, elapsedMs = 0): Promise<Required<Page>['page']> {
    const frame = document.createElement('iframe');
    frame.srcdoc = `<script type="module">${script(name, startMs, elapsedMs)}</script>`;
    frames.push(frame);
    document.body.append(frame);
    await until(() => (frame.contentWindow as Page | null)?.page !== undefined);
    return (frame.contentWindow as Page).page!;
  }

  /** Messages between pages take real time: what they change in a page, it tells. */
  async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise((resolve) => addEventListener('pagechange', resolve, { once: true }));
  }

  /** Moves the clocks of all pages on together. */
  async function advance(pages: Required<Page>['page'][], ms: number): Promise<void> {
    await Promise.all(pages.map(({ clock }) => clock.advance(ms)));
  }

  const stateOf = ({ shared }: Required<Page>['page']) => shared.state.getSnapshot();

  afterEach(() => {
    for (const frame of frames.splice(0)) frame.remove();
  });

  it('keeps two pages on one line, within a frame', async () => {
    const name = `tabs${++room}`;
    const pages = [await openPage(name, 0), await openPage(name, 123_456)] as const;
    const [a, b] = pages;
    await advance([...pages], 1_000);
    await until(() => pages.every((page) => stateOf(page).status === 'joined' && stateOf(page).rev > 0));
    a.group.act({ position: 90, playing: true });
    await until(() => b.group.timeline.playing);
    for (let second = 0; second < 5; second++) {
      await advance([...pages], 1_000);
      expect(Math.abs(a.group.position - b.group.position) * 1000).to.be.below(FRAME_MS);
    }
    expect(b.group.position).to.be.closeTo(95, 0.033);
    b.group.act({ position: 10, playing: false });
    await until(() => !a.group.timeline.playing);
    expect(a.group.position).to.equal(10);
    expect(stateOf(a).by).to.be.a('string');
    expect([a.errors, b.errors]).to.deep.equal([[], []]);
  });

  it('brings a page that opens later to where the other is, also when the first has closed', async () => {
    const name = `tabs${++room}`;
    const [a, b] = [await openPage(name, 0), await openPage(name, 5_000)];
    await advance([a, b], 1_000);
    a.group.act({ position: 30, playing: true });
    await until(() => b.group.timeline.playing);
    frames[0]!.remove();
    await advance([b], 10_000);
    // Its device has been on for as long as the others'.
    const c = await openPage(name, 0, 11_000);
    await until(() => c.group.timeline.playing);
    await advance([b, c], 1_000);
    expect(c.group.position).to.be.closeTo(41, 0.033);
    expect(Math.abs(b.group.position - c.group.position) * 1000).to.be.below(FRAME_MS);
  });

  it('makes two pages that act at the same time agree', async () => {
    const name = `tabs${++room}`;
    const pages = [await openPage(name, 0), await openPage(name, 0)] as const;
    const [a, b] = pages;
    await advance([...pages], 1_000);
    await until(() => pages.every((page) => stateOf(page).rev > 0));
    a.group.act({ position: 100 });
    b.group.act({ position: 200 });
    await until(() => a.group.position === b.group.position);
    await advance([...pages], 1_000);
    expect(a.group.position).to.be.oneOf([100, 200]);
    expect(b.group.position).to.equal(a.group.position);
    expect([a.errors, b.errors]).to.deep.equal([[], []]);
  });
});
