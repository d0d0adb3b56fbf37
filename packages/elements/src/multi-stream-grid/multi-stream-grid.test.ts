import type { StreamPlayer } from '@t333/core/player';
import 'axe-core';
import type axeCore from 'axe-core';
import { expect } from 'chai';
import type { MultiStreamGrid } from './multi-stream-grid.ts';
import { GridHarness, until } from './multi-stream-grid.harness.ts';
import type { GridErrorEvent } from './multi-stream-grid.events.ts';

const { axe } = window as unknown as { axe: typeof axeCore };

const STREAMS = ['north', 'east', 'south', 'west', 'stage', 'drone'];

/** Real recordings, at their smallest. */
const streams = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `s${index + 1}`,
    title: `Camera ${index + 1}`,
    source: new URL(`/origin/vod/${STREAMS[index % STREAMS.length]}/master.m3u8?session=${index}`, location.href).href,
  }));

const withStreams = (count: number, more: (grid: MultiStreamGrid) => void = () => {}) =>
  GridHarness.create((grid) => {
    grid.streams = streams(count);
    more(grid);
  });

const rectOf = (element: Element): DOMRect => element.getBoundingClientRect();

describe('<multi-stream-grid>', () => {
  let harness: GridHarness;
  afterEach(() => harness.remove());

  describe('with nine streams', () => {
    it('plays all of them, silently, side by side', async () => {
      harness = await withStreams(9);
      await harness.framesAdvance();
      expect(harness.heard).to.deep.equal([]);
      const columns = new Set(harness.places.map(({ x }) => x));
      expect(columns.size).to.equal(3);
    });

    it('reorders without a reload, and the pictures keep coming', async () => {
      harness = await withStreams(9);
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
        harness = await withStreams(9);
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
      harness = await withStreams(4);
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
      harness = await withStreams(3);
      const kept = harness.video(2);
      harness.grid.streams = streams(3).slice(2);
      await harness.settled();
      expect(harness.titles).to.deep.equal(['Camera 3']);
      expect(harness.video(0)).to.equal(kept);
    });

    it('replaces a stream in its place', async () => {
      harness = await withStreams(3);
      const [, tile] = harness.tiles;
      harness.grid.wall.replace('s2', { source: streams(5)[4]?.source as string, title: 'Other' });
      await harness.settled();
      expect(harness.titles).to.deep.equal(['Camera 1', 'Other', 'Camera 3']);
      expect(harness.tiles[1]).to.equal(tile);
      await harness.framesAdvance();
    });

    it('refuses more than max-streams with an event, and keeps what it has', async () => {
      harness = await withStreams(2, (grid) => grid.setAttribute('max-streams', '3'));
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

    it('takes players and media elements as children', async () => {
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

  describe('children', () => {
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
  });

  describe('sound', () => {
    const heard = (titles: string[]): Promise<void> => until(() => harness.heard.join() === titles.join());

    it('is that of the tile which is clicked, and of no other', async () => {
      harness = await withStreams(3);
      await harness.ready();
      await harness.players();
      await harness.click(1);
      await heard(['Camera 2']);
      await harness.click(2);
      await heard(['Camera 3']);
      expect(harness.announced).to.contain('Camera 3');
    });

    it('is turned on, off and down in the bar', async () => {
      harness = await withStreams(2);
      await harness.ready();
      await harness.players();
      harness.button(0, /listen/i).click();
      await harness.settled();
      await heard(['Camera 1']);
      const volume = harness.bar(0).querySelector('input') as HTMLInputElement;
      volume.value = '30';
      volume.dispatchEvent(new Event('input', { bubbles: true }));
      await harness.settled();
      await until(() => Math.abs(harness.video(0).volume - 0.3) < 0.001);
      harness.button(0, /mute/i).click();
      await harness.settled();
      await heard([]);
    });
  });

  describe('by keyboard alone', () => {
    beforeEach(async () => {
      harness = await withStreams(9);
      await harness.ready();
      harness.tiles[0]?.focus();
      await harness.settled();
    });

    it('has one stop in the tab order', () => {
      expect(harness.tiles.map((tile) => tile.tabIndex)).to.deep.equal([0, -1, -1, -1, -1, -1, -1, -1, -1]);
    });

    it('steps with the arrows and goes to 1–9', async () => {
      await harness.press('ArrowRight');
      expect(harness.keyboardOn).to.equal('Camera 2');
      await harness.press('ArrowDown');
      expect(harness.keyboardOn).to.equal('Camera 5');
      await harness.press('9');
      expect(harness.keyboardOn).to.equal('Camera 9');
      expect(harness.grid.focusId).to.equal('s9');
      expect(harness.tiles[8]?.tabIndex).to.equal(0);
    });

    it('chooses, mutes and removes', async () => {
      await harness.players();
      await harness.press('Enter');
      await until(() => harness.heard.join() === 'Camera 1');
      await harness.press('m');
      await until(() => harness.heard.length === 0);
      await harness.press('Delete');
      expect(harness.titles).to.have.length(8);
      expect(harness.keyboardOn).to.equal('Camera 2');
      expect(harness.announced).to.contain('Camera 1');
    });

    it('moves a tile', async () => {
      await harness.press('Shift+ArrowRight');
      expect(harness.titles.slice(0, 3)).to.deep.equal(['Camera 2', 'Camera 1', 'Camera 3']);
      expect(harness.keyboardOn).to.equal('Camera 1');
      expect(harness.announced).to.contain('2 of 9');
    });

    it('moves and resizes in the free layout', async () => {
      harness.grid.layout = 'free';
      await harness.settled();
      const width = rectOf(harness.tiles[0] as Element).width;
      await harness.press('Shift+Alt+ArrowLeft');
      expect(harness.grid.streams[0]?.cell?.columnSpan).to.equal(3);
      await until(() => rectOf(harness.tiles[0] as Element).width < width);
      await harness.press('Shift+ArrowRight');
      expect(harness.grid.streams[0]?.cell?.column).to.equal(1);
    });

    it('leaves text fields alone', async () => {
      const field = document.createElement('input');
      document.body.append(field);
      harness.grid.hotkeys = 'page';
      const event = await harness.press('m', field);
      expect(event.defaultPrevented).to.equal(false);
      await harness.press('3', document.body);
      expect(harness.grid.focusId).to.equal('s3');
      field.remove();
    });
  });

  it('plays and pauses by the space bar', async () => {
    harness = await withStreams(1);
    await harness.ready();
    harness.tiles[0]?.focus();
    await harness.framesAdvance([0]);
    for (const type of ['pause', 'play']) {
      const happened = new Promise((resolve) => harness.video(0).addEventListener(type, resolve, { once: true }));
      await harness.press(' ');
      await happened;
    }
  });

  describe('layout', () => {
    it('enlarges the focused tile', async () => {
      harness = await withStreams(5, (grid) => {
        grid.layout = 'focus';
        grid.focusId = 's3';
      });
      const widths = harness.tiles.map((tile) => tile.offsetWidth);
      expect(widths[2]).to.be.greaterThan(2 * (widths[0] as number));
    });

    it('mirrors in right-to-left text', async () => {
      harness = await withStreams(4, (grid) => (grid.dir = 'rtl'));
      const [first, second] = harness.places;
      expect(first?.x).to.be.greaterThan(second?.x as number);
    });

    it('follows its box down to 320 px', async () => {
      harness = await withStreams(9, (grid) => (grid.style.inlineSize = '320px'));
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
      harness = await withStreams(2);
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
      harness = await withStreams(4);
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

  describe('address of the page', () => {
    afterEach(() => history.replaceState(null, '', location.pathname + location.search));

    it('brings back a shared wall', async () => {
      harness = await withStreams(3, (grid) => (grid.layout = 'focus'));
      harness.grid.wall.focus('s2');
      harness.grid.wall.setVolume('s2', 0.4);
      const link = await harness.grid.shareUrl();
      harness.remove();
      history.replaceState(null, '', link);
      harness = await GridHarness.create((grid) => (grid.urlState = true));
      await until(() => harness.grid.streams.length === 3);
      expect(harness.grid.layout).to.equal('focus');
      expect(harness.grid.focusId).to.equal('s2');
      expect(harness.grid.streams[1]?.volume).to.equal(0.4);
      expect(harness.titles).to.deep.equal(['Camera 1', 'Camera 2', 'Camera 3']);
    });

    for (const hostile of [
      '1,s=javascript:alert(1)',
      '99,s=https://a',
      '%E0%A4%A',
      '1,l=__proto__',
      'x'.repeat(9000),
    ]) {
      it(`answers ${hostile.slice(0, 30)} with an empty wall and an event`, async () => {
        history.replaceState(null, '', `#wall=${hostile}`);
        const errors: string[] = [];
        harness = await GridHarness.create((grid) => {
          grid.urlState = true;
          grid.addEventListener('griderror', ({ error }) => errors.push(error.code));
        });
        await until(() => errors.length > 0);
        expect(errors).to.deep.equal(['invalid-wall']);
        expect(harness.grid.streams).to.deep.equal([]);
      });
    }
  });

  it('has nothing that axe finds fault with', async () => {
    harness = await withStreams(4);
    await harness.ready();
    await harness.click(0);
    const { violations } = await axe.run(harness.grid);
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
  });

  it('destroys its players when it leaves the page', async () => {
    harness = await withStreams(2);
    await harness.framesAdvance();
    const player = harness.tiles[0]?.player as StreamPlayer;
    harness.remove();
    await Promise.resolve();
    await Promise.resolve();
    expect(() => player.setVolume(1)).to.throw(/destroyed/);
  });
});
