import { expect } from 'chai';
import { GridHarness, streams, until } from './multi-stream-grid.harness.ts';

describe('<multi-stream-grid> and its quality manager', () => {
  let harness: GridHarness;
  afterEach(() => harness.remove());

  it('has one for its players, by the ids of its tiles, and lets go of it when it leaves', async () => {
    harness = await GridHarness.create((grid) => (grid.streams = streams(2)));
    const { grid } = harness;
    await until(() => grid.quality);
    const { quality } = grid;
    await until(() => quality!.state.getSnapshot().tiles.length === 2);
    const ids = quality!.state.getSnapshot().tiles.map(({ id }) => id);
    expect(ids).to.have.members(grid.streams.map(({ id }) => id));
    const told: unknown[] = [];
    grid.addEventListener('qualitychange', () => told.push(grid.quality));
    grid.remove();
    await until(() => told.length > 0);
    expect(told).to.deep.equal([null]);
    expect(quality!.state.getSnapshot().tiles).to.deep.equal([]);
  });

  it('follows its attributes, and tells of a policy that there is not', async () => {
    harness = await GridHarness.create((grid) => {
      grid.setAttribute('quality-policy', 'by-count');
      grid.setAttribute('data-saver', '');
      grid.streams = streams(1);
    });
    const { grid } = harness;
    await until(() => grid.quality);
    const quality = grid.quality!;
    expect([quality.policy, quality.dataSaver]).to.deep.equal(['by-count', true]);
    quality.policy = () => [];
    grid.setAttribute('data-saver', 'false');
    await until(() => !quality.dataSaver);
    expect(quality.policy).to.equal('custom');
    const errors: string[] = [];
    grid.addEventListener('griderror', ({ error }) => errors.push(error.code));
    grid.setAttribute('quality-policy', 'none');
    await until(() => errors.length > 0);
    expect([errors, quality.policy]).to.deep.equal([['invalid-argument'], 'custom']);
    grid.removeAttribute('quality-policy');
    await until(() => quality.policy === 'utility');
  });

  it('looks first at the tile that is large', async () => {
    harness = await GridHarness.create((grid) => {
      grid.layout = 'focus';
      grid.streams = streams(3);
    });
    const { grid } = harness;
    await until(() => grid.quality?.state.getSnapshot().tiles.length === 3);
    const focused = (): string | undefined => grid.quality!.state.getSnapshot().tiles.find((tile) => tile.focused)?.id;
    await until(() => focused() === grid.streams[0]!.id);
    grid.focusId = grid.streams[2]!.id;
    await until(() => focused() === grid.streams[2]!.id);
  });

  it('knows whose picture is in a window of its own', async () => {
    harness = await GridHarness.create((grid) => {
      const own = document.createElement('live-player');
      own.src = streams(1)[0]!.source;
      grid.append(own);
      grid.wall.add(streams(2)[1]!);
    });
    const { grid } = harness;
    await until(() => harness.tiles.length === 2 && grid.quality?.state.getSnapshot().tiles.length === 2);
    const told: unknown[] = [];
    grid.quality!.visibility.setPictureInPicture = (player) => told.push(player);
    for (const { media, player } of harness.tiles) {
      media!.dispatchEvent(new Event('enterpictureinpicture'));
      expect(told.pop()).to.equal(player);
      media!.dispatchEvent(new Event('leavepictureinpicture'));
      expect(told).to.deep.equal([null]);
      told.pop();
    }
  });
});
