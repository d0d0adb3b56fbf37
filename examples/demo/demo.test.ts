import type { AxeResults, Result } from 'axe-core';
import type { MultiStreamGrid } from '@t333/elements/multi-stream-grid';
import { expect } from 'chai';
import { captureClockStrip } from '../media/clock-strip.mjs';

interface Tile extends HTMLElement {
  name: string;
  media: HTMLElement;
}

/** The demo as `npm start` serves it, with its Content-Security-Policy, in a frame of a given size. */
class Demo {
  readonly frame = document.createElement('iframe');
  readonly violations: string[] = [];

  static async open(hash = '', width = 1280, height = 800): Promise<Demo> {
    const demo = new Demo();
    demo.frame.width = String(width);
    demo.frame.height = String(height);
    // All of it on the screen, whatever the size of the window: what is not seen does not play.
    const scale = Math.min(1, innerWidth / width, innerHeight / height);
    Object.assign(demo.frame.style, { position: 'fixed', inset: '0 auto auto 0', border: '0' });
    Object.assign(demo.frame.style, { transformOrigin: '0 0', transform: `scale(${scale})` });
    demo.frame.title = 'Demo';
    demo.frame.allow = 'autoplay; fullscreen';
    demo.frame.src = `/examples/demo/${hash}`;
    document.body.append(demo.frame);
    await new Promise((resolve) => demo.frame.addEventListener('load', resolve, { once: true }));
    demo.document.addEventListener('securitypolicyviolation', (event) =>
      demo.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
    await until(() => demo.grid.shadowRoot);
    return demo;
  }

  get document(): Document {
    return this.frame.contentDocument as Document;
  }

  get grid(): MultiStreamGrid {
    return this.document.querySelector('multi-stream-grid') as MultiStreamGrid;
  }

  get tiles(): Tile[] {
    return [...(this.grid.shadowRoot?.querySelectorAll('stream-tile') ?? [])] as Tile[];
  }

  get videos(): (HTMLVideoElement | null | undefined)[] {
    return this.tiles.map((tile) => tile.media?.shadowRoot?.querySelector('video'));
  }

  /** What axe finds fault with. */
  async violationsOfAccess(): Promise<Result[]> {
    const view = this.frame.contentWindow as unknown as typeof globalThis & {
      axe: { run(): Promise<AxeResults> };
      trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };
    };
    const rules = { createScriptURL: (url: string) => url };
    const policy = view.trustedTypes?.createPolicy('t333', rules) ?? rules;
    const script = this.document.createElement('script');
    script.src = policy.createScriptURL('/node_modules/axe-core/axe.min.js');
    this.document.head.append(script);
    await new Promise((resolve) => script.addEventListener('load', resolve));
    return (await view.axe.run()).violations;
  }

  /** What has the focus, also within shadow roots. */
  get focused(): Element | null {
    let element = this.document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  }

  press(key: string, more: KeyboardEventInit = {}): void {
    const Keyboard = (this.frame.contentWindow as unknown as typeof globalThis).KeyboardEvent;
    const code = /^\d$/.test(key) ? `Digit${key}` : '';
    (this.focused ?? this.document.body).dispatchEvent(
      new Keyboard('keydown', { key, code, bubbles: true, composed: true, cancelable: true, ...more }),
    );
  }

  close(): void {
    this.frame.remove();
  }
}

async function until<T>(condition: () => T): Promise<NonNullable<T>> {
  for (;;) {
    const result = condition();
    if (result) return result;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** Reads the event clock from the picture, once it can be read and differs from `before`. */
async function nextClock(
  video: HTMLVideoElement,
  context: CanvasRenderingContext2D,
  before: number | null = null,
): Promise<number> {
  for (;;) {
    const frame = video.videoWidth ? captureClockStrip(video, video.videoWidth, video.videoHeight, context) : null;
    if (frame !== null && frame !== before) return frame;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

describe('the demo', function () {
  this.timeout(60_000);
  let demo: Demo;
  afterEach(() => demo.close());

  it('shows nine live streams, whose clocks all advance in the pixels, under its policy', async () => {
    demo = await Demo.open();
    await until(() => demo.tiles.length === 9 && demo.videos.every((video) => video?.readyState === 4));
    const canvas = new OffscreenCanvas(280, 8).getContext('2d', { willReadFrequently: true });
    const context = canvas as unknown as CanvasRenderingContext2D;
    const clocks = await Promise.all(
      demo.videos.map(async (video) => {
        const readings: number[] = [];
        for (let count = 0; count < 3; count++) {
          readings.push(await nextClock(video as HTMLVideoElement, context, readings.at(-1)));
        }
        return readings;
      }),
    );
    for (const [first, second, third] of clocks as [number, number, number][]) {
      // A recording that begins again steps back once.
      expect(second > first || third > second, `${first}, ${second}, ${third}`).to.equal(true);
    }
    expect(demo.violations).to.deep.equal([]);
  });

  it('is driven by keyboard alone', async () => {
    demo = await Demo.open();
    await until(
      () =>
        demo.tiles.length === 9 &&
        demo.tiles.every((tile) => tile.shadowRoot?.querySelector('stream-tile-bar')?.shadowRoot),
    );
    demo.press('2');
    await until(() => (demo.focused?.closest('stream-tile') as Tile | null)?.name.startsWith('Camera 2'));
    demo.press('m');
    await until(() => demo.grid.streams.find(({ id }) => id === demo.grid.wall.state.getSnapshot().audibleId));
    demo.press('ArrowRight', { shiftKey: true });
    await until(() => demo.grid.streams[2]?.id === 't2');
    demo.press('Delete');
    await until(() => demo.tiles.length === 8);
    const radio = demo.document.querySelector<HTMLInputElement>('#layouts input[value=focus]');
    radio?.focus();
    radio?.click();
    await until(() => demo.grid.layout === 'focus');
    for (let left = 8; left > 0; left--) demo.press('Delete');
    const stops = [...demo.document.querySelectorAll<HTMLElement>('a, button, input, [tabindex]')];
    expect(stops.filter((stop) => stop.tabIndex < 0)).to.deep.equal([]);
  });

  it('adds a stream by its address, and shares the wall by a link', async () => {
    demo = await Demo.open();
    await until(() => demo.tiles.length === 9);
    const input = demo.document.querySelector('#url') as HTMLInputElement;
    input.value = new URL('/origin/vod/stage/master.m3u8', location.href).href;
    (demo.document.querySelector('#add') as HTMLFormElement).requestSubmit();
    await until(() => demo.tiles.length === 10);
    const link = await demo.grid.shareUrl();
    const streams = demo.grid.streams.map(({ source }) => source);
    demo.close();
    demo = await Demo.open(new URL(link).hash);
    await until(() => demo.tiles.length === 10);
    expect(demo.grid.streams.map(({ source }) => source)).to.deep.equal(streams);
  });

  it('answers a hostile link with an empty wall and a sentence', async () => {
    demo = await Demo.open('#wall=1,s=javascript:alert(1)');
    await until(() => demo.document.querySelector('#toast')?.textContent);
    expect(demo.tiles).to.deep.equal([]);
    expect(demo.violations).to.deep.equal([]);
  });

  for (const [width, height] of [
    [1280, 800],
    [360, 640],
  ] as const) {
    it(`has nothing that axe finds fault with, and no sideways scrolling, at ${width} px`, async () => {
      demo = await Demo.open('', width, height);
      await until(
        () => demo.tiles.length === 9 && demo.tiles[0]?.shadowRoot?.querySelector('stream-tile-bar')?.shadowRoot,
      );
      const faults = await demo.violationsOfAccess();
      expect(faults.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
      expect(demo.document.documentElement.scrollWidth).to.be.at.most(width);
    });
  }
});
