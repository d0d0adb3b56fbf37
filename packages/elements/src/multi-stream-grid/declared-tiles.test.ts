import { expect } from 'chai';
import { GridHarness, rectOf, streams, until } from './multi-stream-grid.harness.ts';
import type { MultiStreamGrid } from './multi-stream-grid.ts';

describe('children of <multi-stream-grid>', () => {
  let harness: GridHarness;
  afterEach(() => harness.remove());

  const player = (index: number): HTMLElement => {
    const element = document.createElement('live-player');
    element.setAttribute('src', streams(index + 1)[index]?.source as string);
    element.setAttribute('label', `Camera ${index + 1}`);
    return element;
  };
  const declare = async (prepare: (grid: MultiStreamGrid) => void = () => {}): Promise<void> => {
    harness = await GridHarness.create((grid) => {
      grid.append(player(0), player(1));
      prepare(grid);
    });
    await until(() => harness.grid.streams.length > 0);
    await harness.settled();
  };
  const shown = (): (string | null | undefined)[] => harness.tiles.map((tile) => tile.media?.getAttribute('src'));

  it('are played once, not beside a player of the grid', async () => {
    await declare();
    expect(harness.tiles.map((tile) => tile.shadowRoot?.querySelector('live-player'))).to.deep.equal([null, null]);
    expect(shown()).to.deep.equal(harness.grid.streams.map(({ source }) => source));
  });

  it('leave it to the bar of their tile to give them their sound', async () => {
    await declare();
    for (const child of harness.grid.children) {
      expect(getComputedStyle(child).getPropertyValue('--_unmute').trim()).to.equal('none');
    }
  });

  it('can be focused by attribute before they are there', async () => {
    await declare((grid) => grid.setAttribute('focus', 't2'));
    await until(() => harness.grid.focusId === 't2');
  });

  it('follow another source, and give way to a replacement', async () => {
    await declare();
    harness.grid.children[0]?.setAttribute('src', streams(5)[4]?.source as string);
    await until(() => harness.grid.streams[0]?.source === streams(5)[4]?.source);
    harness.grid.wall.replace('t1', { source: streams(4)[3]?.source as string });
    await harness.settled();
    expect(harness.grid.children).to.have.length(1);
    await until(() => shown()[0] === streams(4)[3]?.source);
  });

  it('come back when they are put back', async () => {
    await declare();
    const [first] = harness.grid.children;
    first?.remove();
    await until(() => harness.grid.streams.length === 1);
    await harness.settled();
    harness.grid.append(first as Element);
    await until(() => harness.grid.streams.length === 2);
    await harness.settled();
    expect(shown()).to.deep.equal([player(1), player(0)].map((element) => element.getAttribute('src')));
  });

  it('are not doubled by the page’s own link, and leave when it has dropped them', async () => {
    await declare();
    const both = await harness.grid.shareUrl();
    harness.grid.wall.remove('t1');
    await harness.settled();
    const one = await harness.grid.shareUrl();
    for (const [link, count] of [
      [both, 2],
      [one, 1],
    ] as const) {
      harness.remove();
      history.replaceState(null, '', link);
      await declare((grid) => (grid.urlState = true));
      await until(() => harness.grid.children.length === count);
      await harness.settled();
      expect(harness.grid.streams).to.have.length(count);
    }
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('are players and media elements', async () => {
    harness = await GridHarness.create((grid) => {
      const ours = document.createElement('live-player');
      ours.setAttribute('src', streams(1)[0]?.source as string);
      ours.setAttribute('label', 'Ours');
      const foreign = document.createElement('video');
      foreign.title = 'Foreign';
      grid.append(ours, foreign);
    });
    await until(() => harness.grid.streams.length === 2);
    await harness.settled();
    expect(harness.titles).to.deep.equal(['Ours', 'Foreign']);
    const [first, second] = harness.places;
    expect(first?.x).to.not.equal(second?.x);
    await until(() => rectOf(harness.grid.children[1] as Element).width === second?.width);

    harness.grid.children[0]?.remove();
    await until(() => harness.grid.streams.length === 1);
    await harness.settled();
    expect(harness.titles).to.deep.equal(['Foreign']);

    harness.grid.wall.remove(harness.grid.streams[0]?.id as string);
    await harness.settled();
    expect(harness.grid.children).to.have.length(0);
  });
});
