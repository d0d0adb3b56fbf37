import type { StreamPlayer } from '@t333/core/player';
import { expect } from 'chai';
import { axeFaults } from '../base/axe.harness.ts';
import { GridHarness, rectOf, streams } from './multi-stream-grid.harness.ts';
import type { GridErrorEvent } from './multi-stream-grid.events.ts';

describe('<multi-stream-grid>', () => {
  let harness: GridHarness;
  afterEach(() => harness.remove());

  describe('with nine streams', () => {
    it('plays all of them, silently, side by side', async () => {
      harness = await GridHarness.withStreams(9);
      await harness.framesAdvance();
      expect(harness.heard).to.deep.equal([]);
      const columns = new Set(harness.places.map(({ x }) => x));
      expect(columns.size).to.equal(3);
    });

    it('reorders without a reload, and the pictures keep coming', async () => {
      harness = await GridHarness.withStreams(9);
      await harness.framesAdvance();
      const videos = harness.tiles.map((_, index) => harness.video(index));
      const reloads: string[] = [];
      for (const video of videos) video.addEventListener('emptied', () => reloads.push('emptied'));
      const before = videos.map((video) => video.currentTime);

      harness.grid.streams = streams(9).toReversed();
      await harness.settled();

      expect(harness.titles[0]).to.equal('Camera 9');
      expect(harness.video(0)).to.equal(videos[8]);
      await harness.framesAdvance();
      expect(reloads).to.deep.equal([]);
      videos.forEach((video, index) => expect(video.currentTime).to.be.greaterThan(before[index] as number));
    });

    it('reorders in browsers without moveBefore too', async () => {
      const { moveBefore } = Element.prototype as { moveBefore?: unknown };
      delete (Element.prototype as { moveBefore?: unknown }).moveBefore;
      try {
        harness = await GridHarness.withStreams(9);
        await harness.framesAdvance();
        const last = harness.video(8);
        harness.grid.wall.move('s9', 0);
        await harness.settled();
        expect(harness.video(0)).to.equal(last);
        expect(harness.tiles[0]?.ariaPosInSet).to.equal('1');
        await harness.framesAdvance();
      } finally {
        if (moveBefore) Object.assign(Element.prototype, { moveBefore });
      }
    });

    it('survives being moved in the page itself', async () => {
      harness = await GridHarness.withStreams(4);
      await harness.framesAdvance();
      const video = harness.video(0);
      const place = document.createElement('section');
      document.body.append(place);
      place.append(harness.grid);
      await harness.settled();
      expect(harness.video(0)).to.equal(video);
      await harness.framesAdvance();
      place.remove();
    });
  });

  describe('streams', () => {
    it('keeps the players of those that stay', async () => {
      harness = await GridHarness.withStreams(3);
      const kept = harness.video(2);
      harness.grid.streams = streams(3).slice(2);
      await harness.settled();
      expect(harness.titles).to.deep.equal(['Camera 3']);
      expect(harness.video(0)).to.equal(kept);
    });

    it('replaces a stream in its place', async () => {
      harness = await GridHarness.withStreams(3);
      const [, tile] = harness.tiles;
      harness.grid.wall.replace('s2', { source: streams(5)[4]?.source as string, title: 'Other' });
      await harness.settled();
      expect(harness.titles).to.deep.equal(['Camera 1', 'Other', 'Camera 3']);
      expect(harness.tiles[1]).to.equal(tile);
      await harness.framesAdvance();
    });

    it('refuses more than max-streams with an event, and keeps what it has', async () => {
      harness = await GridHarness.withStreams(2, (grid) => grid.setAttribute('max-streams', '3'));
      const errors: string[] = [];
      harness.grid.addEventListener('griderror', ({ error }: GridErrorEvent) => errors.push(error.code));
      harness.grid.streams = streams(4);
      await harness.settled();
      expect(errors).to.deep.equal(['invalid-argument']);
      expect(harness.titles).to.have.length(2);
    });

    it('shows its empty slot without streams', async () => {
      harness = await GridHarness.create((grid) => {
        grid.innerText = '';
        const empty = document.createElement('p');
        empty.slot = 'empty';
        empty.textContent = 'Add a stream';
        grid.append(empty);
      });
      expect(rectOf(harness.grid.querySelector('p') as Element).height).to.be.greaterThan(0);
      harness.grid.streams = streams(1);
      await harness.settled();
      expect(rectOf(harness.grid.querySelector('p') as Element).height).to.equal(0);
    });
  });

  it('has nothing that axe finds fault with', async () => {
    harness = await GridHarness.withStreams(4);
    await harness.ready();
    await harness.click(0);
    expect(await axeFaults(harness.grid)).to.deep.equal([]);
  });

  it('destroys its players when it leaves the page', async () => {
    harness = await GridHarness.withStreams(2);
    await harness.framesAdvance();
    const player = harness.tiles[0]?.player as StreamPlayer;
    harness.remove();
    await Promise.resolve();
    await Promise.resolve();
    expect(() => player.setVolume(1)).to.throw(/destroyed/);
  });
});
