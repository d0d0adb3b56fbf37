import { expect } from 'chai';
import { GridHarness, rectOf, until } from '../multi-stream-grid.harness.ts';

/** What a pointer does on its way into a tile, or out of it. */
const point = (tile: Element, type: string, pointerType: string): unknown =>
  tile.dispatchEvent(new PointerEvent(type, { pointerType, composed: true }));

describe('the bar of a tile', () => {
  let harness: GridHarness;

  const wall = async (width: number, prepare: Parameters<typeof GridHarness.withStreams>[1] = () => {}) => {
    harness = await GridHarness.withStreams(1, (grid) => {
      grid.style.inlineSize = `${width}px`;
      prepare(grid);
    });
    await harness.ready();
  };
  const tile = () => harness.tiles[0]!;
  const part = (name: string): Element => harness.bar(0).querySelector(`.${name}`)!;
  const isShown = (name: string): boolean => part(name).checkVisibility();
  const placeOf = (element: Element): number[] => {
    const { x, y, width, height } = rectOf(element);
    return [x, y, width, height].map(Math.round);
  };

  afterEach(() => harness.remove());

  it('shows its buttons to a mouse, and hides them when that has gone', async () => {
    await wall(480);
    expect(isShown('remove')).to.equal(false);
    point(tile(), 'pointerenter', 'mouse');
    expect(isShown('remove')).to.equal(true);
    expect(getComputedStyle(part('remove')).pointerEvents, 'not for a click that it was not there for').to.equal(
      'none',
    );
    await until(() => getComputedStyle(part('remove')).pointerEvents === 'auto');
    point(tile(), 'pointerleave', 'mouse');
    expect(isShown('remove')).to.equal(false);
  });

  it('shows them to a mouse that was there before it', async () => {
    await wall(480);
    point(tile(), 'pointermove', 'mouse');
    expect(isShown('remove')).to.equal(true);
  });

  it('shows them to no finger that passes, and keeps them from the tap that has brought them', async () => {
    await wall(480);
    for (const type of ['pointerenter', 'pointermove']) point(tile(), type, 'touch');
    expect(isShown('remove')).to.equal(false);
    // As a tap does, between its press and its click.
    tile().focus();
    expect(isShown('remove')).to.equal(true);
    expect(getComputedStyle(part('remove')).pointerEvents).to.equal('none');
    await until(() => getComputedStyle(part('remove')).pointerEvents === 'auto');
  });

  it('has its keys at once', async () => {
    await wall(480);
    tile().focus();
    const remove = harness.button(0, 'Remove Camera 1');
    remove.focus();
    expect(harness.bar(0).activeElement).to.equal(remove);
    remove.click();
    expect(harness.grid.streams).to.have.length(0);
  });

  for (const dir of ['ltr', 'rtl']) {
    for (const width of [480, 240, 150]) {
      it(`moves nothing away under a pointer: ${width} px, ${dir}`, async () => {
        await wall(width, (grid) => (grid.dir = dir));
        harness.grid.wall.setAudible('s1');
        const meter = document.createElement('button');
        tile().shadowRoot!.querySelector('stream-tile-bar')!.append(meter);
        await harness.settled();
        const atRest = [meter, part('mute')].map(placeOf);
        point(tile(), 'pointerenter', 'mouse');
        expect([meter, part('mute')].map(placeOf)).to.deep.equal(atRest);
        const remove = rectOf(part('remove'));
        for (const [x] of atRest) expect(x! >= remove.right || x! < remove.left).to.equal(true);
      });
    }
  }
});
