import { expect } from 'chai';
import { axeFaults } from '../base/axe.harness.ts';
import { registerLocale } from '../i18n/index.ts';
import { ManagedPlayers } from '../wall-stats/managed-players.harness.ts';
import './define.ts';
import { STORAGE_KEY } from './dismissals.ts';
import type { CloseTileEvent, OptimizeEvent } from './performance-warning.events.ts';
import type { PerformanceWarning } from './performance-warning.ts';

let stage: ManagedPlayers<PerformanceWarning>;

const TIP = '4 streams at once may be more than the device or the connection can take.';
const CROWD = '7 streams at once are more than most devices and connections can take.';

/** A warning about a wall of so many. */
async function open(count: number): Promise<void> {
  stage = new ManagedPlayers(document.createElement('performance-warning'));
  await stage.show();
  await stage.fill(count);
}

/** The same on a link that carries more than the lowest of each. */
async function openRich(count: number): Promise<void> {
  await open(count);
  await stage.carry(10, 20);
}

/** The page is opened again. */
async function reopen(count: number): Promise<void> {
  stage.destroy();
  await open(count);
}

const notice = (): HTMLElement => stage.find('[part=notice]')!;
const button = (name: string): HTMLButtonElement | null => stage.find(`[part=${name}-button]`);
const said = (): string | undefined => stage.text('[part=text]');
const announced = (): string | undefined => stage.text('[aria-live]');
const stored = (): unknown => JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null');

async function click(name: string): Promise<void> {
  button(name)!.click();
  await stage.pass(1000);
}

describe('<performance-warning>', () => {
  beforeEach(() => localStorage.removeItem(STORAGE_KEY));
  afterEach(() => {
    stage.destroy();
    localStorage.removeItem(STORAGE_KEY);
    document.documentElement.dir = '';
    document.body.removeAttribute('style');
  });

  it('is quiet without advice', async () => {
    await open(3);
    expect([said(), announced()]).to.deep.equal([undefined, '']);
  });

  it('gives a tip, and warns when it gets worse', async () => {
    await open(4);
    expect([notice().className, notice().ariaLabel, said()]).to.deep.equal(['notice info', 'Performance tip', TIP]);
    await stage.fill(3);
    expect([notice().className, notice().ariaLabel, said()]).to.deep.equal([
      'notice warning',
      'Performance warning',
      CROWD,
    ]);
  });

  it('tells figures of what goes on', async () => {
    await open(2);
    await stage.showFrames(4000, 0.25);
    expect(said()).to.equal('One of the streams loses 25 % of its frames: this device cannot keep up.');
    await stage.showFrames(20_000, 0);
    expect(said()).to.equal(undefined);
    stage.players[0]!.fake.stall();
    await stage.pass(2000);
    expect(said()).to.match(/^A stream waited [12][.\d]* s for data within the last minute.$/);
  });

  it('announces what is new once, and not each figure', async () => {
    await open(4);
    const heard: string[] = [];
    const region = stage.find('[aria-live]')!;
    expect([region.getAttribute('aria-live'), announced()]).to.deep.equal(['polite', TIP]);
    const observer = new MutationObserver(() => heard.push(announced()!));
    observer.observe(region, { childList: true, characterData: true, subtree: true });
    await stage.fill(1);
    expect(said()).to.include('5 streams');
    expect(heard).to.deep.equal([]);
    await stage.fill(2);
    expect(heard).to.deep.equal([CROWD]);
    observer.disconnect();
  });

  it('takes no room', async () => {
    const before = document.createElement('p');
    const after = document.createElement('p');
    document.body.append(before);
    await open(3);
    document.body.append(after);
    const { top } = after.getBoundingClientRect();
    await stage.fill(1);
    expect(notice().getBoundingClientRect().height).to.be.greaterThan(30);
    expect(after.getBoundingClientRect().top).to.equal(top);
    before.remove();
    after.remove();
  });

  it('has a row of its own below a narrow wall', async () => {
    await open(3);
    const box = document.createElement('div');
    const wall = document.createElement('div');
    const after = document.createElement('p');
    box.style.inlineSize = '360px';
    wall.style.blockSize = '100px';
    box.append(wall, stage.element, after);
    document.body.append(box);
    await stage.pass(0);
    expect(after.getBoundingClientRect().top - wall.getBoundingClientRect().bottom, 'without a notice').to.be.lessThan(
      20,
    );
    await stage.fill(1);
    const { top, bottom } = notice().getBoundingClientRect();
    expect(top).to.be.at.least(wall.getBoundingClientRect().bottom);
    expect(bottom).to.be.at.most(after.getBoundingClientRect().top);
    box.remove();
  });

  for (const dir of ['ltr', 'rtl']) {
    it(`fits a phone, ${dir}`, async () => {
      document.documentElement.dir = dir;
      await openRich(4);
      const box = document.createElement('div');
      box.style.inlineSize = '320px';
      document.body.append(box);
      box.append(stage.element);
      stage.element.names = { d: 'A stream with a name that is much longer than all the others on the wall' };
      await stage.pass(1000);
      const frame = box.getBoundingClientRect();
      for (const part of [notice(), button('optimize')!, button('close')!, button('dismiss')!]) {
        const { left, right, height } = part.getBoundingClientRect();
        expect(left).to.be.at.least(frame.left);
        expect(right).to.be.at.most(frame.right);
        expect(height).to.be.at.least(24);
      }
      box.remove();
    });
  }

  describe('dismissed', () => {
    it('is gone, and comes back when it gets worse', async () => {
      await open(4);
      await click('dismiss');
      expect([said(), stored()]).to.deep.equal([undefined, { 'many-streams': 'info' }]);
      await stage.fill(1);
      expect(said()).to.equal(undefined);
      await stage.fill(2);
      expect(said()).to.equal(CROWD);
    });

    it('by Escape gives the focus back', async () => {
      await openRich(4);
      const opener = document.createElement('button');
      document.body.append(opener);
      opener.focus();
      button('optimize')!.focus();
      button('dismiss')!.focus();
      const init = { key: 'Escape', bubbles: true, composed: true, cancelable: true };
      const isLeft = button('dismiss')!.dispatchEvent(new KeyboardEvent('keydown', init));
      await stage.pass(0);
      expect([said(), isLeft, document.activeElement === opener]).to.deep.equal([undefined, false, true]);
      opener.remove();
    });

    it('stays so when the page is opened again, until it was gone', async () => {
      await open(7);
      await click('dismiss');
      await reopen(7);
      expect([said(), announced()]).to.deep.equal([undefined, '']);
      stage.drop();
      await stage.pass(61_000);
      expect(said(), 'a tip is less than what was dismissed').to.equal(undefined);
      await stage.fill(1);
      expect([said(), stored()]).to.deep.equal([CROWD, { 'many-streams': 'info' }]);
    });

    it('silences all that is advised at that moment', async () => {
      await open(4);
      stage.tellBattery(true);
      await stage.pass(1000);
      expect(said()).to.equal('4 streams play while the device runs on its battery.');
      await click('dismiss');
      expect([said(), stored()]).to.deep.equal([undefined, { battery: 'warning', 'many-streams': 'info' }]);
    });

    it('ignores what others have stored', async () => {
      localStorage.setItem(STORAGE_KEY, '{"many-streams":"<b>","__proto__":{"many-streams":"warning"}}');
      await open(4);
      expect(said()).to.equal(TIP);
    });

    it('does without a storage that throws', async () => {
      const original = Object.getOwnPropertyDescriptor(window, 'localStorage')!;
      Object.defineProperty(window, 'localStorage', {
        configurable: true,
        get() {
          throw new DOMException('no', 'SecurityError');
        },
      });
      try {
        await open(4);
        await click('dismiss');
        await stage.pass(5000);
        expect(said()).to.equal(undefined);
      } finally {
        Object.defineProperty(window, 'localStorage', original);
      }
    });
  });

  describe('optimises', () => {
    it('by the manager, and takes it back', async () => {
      await openRich(4);
      expect(stage.text('[part=optimize-button]')).to.equal('Optimise');
      button('optimize')!.focus();
      await click('optimize');
      expect([stage.state.optimized, stage.text('[part=optimize-button]')]).to.deep.equal([true, 'Undo']);
      expect(announced()).to.equal('All streams but the one in focus have their lowest quality.');
      expect(stage.root.activeElement === button('optimize'), 'the focus stays').to.equal(true);
      await click('optimize');
      expect([stage.state.optimized, stage.text('[part=optimize-button]')]).to.deep.equal([false, 'Optimise']);
    });

    it('or lets the page do it', async () => {
      await openRich(4);
      const asked: boolean[] = [];
      document.body.addEventListener(
        'optimize',
        (event: OptimizeEvent) => {
          asked.push(event.optimized);
          event.preventDefault();
        },
        { once: true },
      );
      await click('optimize');
      expect([asked, stage.state.optimized]).to.deep.equal([[true], false]);
    });

    it('offers the way back where no advice is left, until that is dismissed', async () => {
      await open(2);
      stage.manager.optimize();
      await stage.pass(1000);
      expect([said(), notice().className]).to.deep.equal([
        'All streams but the one in focus have their lowest quality.',
        'notice info',
      ]);
      await click('dismiss');
      expect([said(), stored()]).to.deep.equal([undefined, {}]);
      stage.manager.optimize(false);
      await stage.pass(1000);
      stage.manager.optimize();
      await stage.pass(1000);
      await click('optimize');
      expect([said(), stage.state.optimized]).to.deep.equal([undefined, false]);
    });

    it('has no such button while all have their lowest', async () => {
      await open(4);
      expect([said(), stage.text('[part=optimize-button]')]).to.deep.equal([TIP, undefined]);
      await stage.carry(10, 20);
      expect(stage.text('[part=optimize-button]')).to.equal('Optimise');
    });

    it('has no such button where there is no choice', async () => {
      await open(0);
      for (let i = 0; i < 4; i++) await stage.add({ renditions: [] });
      await stage.pass(1000);
      expect([said(), stage.text('[part=optimize-button]')]).to.deep.equal([TIP, undefined]);
    });
  });

  it('asks for a stream to be closed', async () => {
    await open(4);
    stage.manager.setFocus(stage.players[0]!);
    await stage.pass(1000);
    const asked: CloseTileEvent[] = [];
    const listen = (event: CloseTileEvent): void => {
      asked.push(event);
      stage.drop();
    };
    document.body.addEventListener('closetile', listen);
    expect(stage.text('[part=close-button]')).to.equal('Close a stream');
    const [id] = stage.state.advice[0]!.action!.ids;
    stage.element.names = { [id!]: '<b>North</b>' };
    await stage.pass(0);
    expect(stage.text('[part=close-button]')).to.equal('Close <b>North</b>');
    await click('close');
    document.body.removeEventListener('closetile', listen);
    expect(asked.map(({ ids }) => ids)).to.deep.equal([[id]]);
    expect(said()).to.equal(undefined);
  });

  for (const from of ['the wall', 'nowhere']) {
    it(`gives the keyboard, which came from ${from}, to the wall when a closed stream was all there was to say`, async () => {
      const wall = document.createElement('div');
      const tile = document.createElement('div');
      tile.tabIndex = 0;
      wall.attachShadow({ mode: 'open' }).append(tile);
      document.body.append(wall);
      await open(4);
      const close = (): void => stage.drop();
      document.body.addEventListener('closetile', close, { once: true });
      if (from === 'the wall') tile.focus();
      button('close')!.focus();
      await click('close');
      expect([said(), document.activeElement === wall, wall.shadowRoot!.activeElement === tile]).to.deep.equal([
        undefined,
        true,
        true,
      ]);
      wall.remove();
    });
  }

  it('speaks other languages', async () => {
    registerLocale('x-test', { 'performance.many-streams.info': '{count} Streams!', 'performance.info': 'Tipp' });
    await open(4);
    stage.element.lang = 'x-test';
    stage.element.requestUpdate();
    await stage.pass(0);
    expect([said(), notice().ariaLabel]).to.deep.equal(['4 Streams!', 'Tipp']);
  });

  it('stops listening when it leaves the page, and leaves nothing running', async () => {
    await open(4);
    stage.element.remove();
    await stage.pass(0);
    await stage.fill(3);
    stage.manager.destroy();
    for (const player of stage.players) player.destroy();
    await stage.pass(0);
    expect(stage.clock.pending).to.equal(0);
    stage.element.quality = null;
    await stage.show();
    expect(said()).to.equal(undefined);
  });

  for (const scheme of ['light', 'dark']) {
    it(`has nothing for axe to complain about, ${scheme}`, async () => {
      await open(7);
      document.body.style.colorScheme = scheme;
      for (const animation of notice().getAnimations()) animation.finish();
      expect(await axeFaults(stage.element)).to.deep.equal([]);
    });
  }
});
