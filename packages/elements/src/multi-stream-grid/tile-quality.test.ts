import type { Rendition } from '@t333/core/player';
import type { TileQuality } from '@t333/core/quality';
import { expect } from 'chai';
import { axeFaults } from '../base/axe.harness.ts';
import { GridHarness, rectOf, until } from './multi-stream-grid.harness.ts';

describe('quality of a tile', () => {
  let harness: GridHarness;

  const of = (index: number): TileQuality | undefined =>
    harness.grid.quality?.state.getSnapshot().tiles.find(({ id }) => id === harness.grid.streams[index]?.id);
  const button = (index: number): HTMLButtonElement | null =>
    harness.bar(index).querySelector<HTMLButtonElement>('[part=quality-button]');
  const items = (index: number): HTMLButtonElement[] => [
    ...harness.bar(index).querySelectorAll<HTMLButtonElement>('[role=menuitemradio]'),
  ];
  const labels = (index: number): string[] => items(index).map(({ textContent }) => textContent.trim());
  const item = (index: number, name: RegExp): HTMLButtonElement =>
    items(index).find(({ textContent }) => name.test(textContent.trim()))!;
  const checked = (index: number): string =>
    items(index)
      .filter(({ ariaChecked }) => ariaChecked === 'true')
      .map(({ textContent }) => textContent.trim())
      .join();
  const selected = (index: number): string | undefined =>
    harness.tiles[index]?.player?.state.getSnapshot().selectedRendition;
  const pictureIsShown = (index: number): boolean => getComputedStyle(harness.video(index)).visibility === 'visible';
  const labelIsShown = (index: number): boolean =>
    harness.bar(index).querySelector('.audio-only')!.checkVisibility({ visibilityProperty: true });
  const open = async (index: number): Promise<void> => {
    // The bar's buttons are there for who has come to the tile.
    harness.tiles[index]!.focus();
    button(index)!.focus();
    button(index)!.click();
    await until(() => harness.bar(index).activeElement?.role === 'menuitemradio');
  };
  const choose = async (index: number, name: RegExp): Promise<void> => {
    await open(index);
    item(index, name).click();
    await harness.settled();
  };

  const withStreams = async (count: number, more: Parameters<typeof GridHarness.withStreams>[1] = () => {}) => {
    harness = await GridHarness.withStreams(count, more);
    await until(() => harness.tiles.length > 0);
    await harness.ready();
    await until(() => harness.tiles.every((_, index) => button(index) && of(index)));
  };

  afterEach(() => harness.remove());

  it('is what the viewer chooses, for this tile alone, until it is automatic again', async () => {
    await withStreams(2);
    const [, highest] = labels(0);
    await choose(0, new RegExp(`^${highest}$`));
    await until(() => of(0)?.reason === 'pinned');
    const { renditions } = harness.tiles[0]!.player!.state.getSnapshot();
    expect(selected(0)).to.equal(renditions.at(-1)!.id);
    expect([checked(0), selected(1)]).to.deep.equal([highest, 'auto']);
    await choose(0, /^Auto/);
    expect(selected(0)).to.equal('auto');
    await until(() => checked(0).startsWith('Auto'));
  });

  it('says what is played by itself', async () => {
    await withStreams(1);
    await harness.framesAdvance();
    const { rendition, renditions } = harness.tiles[0]!.player!.state.getSnapshot();
    expect(rendition).to.be.a('string');
    await until(() => renditions.some(({ label }: Rendition) => labels(0)[0] === `Auto (${label})`));
  });

  it('can be sound alone: the picture makes way for words, and comes back with any other choice', async () => {
    await withStreams(2);
    for (const ending of [/^Auto/, /^\d+p/]) {
      expect([labelIsShown(0), pictureIsShown(0)]).to.deep.equal([false, true]);
      await choose(0, /^Audio only$/);
      await until(() => checked(0) === 'Audio only');
      expect([of(0)?.audioOnly, of(0)?.reason]).to.deep.equal([true, 'audio-only']);
      expect([labelIsShown(0), pictureIsShown(0)]).to.deep.equal([true, false]);
      expect([labelIsShown(1), pictureIsShown(1)]).to.deep.equal([false, true]);
      expect(harness.grid.wall.state.getSnapshot().audibleId).to.equal(harness.grid.streams[0]!.id);
      await choose(0, ending);
      await until(() => of(0)?.audioOnly === false && pictureIsShown(0));
      expect(labelIsShown(0)).to.equal(false);
    }
  });

  it('loads the least for the sound of a tile whose picture was pinned', async () => {
    await withStreams(1);
    await choose(0, new RegExp(`^${labels(0)[1]}$`));
    await choose(0, /^Audio only$/);
    expect(selected(0)).to.equal('auto');
    await until(() => of(0)?.target === harness.tiles[0]!.player!.state.getSnapshot().renditions[0]!.id);
  });

  it('shows what the page has asked for', async () => {
    await withStreams(1);
    const { player } = harness.tiles[0]!;
    harness.grid.quality!.setAudioOnly(player!, true);
    await until(() => labelIsShown(0) && checked(0) === 'Audio only');
    harness.grid.quality!.setAudioOnly(player!, false);
    await until(() => !labelIsShown(0) && pictureIsShown(0));
  });

  it('hides the picture of a player that the page has brought, too', async () => {
    await withStreams(0, (grid) => {
      const player = document.createElement('live-player');
      player.muted = true;
      player.src = new URL('/origin/vod/north/master.m3u8', location.href).href;
      grid.append(player);
    });
    expect(pictureIsShown(0)).to.equal(true);
    await choose(0, /^Audio only$/);
    await until(() => !pictureIsShown(0));
  });

  it('leaves an embed in sight, which must not be covered', async () => {
    await withStreams(1);
    harness.tiles[0]!.toggleAttribute('uncovered', true);
    harness.grid.quality!.setAudioOnly(harness.tiles[0]!.player!, true);
    await until(() => of(0)?.audioOnly);
    await harness.settled();
    expect([labelIsShown(0), pictureIsShown(0)]).to.deep.equal([false, true]);
  });

  it('begins anew with another player', async () => {
    await withStreams(1);
    await choose(0, /^Audio only$/);
    await until(() => labelIsShown(0));
    harness.tiles[0]!.media!.setAttribute('src', new URL('/origin/media/none.mp4', location.href).href);
    await until(() => !labelIsShown(0));
  });

  it('is chosen by keyboard, which the wall does not take for its own', async () => {
    await withStreams(2);
    const { focusId } = harness.grid;
    await open(1);
    const key = (name: string): Promise<KeyboardEvent> => harness.press(name, harness.bar(1).activeElement!);
    await key('End');
    expect(harness.bar(1).activeElement!.textContent.trim()).to.equal('Audio only');
    await key('ArrowUp');
    await key('2');
    expect(harness.bar(1).activeElement!.textContent.trim()).to.equal(labels(1).at(-2));
    (harness.bar(1).activeElement as HTMLElement).click();
    await until(() => harness.bar(1).activeElement === button(1));
    expect([of(1)?.reason, harness.grid.focusId, harness.keyboardOn]).to.deep.equal(['pinned', focusId, 'Camera 2']);
  });

  for (const direction of ['ltr', 'rtl']) {
    it(`has its button and its whole menu on the screen at 320 × 180, ${direction}`, async () => {
      await withStreams(1, (grid) => {
        grid.style.cssText = 'inline-size: 320px; block-size: 180px';
        grid.dir = direction;
      });
      harness.tiles[0]!.focus();
      const { left, right, width } = rectOf(button(0)!);
      const tile = rectOf(harness.tiles[0]!);
      expect(width).to.be.at.least(24);
      expect([left >= tile.left, right <= tile.right]).to.deep.equal([true, true]);
      expect(rectOf(harness.bar(0).querySelector('.name')!).width).to.be.at.least(60);
      await open(0);
      expect(button(0)!.checkVisibility(), 'the button stays beside its menu').to.equal(true);
      const menu = harness.bar(0).querySelector('[role=menu]')!;
      const isOnScreen = (): boolean => {
        const box = rectOf(menu);
        return box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight;
      };
      // Its words come with the renditions, and its place is chosen anew when it has grown.
      await until(isOnScreen);
      // Elsewhere it stands in the middle of the page.
      if (CSS.supports('position-area: block-end')) {
        expect(Math.abs(rectOf(menu).top - rectOf(button(0)!).bottom)).to.be.at.most(8);
      }
      expect(await axeFaults(harness.grid)).to.deep.equal([]);
    });
  }

  it('gives its place to name, sound and removal in the smallest tiles', async () => {
    await withStreams(1, (grid) => (grid.style.cssText = 'inline-size: 160px; block-size: 120px'));
    harness.tiles[0]!.focus();
    expect(button(0)!.checkVisibility()).to.equal(false);
    expect(harness.button(0, /Remove/).checkVisibility()).to.equal(true);
  });
});
