import { expect } from 'chai';
import { GridHarness, rectOf, streams } from './multi-stream-grid.harness.ts';

describe('layout of <multi-stream-grid>', () => {
  let harness: GridHarness;
  afterEach(() => harness.remove());

  it('enlarges the focused tile', async () => {
    harness = await GridHarness.withStreams(5, (grid) => {
      grid.layout = 'focus';
      grid.focusId = 's3';
    });
    const widths = harness.tiles.map((tile) => tile.offsetWidth);
    expect(widths[2]).to.be.greaterThan(2 * (widths[0] as number));
  });

  it('mirrors in right-to-left text', async () => {
    harness = await GridHarness.withStreams(4, (grid) => (grid.dir = 'rtl'));
    const [first, second] = harness.places;
    expect(first?.x).to.be.greaterThan(second?.x as number);
  });

  it('follows its box down to 320 px', async () => {
    harness = await GridHarness.withStreams(9, (grid) => (grid.style.inlineSize = '320px'));
    for (const tile of harness.tiles) {
      expect(tile.offsetWidth).to.be.greaterThan(80).and.at.most(320);
    }
  });

  it('never covers a player that has a smallest size', async () => {
    harness = await GridHarness.create((grid) => {
      grid.streams = [{ ...streams(1)[0], minSize: { width: 400, height: 300 } } as never];
    });
    await harness.ready();
    const player = rectOf(harness.tiles[0]?.media as Element);
    const bar = rectOf(harness.bar(0).querySelector('.bar') as Element);
    expect(bar.bottom).to.be.at.most(player.top + 0.5);
  });

  it('is not disturbed by a press on the grip', async () => {
    harness = await GridHarness.withStreams(2);
    await harness.ready();
    const grip = harness.bar(0).querySelector('.grip') as HTMLElement;
    grip.setPointerCapture = () => {};
    for (const type of ['pointerdown', 'pointerup']) {
      grip.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true, pointerId: 1, button: 0 }));
    }
    grip.click();
    await harness.settled();
    expect(harness.tiles[0]?.hasAttribute('dragging')).to.equal(false);
    expect(harness.grid.focusId).to.equal(null);
  });

  it('is dragged by the grip', async () => {
    harness = await GridHarness.withStreams(4);
    await harness.ready();
    const grip = harness.bar(0).querySelector('.grip') as HTMLElement;
    const from = rectOf(grip);
    const [start, , , target] = harness.places;
    const dx = (target?.x as number) - (start?.x as number);
    const dy = (target?.y as number) - (start?.y as number);
    const at = (type: string, clientX: number, clientY: number): void =>
      void grip.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          composed: true,
          clientX,
          clientY,
          pointerId: 1,
          button: 0,
          isPrimary: true,
        }),
      );
    // A pointer that no device has cannot be captured.
    grip.setPointerCapture = () => {};
    at('pointerdown', from.x, from.y);
    at('pointermove', from.x + dx, from.y + dy);
    at('pointerup', from.x + dx, from.y + dy);
    await harness.settled();
    expect(harness.titles).to.deep.equal(['Camera 2', 'Camera 3', 'Camera 4', 'Camera 1']);
  });
});
