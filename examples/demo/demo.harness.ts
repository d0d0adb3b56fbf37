import type { MultiStreamGrid } from '@t333/elements/multi-stream-grid';
import type { AxeResults, Result } from 'axe-core';
import { captureClockStrip } from '../media/clock-strip.mjs';

export interface Tile extends HTMLElement {
  name: string;
  media: HTMLElement;
}

/** A page of the demo as `npm start` serves it, with its Content-Security-Policy, in a frame of a given size. */
export class Demo {
  readonly frame = document.createElement('iframe');
  readonly violations: string[] = [];

  /** @param address within the demo: a page, a fragment, or both */
  static async open(address = '', width = 1280, height = 800): Promise<Demo> {
    const demo = new Demo();
    demo.frame.width = String(width);
    demo.frame.height = String(height);
    // All of it on the screen, whatever the size of the window: what is not seen does not play.
    const scale = Math.min(1, innerWidth / width, innerHeight / height);
    Object.assign(demo.frame.style, { position: 'fixed', inset: '0 auto auto 0', border: '0' });
    Object.assign(demo.frame.style, { transformOrigin: '0 0', transform: `scale(${scale})` });
    demo.frame.title = 'Demo';
    demo.frame.allow = 'autoplay; fullscreen';
    demo.frame.src = `/examples/demo/${address}`;
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

/** Waits, frame by frame, until something is so. */
export async function until<T>(condition: () => T): Promise<NonNullable<T>> {
  for (;;) {
    const result = condition();
    if (result) return result;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** Reads the event clock from pictures: the number of the frame, or null where there is none to read. */
export class ClockReader {
  readonly #context = new OffscreenCanvas(280, 8).getContext('2d', {
    willReadFrequently: true,
  }) as unknown as CanvasRenderingContext2D;

  read(video: HTMLVideoElement): number | null {
    return video.videoWidth ? captureClockStrip(video, video.videoWidth, video.videoHeight, this.#context) : null;
  }

  /** The next one that differs from `before`. */
  async next(video: HTMLVideoElement, before: number | null = null): Promise<number> {
    for (;;) {
      const frame = this.read(video);
      if (frame !== null && frame !== before) return frame;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }
}
