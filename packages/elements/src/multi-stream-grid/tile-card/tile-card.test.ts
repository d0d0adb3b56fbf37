import { defaultSources, type SourceType, type StreamPlayer } from '@t333/core/player';
import { FakePlayer } from '@t333/core/testing';
import { systemClock } from '@t333/core/time';
import { expect } from 'chai';
import { axeFaults } from '../../base/axe.harness.ts';
import { GridHarness, rectOf, until } from '../multi-stream-grid.harness.ts';

const MIN_SIZE = { width: 400, height: 300 };

/** An embed: its player brings an element of its own, and may not be shown smaller. */
const embedType: SourceType = {
  id: 'embed',
  matches: (source) => source.startsWith('embed:'),
  create({ container }): Promise<StreamPlayer> {
    const player = new FakePlayer({ clock: systemClock, capabilities: { minSize: MIN_SIZE, rate: 'none' } });
    const frame = document.createElement('iframe');
    frame.style.cssText = 'position: relative; inline-size: 100%; block-size: 100%; border: 0; z-index: 1';
    container!.append(frame);
    return Promise.resolve(player);
  },
};
defaultSources.register(embedType);

const embeds = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `e${index + 1}`,
    title: `Channel ${index + 1}`,
    source: `embed:${index + 1}`,
  }));

const cardOf = (tile: HTMLElement | undefined): HTMLElement | null | undefined =>
  tile?.shadowRoot?.querySelector<HTMLElement>('tile-card');

const buttonOf = (tile: HTMLElement | undefined): HTMLButtonElement | null | undefined =>
  cardOf(tile)?.shadowRoot?.querySelector('button');

describe('the card of a tile without room for its player', () => {
  let harness: GridHarness;
  afterEach(() => harness.remove());

  const wall = async (count: number, inlineSize = '960px', layout = 'grid'): Promise<void> => {
    harness = await GridHarness.create((grid) => {
      grid.style.inlineSize = inlineSize;
      grid.streams = embeds(count);
      grid.setAttribute('layout', layout);
    });
    await harness.players();
  };

  const carded = async (index: number): Promise<void> => {
    await until(
      () => buttonOf(harness.tiles[index]) !== undefined && cardOf(harness.tiles[index])?.shadowRoot?.textContent,
    );
  };

  it('says its name and how much room it takes, and hides the player', async () => {
    await wall(4);
    await carded(1);
    const { shadowRoot } = cardOf(harness.tiles[1])!;
    expect(shadowRoot!.querySelector('.name')!.textContent).to.equal('Channel 2');
    expect(shadowRoot!.querySelector('.why')!.textContent).to.equal('Plays from 400 × 300 on');
    expect(buttonOf(harness.tiles[1])!.ariaLabel).to.equal('Show large: Channel 2');
    const media = harness.tiles[1]!.shadowRoot!.querySelector('.media')!;
    expect(getComputedStyle(media).visibility).to.equal('hidden');
    expect(shadowRoot!.querySelector('img')).to.equal(null);
  });

  it('shows the picture that the tile was given, and its name when that changes', async () => {
    const poster = '/origin/files/west/poster.jpg';
    await wall(4);
    await carded(0);
    harness.grid.wall.replace('e1', { ...embeds(1)[0]!, title: 'Another', poster });
    await until(() => cardOf(harness.tiles[0])?.shadowRoot?.querySelector('.name')?.textContent === 'Another');
    expect(cardOf(harness.tiles[0])!.shadowRoot!.querySelector('img')!.getAttribute('src')).to.equal(poster);
  });

  it('gives its tile the large place, and the keyboard goes on there', async () => {
    await wall(4);
    await carded(2);
    buttonOf(harness.tiles[2])!.focus();
    buttonOf(harness.tiles[2])!.click();
    await until(() => cardOf(harness.tiles[2]) === null);
    expect(harness.grid.layout).to.equal('focus');
    const { focusId, audibleId } = harness.grid.wall.state.getSnapshot();
    expect([focusId, audibleId]).to.deep.equal(['e3', 'e3']);
    expect(harness.keyboardOn).to.equal('Channel 3');
    await carded(0);
    const media = harness.tiles[2]!.shadowRoot!.querySelector('.media')!;
    expect(getComputedStyle(media).visibility).to.equal('visible');
  });

  it('is not there where there is room', async () => {
    await wall(1);
    await harness.ready();
    expect(harness.tiles[0]!.hasAttribute('carded')).to.equal(false);
    expect(cardOf(harness.tiles[0])).to.equal(null);
  });

  it('offers the whole screen where the wall itself is too small', async () => {
    await wall(1, '360px');
    await carded(0);
    let asked = 0;
    harness.tiles[0]!.requestFullscreen = () => Promise.resolve(void asked++);
    buttonOf(harness.tiles[0])!.click();
    expect(asked).to.equal(1);
    expect(harness.grid.layout).to.equal('grid');
  });

  describe('on a phone that is held upright', () => {
    const originalMatchMedia = globalThis.matchMedia;
    const locks: string[] = [];
    let isRefused = false;

    beforeEach(async () => {
      locks.length = 0;
      isRefused = false;
      globalThis.matchMedia = (query) =>
        query.includes('portrait') ? ({ matches: true } as MediaQueryList) : originalMatchMedia(query);
      const lock = async (orientation: string): Promise<void> => {
        locks.push(orientation);
        if (isRefused) throw new DOMException('No', 'NotSupportedError');
      };
      Object.defineProperties(screen, {
        width: { value: 390, configurable: true },
        height: { value: 844, configurable: true },
        orientation: { value: { lock }, configurable: true },
      });
      await wall(1, '360px');
      await carded(0);
    });

    afterEach(() => {
      globalThis.matchMedia = originalMatchMedia;
      for (const name of ['width', 'height', 'orientation']) Reflect.deleteProperty(screen, name);
    });

    const fillScreen = (tile: HTMLElement, fills = true): void => {
      const matches = (selector: string): boolean =>
        selector === ':fullscreen' ? fills : Element.prototype.matches.call(tile, selector);
      tile.matches = matches as typeof tile.matches;
      tile.dispatchEvent(new Event('fullscreenchange'));
      // As the browser does it with whatever changes its size.
      tile.style.inlineSize = fills ? '390px' : '';
    };
    const why = (): string => cardOf(harness.tiles[0])!.shadowRoot!.querySelector('.why')!.textContent;

    it('turns it with the tile that fills the screen, whatever button was pressed', () => {
      const tile = harness.tiles[0]!;
      expect(buttonOf(tile)).not.to.equal(null);
      fillScreen(tile);
      expect(locks).to.deep.equal(['landscape']);
      fillScreen(tile, false);
      expect(locks).to.deep.equal(['landscape']);
    });

    it('asks the viewer to turn it where the browser does not', async () => {
      isRefused = true;
      expect(why()).to.equal('Plays from 400 × 300 on');
      fillScreen(harness.tiles[0]!);
      await until(() => why() === 'Plays when you turn your device');
      expect(buttonOf(harness.tiles[0])).to.equal(null);
    });

    it('leaves it as it is where there is room already', () => {
      Object.defineProperty(screen, 'width', { value: 430, configurable: true });
      fillScreen(harness.tiles[0]!);
      expect(locks).to.deep.equal([]);
    });
  });

  it('goes with its tile, and leaves nothing behind', async () => {
    await wall(4);
    await carded(0);
    const tile = harness.tiles[0]!;
    harness.grid.wall.remove('e1');
    await until(() => cardOf(tile) === null);
    expect(tile.hasAttribute('carded')).to.equal(false);
  });

  for (const layout of ['grid', 'free']) {
    it(`lets nothing of ours lie upon a player that is there, in the layout ${layout}`, async () => {
      await wall(1, '640px', layout);
      await harness.ready();
      const tile = harness.tiles[0] as HTMLElement & { media: HTMLElement };
      tile.focus();
      await Promise.all(tile.getAnimations().map(({ finished }) => finished));
      const box = rectOf(tile.media.shadowRoot!.querySelector('iframe')!);
      expect(box.width).to.be.at.least(MIN_SIZE.width);
      for (const x of [box.left + 2, box.left + box.width / 2, box.right - 2]) {
        for (const y of [box.top + 2, box.top + box.height / 2, box.bottom - 2]) {
          expect(tile.media.shadowRoot!.elementFromPoint(x, y)?.localName, `${x}, ${y}`).to.equal('iframe');
          expect(tile.shadowRoot!.elementFromPoint(x, y)?.localName, `${x}, ${y}`).to.equal('live-player');
        }
      }
      // What would open upon it is not offered.
      expect([...harness.bar(0).querySelectorAll('.pip, [popovertarget]')]).to.deep.equal([]);
    });
  }

  it('leaves buttons and bars upon the picture to the player, also where the grid has `controls`', async () => {
    await wall(1);
    harness.grid.controls = true;
    await harness.ready();
    const { media } = harness.tiles[0]!;
    await until(() => media!.shadowRoot!.querySelector('[part=status]'));
    for (const type of ['pointerover', 'focusin']) media!.dispatchEvent(new Event(type));
    await import('../../live-player/controls/controls.ts');
    await harness.settled();
    const parts = [...media!.shadowRoot!.querySelectorAll('[part]')].map(({ part }) => String(part));
    expect(parts).to.deep.equal(['video', 'embed', 'status']);
    const status = media!.shadowRoot!.querySelector<HTMLElement>('[part=status]')!;
    expect(status.offsetWidth, 'for screen readers alone').to.equal(1);
  });

  it('has nothing that axe finds fault with', async () => {
    await wall(4);
    await carded(3);
    expect(await axeFaults(harness.grid)).to.deep.equal([]);
  });
});
