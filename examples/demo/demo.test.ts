import { expect } from 'chai';
import { ClockReader, Demo, until, type Tile } from './demo.harness.ts';

describe('the demo', function () {
  this.timeout(60_000);
  let demo: Demo;
  afterEach(() => demo.close());

  it('shows nine live streams, whose clocks all advance in the pixels, under its policy', async () => {
    demo = await Demo.open();
    await until(() => demo.tiles.length === 9 && demo.videos.every((video) => video?.readyState === 4));
    const reader = new ClockReader();
    const clocks = await Promise.all(
      demo.videos.map(async (video) => {
        const readings: number[] = [];
        for (let count = 0; count < 3; count++) {
          readings.push(await reader.next(video as HTMLVideoElement, readings.at(-1)));
        }
        return readings;
      }),
    );
    for (const [first, second, third] of clocks as [number, number, number][]) {
      // A recording that begins again steps back once.
      expect(second > first || third > second, `${first}, ${second}, ${third}`).to.equal(true);
    }
    expect(demo.violations).to.deep.equal([]);
  });

  it('is driven by keyboard alone', async () => {
    demo = await Demo.open();
    await until(
      () =>
        demo.tiles.length === 9 &&
        demo.tiles.every((tile) => tile.shadowRoot?.querySelector('stream-tile-bar')?.shadowRoot),
    );
    demo.press('2');
    await until(() => (demo.focused?.closest('stream-tile') as Tile | null)?.name.startsWith('Camera 2'));
    demo.press('m');
    await until(() => demo.grid.streams.find(({ id }) => id === demo.grid.wall.state.getSnapshot().audibleId));
    demo.press('ArrowRight', { shiftKey: true });
    await until(() => demo.grid.streams[2]?.id === 't2');
    demo.press('Delete');
    await until(() => demo.tiles.length === 8);
    const radio = demo.document.querySelector<HTMLInputElement>('#layouts input[value=focus]');
    radio?.focus();
    radio?.click();
    await until(() => demo.grid.layout === 'focus');
    for (let left = 8; left > 0; left--) demo.press('Delete');
    const stops = [...demo.document.querySelectorAll<HTMLElement>('a, button, input, [tabindex]')];
    expect(stops.filter((stop) => stop.tabIndex < 0)).to.deep.equal([]);
  });

  it('adds a stream by its address, and shares the wall by a link', async () => {
    demo = await Demo.open();
    await until(() => demo.tiles.length === 9);
    const input = demo.document.querySelector('#url') as HTMLInputElement;
    input.value = new URL('/origin/vod/stage/master.m3u8', location.href).href;
    (demo.document.querySelector('#add') as HTMLFormElement).requestSubmit();
    await until(() => demo.tiles.length === 10);
    const link = await demo.grid.shareUrl();
    const streams = demo.grid.streams.map(({ source }) => source);
    demo.close();
    demo = await Demo.open(new URL(link).hash);
    await until(() => demo.tiles.length === 10);
    expect(demo.grid.streams.map(({ source }) => source)).to.deep.equal(streams);
  });

  it('answers a hostile link with an empty wall and a sentence', async () => {
    demo = await Demo.open('#wall=1,s=javascript:alert(1)');
    await until(() => demo.document.querySelector('#toast')?.textContent);
    expect(demo.tiles).to.deep.equal([]);
    expect(demo.violations).to.deep.equal([]);
  });

  it('says why each stream plays what it plays, and shares as the viewer says', async () => {
    demo = await Demo.open();
    const find = <Found extends Element>(selector: string): Found => demo.document.querySelector(selector) as Found;
    await until(() => demo.grid.quality?.state.getSnapshot().tiles.length === 9);
    const why = find<HTMLButtonElement>('#why');
    expect(find<HTMLElement>('#quality').checkVisibility()).to.equal(false);
    why.click();
    expect(why.ariaExpanded).to.equal('true');
    const rows = (): Element[] => [...(find('#stats').shadowRoot?.querySelectorAll('tbody tr') ?? [])];
    const names = (): (string | undefined)[] => rows().map((row) => row.querySelector('.name')?.textContent.trim());
    await until(() => names().join() === demo.grid.streams.map(({ title }) => title).join());
    await until(() => rows().every((row) => row.querySelector('td [title]')?.textContent));

    const policy = find<HTMLSelectElement>('#policy');
    expect(policy.value).to.equal(demo.grid.quality?.policy);
    policy.value = 'by-count';
    policy.dispatchEvent(new Event('change'));
    await until(() => demo.grid.quality?.policy === 'by-count');
    find<HTMLInputElement>('#data-saver').click();
    await until(() => demo.grid.quality?.dataSaver);

    expect((await demo.violationsOfAccess()).map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
    expect(demo.violations).to.deep.equal([]);
    why.click();
    expect([why.ariaExpanded, find<HTMLElement>('#quality').checkVisibility()]).to.deep.equal(['false', false]);
  });

  it('closes the stream that its advice names', async () => {
    localStorage.clear();
    demo = await Demo.open();
    const advice = (part: string): HTMLButtonElement | null | undefined =>
      demo.document.querySelector('#advice')?.shadowRoot?.querySelector(`[part=${part}]`);
    const close = await until(() => advice('close-button'));
    const before = demo.grid.streams.length;
    close.click();
    await until(() => demo.grid.streams.length < before);
  });

  for (const [width, height] of [
    [1280, 800],
    [360, 640],
  ] as const) {
    it(`has nothing that axe finds fault with, and no sideways scrolling, at ${width} px`, async () => {
      demo = await Demo.open('', width, height);
      await until(
        () => demo.tiles.length === 9 && demo.tiles[0]?.shadowRoot?.querySelector('stream-tile-bar')?.shadowRoot,
      );
      const faults = await demo.violationsOfAccess();
      expect(faults.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
      expect(demo.document.documentElement.scrollWidth).to.be.at.most(width);
    });
  }
});
