import { expect } from 'chai';
import { axeFaults } from '../base/axe.harness.ts';
import { FakeClipboard } from '../base/clipboard.harness.ts';
import { SyncedPlayers, type SyncedPlayerOptions } from '../sync-meter/synced-players.harness.ts';
import './define.ts';
import type { GlobalTimeline } from './global-timeline.ts';

let stage: SyncedPlayers<GlobalTimeline>;

const made = (): SyncedPlayers<GlobalTimeline> => {
  const element = document.createElement('global-timeline');
  stage = new SyncedPlayers(element);
  element.clock = stage.clock;
  return stage;
};

/** A timeline of players with these placements. */
async function open(
  members: readonly SyncedPlayerOptions[] = [{}],
  properties: Partial<GlobalTimeline> = {},
): Promise<void> {
  made();
  for (const member of members) await stage.add(member);
  Object.assign(stage.element, { group: stage.group, ...properties });
  await stage.show();
}

afterEach(() => {
  stage.destroy();
  document.documentElement.dir = '';
});

const middle = (part: Element): number => {
  const { top, height } = part.getBoundingClientRect();
  return top + height / 2;
};
const bar = (): HTMLElement => stage.find('[role=slider]')!;
const button = (name: string): HTMLButtonElement => stage.find(`[part=${name}-button]`)!;
const time = (): number => Math.round(stage.group.currentTime * 1000) / 1000;

async function press(key: string, init: KeyboardEventInit = {}, target: Element = bar()): Promise<boolean> {
  const isLeft = stage.press(key, target, init);
  await stage.pass();
  return isLeft;
}

/** Synthetic pointers cannot be captured, so capture is played by the test. */
function hold(): { pointer(type: string, fraction: number, init?: PointerEventInit): void; release(): void } {
  const element = bar();
  const held = new Set<number>();
  element.setPointerCapture = (id) => void held.add(id);
  element.hasPointerCapture = (id) => held.has(id);
  element.releasePointerCapture = (pointerId) => {
    if (held.delete(pointerId)) element.dispatchEvent(new PointerEvent('lostpointercapture', { pointerId }));
  };
  // WebKit gives pointers whole pixels.
  element.getBoundingClientRect = () => new DOMRect(0, 0, 1000, 24);
  return {
    pointer(type, fraction, init = {}) {
      const { left, top, width, height } = element.getBoundingClientRect();
      const place = { clientX: left + fraction * width, clientY: top + height / 2 };
      const about = { pointerId: 7, isPrimary: true, bubbles: true, composed: true, cancelable: true };
      element.dispatchEvent(new PointerEvent(type, { ...place, ...about, ...init }));
    },
    release: () => element.releasePointerCapture(7),
  };
}

describe('<global-timeline>', () => {
  it('is a slider over all of them, and tells the time in words', async () => {
    await open([{}, { placement: { offset: -100 } }]);
    await stage.seek(65);
    await stage.pass();
    const { ariaLabel, ariaValueMin, ariaValueMax, ariaValueNow, ariaValueText, tabIndex } = bar();
    expect([ariaLabel, ariaValueMin, ariaValueMax, ariaValueNow, ariaValueText, tabIndex]).to.deep.equal([
      'Time',
      '0',
      '700',
      '65',
      '00:01:05 of 00:11:40',
      0,
    ]);
    expect(stage.text('[part=time]')).to.equal('00:01:05 / 00:11:40');
  });

  it('has its lanes in the order of the names, whoever came first', async () => {
    await open([{}, { placement: { offset: -100 } }, {}], { names: { b: 'East', a: 'North' } });
    const shown = (): string[] => [...stage.root.querySelectorAll('[part=name] [dir]')].map((name) => name.textContent);
    expect(shown()).to.deep.equal(['East', 'North', 'Video 3']);
    const [first] = stage.root.querySelectorAll<HTMLElement>('[part=lane] .cover');
    expect(first!.style.insetInlineStart).to.include('14.');
    stage.element.names = { a: 'North', b: 'East' };
    await stage.pass();
    expect(shown()).to.deep.equal(['North', 'East', 'Video 3']);
  });

  for (const width of [240, 280]) {
    it(`keeps its buttons in one row of ${width} px, with a wait to tell of too`, async () => {
      const habits = { startLagMs: 50, fetchMs: 60_000 };
      await open([{ placement: { offset: -3000 }, habits }], { shareUrl: '' });
      stage.element.style.inlineSize = `${width}px`;
      const tops = (): Set<number> =>
        new Set([...stage.root.querySelectorAll('.row > :is(button, select)')].map((part) => Math.round(middle(part))));
      expect(tops().size).to.equal(1);
      void stage.group.seek(3300);
      void stage.group.play();
      await stage.pass();
      expect(stage.find('[part=waiting]')).to.not.equal(null);
      expect(tops().size).to.equal(1);
    });
  }

  it('begins before zero where a video does', async () => {
    await open([{}, { placement: { offset: 10 } }]);
    expect(bar().ariaValueMin).to.equal('-10');
    await press('Home');
    expect(time()).to.equal(-10);
    expect([bar().ariaValueNow, bar().ariaValueText]).to.deep.equal(['-10', '−00:00:10 of 00:10:00']);
  });

  const keys: [key: string, shift: boolean, seconds: number][] = [
    ['ArrowRight', false, 101],
    ['ArrowLeft', false, 99],
    ['ArrowRight', true, 105],
    ['ArrowLeft', true, 95],
    ['PageUp', false, 160],
    ['PageDown', false, 40],
    ['Home', false, 0],
    ['End', false, 600],
    ['.', false, 100.033],
    [',', false, 99.967],
  ];
  for (const [key, shiftKey, seconds] of keys) {
    it(`goes from 100 s to ${seconds} s by ${shiftKey ? 'Shift+' : ''}${key}`, async () => {
      await open();
      await stage.seek(100);
      expect(await press(key, { shiftKey }), 'left to the page').to.equal(false);
      expect(time()).to.equal(seconds);
    });
  }

  it('leaves shortcuts and unknown keys to the page', async () => {
    await open();
    expect(await press('ArrowRight', { ctrlKey: true })).to.equal(true);
    expect(await press('x')).to.equal(true);
    expect(await press('Home', {}, button('play'))).to.equal(true);
    expect(await press('ArrowRight', {}, stage.find('select')!)).to.equal(true);
    expect(time()).to.equal(0);
  });

  it('goes the other way by arrows where text runs from right to left', async () => {
    document.documentElement.dir = 'rtl';
    await open();
    await stage.seek(100);
    await press('ArrowRight');
    expect(time()).to.equal(99);
  });

  it('stops for a frame, and for nothing else', async () => {
    await open();
    void stage.group.play();
    await stage.pass(2000);
    await press('ArrowRight');
    expect(stage.state.playing).to.equal(true);
    await press('.');
    expect(stage.state.playing).to.equal(false);
  });

  it('plays and pauses, by the button and by keys', async () => {
    await open();
    expect(button('play').ariaLabel).to.equal('Play all');
    button('play').click();
    await stage.pass(1000);
    expect([stage.state.playing, button('play').ariaLabel]).to.deep.equal([true, 'Pause all']);
    await press(' ');
    expect(stage.state.playing).to.equal(false);
    await press('k', {}, button('play'));
    expect(stage.state.playing).to.equal(true);
    expect(await press(' ', {}, button('play')), 'the button’s own key').to.equal(true);
    expect(stage.state.playing).to.equal(true);
  });

  describe('dragged', () => {
    it('shows pictures on the way, and ends where it is released', async () => {
      await open();
      const { pointer, release } = hold();
      pointer('pointerdown', 0.25);
      await stage.pass();
      expect(time(), 'pressed only').to.equal(0);
      pointer('pointermove', 0.5);
      await stage.pass();
      expect(time()).to.equal(300);
      expect(stage.players[0]!.currentTime).to.equal(300);
      pointer('pointermove', 0.75);
      release();
      await stage.pass();
      expect(time()).to.equal(450);
      expect(bar().ariaValueNow).to.equal('450');
    });

    it('plays on after it, and only then', async () => {
      await open();
      void stage.group.play();
      await stage.pass(1000);
      const { pointer, release } = hold();
      pointer('pointerdown', 0.25);
      pointer('pointermove', 0.5);
      await stage.pass();
      expect(stage.state.playing).to.equal(false);
      expect(button('play').ariaLabel).to.equal('Pause all');
      release();
      await stage.pass(1000);
      expect(stage.state.playing).to.equal(true);
      expect(time()).to.be.within(300, 301);
    });

    it('goes to where it is pressed and released', async () => {
      await open();
      const { pointer, release } = hold();
      pointer('pointerdown', 0.25);
      release();
      await stage.pass();
      expect(time()).to.equal(150);
    });

    for (const how of ['Escape', 'pointercancel']) {
      it(`goes back to where it was on ${how}`, async () => {
        await open();
        await stage.seek(100);
        const { pointer, release } = hold();
        pointer('pointerdown', 0.5);
        pointer('pointermove', 0.6);
        await stage.pass();
        expect(time()).to.equal(360);
        if (how === 'Escape') await press('Escape');
        else {
          pointer('pointercancel', 0.6);
          release();
        }
        await stage.pass();
        expect(time()).to.equal(100);
        pointer('pointermove', 0.9);
        await stage.pass();
        expect(time(), 'it is no drag any more').to.equal(100);
      });
    }

    it('is let go by Escape even when a second finger has come', async () => {
      await open();
      const { pointer } = hold();
      pointer('pointerdown', 0.5);
      pointer('pointerdown', 0.2, { pointerId: 8, isPrimary: false });
      pointer('pointermove', 0.6);
      await press('Escape');
      pointer('pointermove', 0.9);
      await stage.pass();
      expect(time()).to.equal(0);
    });

    it('keeps other keys from moving it', async () => {
      await open();
      const { pointer, release } = hold();
      pointer('pointerdown', 0.5);
      pointer('pointermove', 0.6);
      await press('ArrowRight');
      release();
      await stage.pass();
      expect(time()).to.equal(360);
    });

    it('goes nowhere for a pointer that only passes, and tells what lies under it', async () => {
      await open([{ placement: { startsAt: 1_700_000_000_000 } }], { markers: [{ time: 300, label: 'Kick-off' }] });
      const { pointer } = hold();
      pointer('pointermove', 0.5);
      await stage.pass();
      expect(time()).to.equal(0);
      const wall = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }).format(1_700_000_300_000);
      expect(stage.text('.hint')).to.equal(`Kick-off · 00:05:00 · ${wall}`);
      pointer('pointermove', 0.25);
      expect(stage.text('.hint')).to.not.include('Kick-off');
    });

    it('goes back when the timeline leaves the page, and leaves nothing running', async () => {
      await open();
      await stage.seek(100);
      const idle = stage.clock.pending;
      const { pointer } = hold();
      pointer('pointerdown', 0.5);
      pointer('pointermove', 0.6);
      await stage.pass(50);
      stage.element.remove();
      await stage.pass(2000);
      expect([time(), stage.clock.pending]).to.deep.equal([100, idle]);
    });

    it('survives that its group is destroyed', async () => {
      await open();
      void stage.group.play();
      await stage.pass(1000);
      const { pointer } = hold();
      pointer('pointerdown', 0.5);
      pointer('pointermove', 0.6);
      await stage.pass();
      stage.group.destroy();
      stage.element.group = null;
      await stage.element.updateComplete;
      expect(bar().ariaValueMax).to.equal('0');
    });
  });

  it('draws what each video covers, gaps too, with its name', async () => {
    await open([{}, { placement: { offset: -300 }, durationSeconds: 150 }], { names: { b: '<b>North</b>' } });
    const lanes = [...stage.root.querySelectorAll('[part=lane]')];
    const covers = lanes.map((lane) =>
      [...lane.querySelectorAll<HTMLElement>('.cover')].map(({ style }) => style.insetInline),
    );
    expect(covers).to.deep.equal([['0%'], ['50% 25%']]);
    const names = [...stage.root.querySelectorAll('[part=name]')].map((name) =>
      name.textContent.replace(/\s+/g, ' ').trim(),
    );
    expect(names).to.deep.equal(['Video 1: 00:00:00 to 00:10:00', '<b>North</b>: 00:05:00 to 00:07:30']);
  });

  it('keeps all lanes in line, that of one that waits too', async () => {
    await open([{}, { placement: { offset: -300 } }]);
    await stage.pass();
    expect(stage.member('b').status).to.equal('waiting');
    const lefts = [...stage.root.querySelectorAll('[part=lane]')].map((lane) => lane.getBoundingClientRect().left);
    expect(lefts[0]).to.equal(lefts[1]);
  });

  it('marks moments, and tells them when it is there', async () => {
    await open([{}], {
      markers: [
        { time: 150, label: 'Goal' },
        { time: 9999, label: 'Never' },
      ],
    });
    const marks = [...stage.root.querySelectorAll<HTMLElement>('[part=marker]')];
    expect(marks.map(({ style }) => style.insetInlineStart)).to.deep.equal(['25%']);
    await stage.seek(151);
    await stage.pass();
    expect(bar().ariaValueText).to.equal('00:02:31 of 00:10:00, Goal');
  });

  it('sets the speed of all, and tells when one of them cannot', async () => {
    await open([{}]);
    const select = stage.find<HTMLSelectElement>('select')!;
    const choose = async (value: string): Promise<void> => {
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      await stage.pass();
    };
    await choose('1.5');
    expect(stage.state.rate).to.equal(1.5);
    await choose('1');
    await stage.add({ capabilities: { rate: 'none' } });
    await choose('2');
    expect([stage.state.rate, select.value]).to.deep.equal([1, '1']);
    expect(stage.text('[aria-live]')).to.equal('One of the videos cannot change its speed.');
    stage.group.remove('b');
    stage.group.setRate(1.1);
    await stage.pass();
    expect(select.value, 'a speed of somebody else').to.equal('1.1');
  });

  describe('shares', () => {
    let clipboard: FakeClipboard;

    beforeEach(() => {
      clipboard = new FakeClipboard();
    });
    afterEach(() => clipboard.restore());

    const share = async (): Promise<void> => {
      button('share').click();
      await stage.pass(0);
      await stage.pass(0);
    };
    const ready = async (shareUrl: GlobalTimeline['shareUrl'] = '/watch?room=1'): Promise<void> => {
      await open([{}], { shareUrl });
      await stage.seek(12.5);
      await stage.pass();
    };

    it('a link to this moment, and shows for a while that it was copied', async () => {
      await ready();
      await share();
      expect(clipboard.copied).to.deep.equal([`${location.origin}/watch?room=1&t=12.5`]);
      expect([button('share').ariaLabel, stage.text('[aria-live]')]).to.deep.equal(['Link copied', 'Link copied']);
      await stage.pass(3000);
      expect(button('share').ariaLabel).to.equal('Copy a link to this moment');
    });

    it('nothing without an address', async () => {
      await ready(null);
      expect(button('share')).to.equal(null);
    });

    it('a link to copy by hand where it cannot be copied, and not before', async () => {
      let refuse = (): void => {};
      clipboard.write = () =>
        new Promise((_, reject) => (refuse = () => reject(new DOMException('no', 'NotAllowedError'))));
      await ready((seconds) => `https://example.com/#${seconds}`);
      await share();
      expect(stage.find('.result'), 'while it is asked').to.equal(null);
      refuse();
      await stage.pass(0);
      await stage.pass(0);
      expect(stage.find<HTMLInputElement>('.result input')!.value).to.equal('https://example.com/#12.5');
      expect(stage.text('[aria-live]')).to.equal('The link could not be copied. Here it is:');
    });

    it('tells that there is no link, after one that there was too', async () => {
      let makes = true;
      await ready(() => {
        if (makes) return 'https://example.com/';
        throw new Error('no');
      });
      await share();
      makes = false;
      await share();
      expect(stage.text('.result')).to.equal('There is no link to this moment.');
      expect(button('share').ariaLabel).to.equal('Copy a link to this moment');
    });

    it('leaves it to the page that cancels the event', async () => {
      await ready();
      const told: unknown[] = [];
      stage.element.addEventListener('share', (event) => {
        event.preventDefault();
        told.push(event.time, event.url);
      });
      await share();
      expect(told).to.deep.equal([12.5, `${location.origin}/watch?room=1&t=12.5`]);
      expect([clipboard.copied, button('share').ariaLabel]).to.deep.equal([[], 'Copy a link to this moment']);
    });

    it('and leaves no timer, whenever it leaves the page', async () => {
      await ready();
      const idle = stage.clock.pending;
      await share();
      expect(stage.clock.pending).to.equal(idle + 1);
      stage.element.remove();
      await stage.pass(0);
      expect(stage.clock.pending).to.equal(idle);

      let finish = (): void => {};
      clipboard.write = () => new Promise((resolve) => (finish = resolve));
      await stage.show();
      await share();
      stage.element.remove();
      await stage.pass(0);
      finish();
      await stage.pass(0);
      expect(stage.clock.pending).to.equal(idle);
    });
  });

  it('can do nothing without a group, and says so', async () => {
    made();
    await stage.show();
    expect(stage.find('[part=seek]')!.inert).to.equal(true);
    expect(bar().ariaValueText).to.equal('00:00:00 of 00:00:00');
    button('play').click();
  });

  it('stops listening when it leaves the page, and goes on when it comes back', async () => {
    await open();
    stage.element.remove();
    await stage.pass(0);
    await stage.seek(50);
    await stage.pass();
    expect(bar().ariaValueNow).to.equal('0');
    await stage.show();
    expect(bar().ariaValueNow).to.equal('50');
  });

  for (const scheme of ['light', 'dark']) {
    it(`has nothing for axe to complain about: ${scheme}`, async () => {
      await open([{}, {}], {
        shareUrl: () => Promise.reject(new Error('no')),
        markers: [{ time: 1, label: 'Start' }],
      });
      document.documentElement.style.colorScheme = stage.element.style.colorScheme = scheme;
      document.documentElement.style.background = 'Canvas';
      button('share').click();
      await stage.pass();
      const faults = await axeFaults(stage.element);
      document.documentElement.removeAttribute('style');
      expect(faults).to.deep.equal([]);
    });
  }
});
