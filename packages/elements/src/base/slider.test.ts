import { expect } from 'chai';
import * as fc from 'fast-check';
import { render } from 'lit';
import { addStyles } from './add-styles.ts';
import { slider, fractionOf, valueForKey, type SliderOptions } from './slider.ts';
import { sliderStyles } from './slider.styles.ts';

fc.configureGlobal({ seed: 333 });

describe('valueForKey', () => {
  const range = { min: 10, max: 20, value: 15, step: 1, page: 3 };
  const cases: [key: string, isRtl: boolean, value: number | null][] = [
    ['ArrowRight', false, 16],
    ['ArrowLeft', false, 14],
    ['ArrowRight', true, 14],
    ['ArrowLeft', true, 16],
    ['ArrowUp', true, 16],
    ['ArrowDown', true, 14],
    ['PageUp', false, 18],
    ['PageDown', false, 12],
    ['Home', false, 10],
    ['End', false, 20],
    ['Tab', false, null],
    ['a', false, null],
    ['constructor', false, null],
  ];
  for (const [key, isRtl, value] of cases) {
    it(`${key} ${isRtl ? 'from right to left ' : ''}leads from 15 to ${value}`, () =>
      expect(valueForKey(key, range, isRtl)).to.equal(value));
  }

  it('never leaves the range', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        number,
        number,
        number,
        number,
        fc.constantFrom('ArrowUp', 'PageDown', 'Home', 'End'),
        (a, b, value, step, key) => {
          const [min, max] = [Math.min(a, b), Math.max(a, b)];
          expect(valueForKey(key, { min, max, value, step, page: step * 4 }, false)).to.be.within(min, max);
        },
      ),
    );
  });
});

describe('fractionOf', () => {
  it('is 0 to 1 for any value and any range, an empty one too', () => {
    const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(number, number, number, (value, min, max) => {
        expect(fractionOf(value, min, max)).to.be.within(0, 1);
      }),
    );
    expect(fractionOf(5, 0, 20)).to.equal(0.25);
  });
});

describe('slider', () => {
  let container: HTMLElement;
  let root: ShadowRoot;
  let log: [string, number][];
  let value: number;

  const draw = (options: Partial<SliderOptions> = {}): void => {
    render(
      slider({
        label: 'Seek',
        min: 0,
        max: 100,
        step: 5,
        page: 20,
        valueText: `${value} of 100`,
        onInput: (next) => {
          log.push(['input', next]);
          value = next;
          draw(options);
        },
        onChange: (next) => log.push(['change', next]),
        ...options,
        value,
      }),
      root,
    );
  };
  const thumbArea = (): HTMLElement => root.querySelector<HTMLElement>('[role="slider"]')!;

  beforeEach(() => {
    container = document.createElement('div');
    container.style.cssText = 'inline-size: 200px; position: absolute; inset: 50px auto auto 50px';
    document.body.append(container);
    root = container.attachShadow({ mode: 'open' });
    addStyles(root, sliderStyles);
    log = [];
    value = 40;
    draw();
  });

  afterEach(() => container.remove());

  const pointer = (type: string, fraction: number, init: PointerEventInit = {}): void => {
    const { left, top, width, height } = thumbArea().getBoundingClientRect();
    thumbArea().dispatchEvent(
      new PointerEvent(type, {
        clientX: left + fraction * width,
        clientY: top + height / 2,
        pointerId: 1,
        isPrimary: true,
        bubbles: true,
        composed: true,
        cancelable: true,
        ...init,
      }),
    );
  };

  /** Synthetic pointers cannot be captured, so capture is played by the test. */
  const capture = (): (() => void) => {
    const element = thumbArea();
    let held = 0;
    element.setPointerCapture = (id) => void (held = id);
    element.hasPointerCapture = (id) => held === id;
    return () => {
      held = 0;
      element.dispatchEvent(new PointerEvent('lostpointercapture', { pointerId: 1 }));
    };
  };

  it('tells assistive technology its name, range and value, in words too', () => {
    const { ariaLabel, ariaValueMin, ariaValueMax, ariaValueNow, ariaValueText, tabIndex } = thumbArea();
    expect({ ariaLabel, ariaValueMin, ariaValueMax, ariaValueNow, ariaValueText, tabIndex }).to.deep.equal({
      ariaLabel: 'Seek',
      ariaValueMin: '0',
      ariaValueMax: '100',
      ariaValueNow: '40',
      ariaValueText: '40 of 100',
      tabIndex: 0,
    });
  });

  it('follows a drag, and settles once at its end', () => {
    const release = capture();
    pointer('pointerdown', 0.5);
    pointer('pointermove', 0.75);
    pointer('pointermove', 7);
    release();
    expect(log).to.deep.equal([
      ['input', 50],
      ['input', 75],
      ['input', 100],
      ['change', 100],
    ]);
  });

  it('does not move for a pointer that only passes over it, nor for another button', () => {
    capture();
    pointer('pointermove', 0.5);
    pointer('pointerdown', 0.5, { button: 2 });
    pointer('pointerdown', 0.5, { isPrimary: false });
    expect(log).to.deep.equal([]);
  });

  it('grows from right to left where the text does', () => {
    container.dir = 'rtl';
    const release = capture();
    pointer('pointerdown', 0.25);
    release();
    expect(log[0]).to.deep.equal(['input', 75]);
  });

  it('settles at once by key, and leaves other keys and shortcuts alone', () => {
    const press = (init: KeyboardEventInit): boolean =>
      thumbArea().dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
    expect(press({ key: 'ArrowRight' })).to.equal(false);
    expect(press({ key: 'ArrowRight', ctrlKey: true })).to.equal(true);
    expect(press({ key: 'x' })).to.equal(true);
    expect(log).to.deep.equal([
      ['input', 45],
      ['change', 45],
    ]);
  });

  it('shows what lies under the pointer', () => {
    draw({ hint: (under) => `${under} s` });
    pointer('pointermove', 0.25);
    expect(root.querySelector('.hint')?.textContent).to.equal('25 s');
  });

  it('draws its value without a style attribute of the markup, which a strict policy would drop', () => {
    const place = (): number => root.querySelector('.thumb')!.getBoundingClientRect().left - container.offsetLeft;
    expect(place()).to.be.closeTo(0.4 * 188, 0.5);
    const track = thumbArea().querySelector('.track')!.getBoundingClientRect();
    expect(track.width).to.equal(200);
    draw({ max: 0 });
    expect(place(), 'without a range').to.equal(0);
  });
});
