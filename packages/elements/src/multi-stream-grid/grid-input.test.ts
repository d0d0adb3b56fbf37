import { expect } from 'chai';
import type { LivePlayer } from '../live-player/live-player.ts';
import { GridHarness, rectOf, until } from './multi-stream-grid.harness.ts';

describe('input of <multi-stream-grid>', () => {
  let harness: GridHarness;
  afterEach(() => harness.remove());

  describe('sound', () => {
    const heard = (titles: string[]): Promise<void> => until(() => harness.heard.join() === titles.join());

    it('is that of the tile which is clicked, and of no other', async () => {
      harness = await GridHarness.withStreams(3);
      await harness.ready();
      await harness.players();
      await harness.click(1);
      await heard(['Camera 2']);
      await harness.click(2);
      await heard(['Camera 3']);
      expect(harness.announced).to.contain('Camera 3');
    });

    it('is turned on, off and down in the bar', async () => {
      harness = await GridHarness.withStreams(2);
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

  describe('a click on a picture with controls', () => {
    const paused = (index: number): boolean | undefined => (harness.tiles[index]?.media as LivePlayer | null)?.paused;

    beforeEach(async () => {
      harness = await GridHarness.withStreams(2, (grid) => (grid.controls = true));
      await harness.ready();
      await harness.framesAdvance();
      await until(() => harness.tiles.every(({ media }) => media?.shadowRoot?.querySelector('[part=controls]')));
    });

    it('only chooses a tile that is not chosen', async () => {
      await harness.clickPicture(1);
      expect([harness.grid.focusId, paused(1)]).to.deep.equal(['s2', false]);
      await until(() => harness.heard.join() === 'Camera 2');
    });

    it('pauses the one that is, and plays it again', async () => {
      await harness.clickPicture(1);
      await harness.clickPicture(1);
      await until(() => paused(1));
      expect(paused(0)).to.equal(false);
      await harness.clickPicture(1);
      await until(() => !paused(1));
    });

    it('gives a muted one its sound first', async () => {
      await harness.clickPicture(1);
      harness.grid.wall.setMuted('s2', true);
      await harness.clickPicture(1);
      expect([harness.grid.wall.state.getSnapshot().audibleId, paused(1)]).to.deep.equal(['s2', false]);
    });

    it('does not pause as the second half of a double click that chose', async () => {
      await harness.clickPicture(1);
      await harness.clickPicture(1, 2);
      expect(paused(1)).to.equal(false);
    });
  });

  describe('by keyboard alone', () => {
    beforeEach(async () => {
      harness = await GridHarness.withStreams(9);
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
    harness = await GridHarness.withStreams(1);
    await harness.ready();
    harness.tiles[0]?.focus();
    await harness.framesAdvance([0]);
    for (const type of ['pause', 'play']) {
      const happened = new Promise((resolve) => harness.video(0).addEventListener(type, resolve, { once: true }));
      await harness.press(' ');
      await happened;
    }
  });
});
