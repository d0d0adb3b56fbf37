import './define.ts';
import type { MultiStreamGrid } from './multi-stream-grid.ts';
import type { StreamTile } from './stream-tile.ts';

const STREAMS = ['north', 'east', 'south', 'west', 'stage', 'drone'];

/** Real recordings: `s1`, called Camera 1, and so on. */
export const streams = (count: number): { id: string; title: string; source: string }[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `s${index + 1}`,
    title: `Camera ${index + 1}`,
    source: new URL(`/origin/vod/${STREAMS[index % STREAMS.length]}/master.m3u8?session=${index}`, location.href).href,
  }));

export const rectOf = (element: Element): DOMRect => element.getBoundingClientRect();

/** A wall in a test page, spoken to as its users do. */
export class GridHarness {
  readonly grid: MultiStreamGrid;

  /** Puts a grid of 960 × 540 CSS px on the page. */
  static async create(prepare: (grid: MultiStreamGrid) => void = () => {}): Promise<GridHarness> {
    const grid = document.createElement('multi-stream-grid');
    grid.style.inlineSize = '960px';
    grid.style.blockSize = '540px';
    prepare(grid);
    document.body.append(grid);
    const harness = new GridHarness(grid);
    await harness.settled();
    return harness;
  }

  static withStreams(count: number, more: (grid: MultiStreamGrid) => void = () => {}): Promise<GridHarness> {
    return GridHarness.create((grid) => {
      grid.streams = streams(count);
      more(grid);
    });
  }

  constructor(grid: MultiStreamGrid) {
    this.grid = grid;
  }

  /** In the order of the wall. */
  get tiles(): StreamTile[] {
    return this.grid.streams.map(({ id }) => this.#elements.find((element) => element.tile.id === id) as StreamTile);
  }

  get titles(): (string | undefined)[] {
    return this.tiles.map((tile) => tile.tile.title);
  }

  /** Where the tiles will be when they have come to rest. */
  get places(): { x: number; y: number; width: number; height: number }[] {
    return this.tiles.map(({ style }) => {
      const [, x, y] = /translate\((.+)px, (.+)px\)/.exec(style.transform) ?? [];
      return { x: Number(x), y: Number(y), width: parseFloat(style.width), height: parseFloat(style.height) };
    });
  }

  /** The titles of the tiles that can be heard. */
  get heard(): (string | undefined)[] {
    return this.titles.filter((_, index) => this.video(index)?.muted === false);
  }

  /** What the screen reader was told last. */
  get announced(): string {
    return this.grid.shadowRoot?.querySelector('[aria-live]')?.textContent?.trim() ?? '';
  }

  /** The title of the tile that the keyboard is on. */
  get keyboardOn(): string | undefined {
    return (this.grid.shadowRoot?.activeElement as StreamTile | null)?.tile.title;
  }

  video(index: number): HTMLVideoElement {
    const media = this.#media(this.tiles[index]);
    return (media?.shadowRoot?.querySelector('video') ?? media) as HTMLVideoElement;
  }

  /** A button of a tile's bar, by its accessible name. */
  button(index: number, name: string | RegExp): HTMLButtonElement {
    const buttons = this.bar(index).querySelectorAll('button');
    const found = [...buttons].find((button) => button.ariaLabel?.match(name));
    if (!found) throw new Error(`no button ${name} on tile ${index}`);
    return found;
  }

  bar(index: number): ShadowRoot {
    const bar = this.tiles[index]?.shadowRoot?.querySelector('stream-tile-bar');
    if (!bar?.shadowRoot) throw new Error('the bar is not loaded');
    return bar.shadowRoot;
  }

  async click(index: number): Promise<void> {
    this.tiles[index]?.shadowRoot?.querySelector<HTMLElement>('.media')?.click();
    await this.settled();
  }

  /**
   * Clicks on the picture itself, as the mouse does.
   *
   * @param detail how many clicks in a row this one makes
   */
  async clickPicture(index: number, detail = 1): Promise<void> {
    const init = { detail, pointerType: 'mouse', bubbles: true, composed: true, cancelable: true };
    this.video(index).dispatchEvent(new PointerEvent('click', init));
    await this.settled();
  }

  /** @param keys as of `KeyboardEvent.key`; `Shift+` and `Alt+` before it hold those */
  async press(
    keys: string,
    target: EventTarget = this.grid.shadowRoot?.activeElement ?? this.grid,
  ): Promise<KeyboardEvent> {
    const parts = keys.split('+');
    const key = parts.pop() as string;
    const event = new KeyboardEvent('keydown', {
      key,
      code: /^\d$/.test(key) ? `Digit${key}` : '',
      shiftKey: parts.includes('Shift'),
      altKey: parts.includes('Alt'),
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    target.dispatchEvent(event);
    await this.settled();
    return event;
  }

  /** Input and bars are there. */
  async ready(): Promise<void> {
    this.grid.dispatchEvent(new Event('focusin'));
    // The grid asked for them first, so it has them first.
    await import('./controls.ts');
    await until(() => this.tiles.every((tile) => this.#barOf(tile)));
    await this.settled();
  }

  /** Each tile has the player that it will keep. */
  async players(): Promise<void> {
    await until(() => this.tiles.every((tile) => (tile.media as { player?: unknown } | null)?.player));
    await this.settled();
  }

  async settled(): Promise<void> {
    for (let turn = 0; turn < 3; turn++) {
      await this.grid.updateComplete;
      await Promise.all(this.#elements.map((tile) => tile.updateComplete));
    }
  }

  /** The pictures of these tiles move on; by default those of all. */
  async framesAdvance(indexes: Iterable<number> = this.tiles.keys()): Promise<void> {
    await this.players();
    await Promise.all(Array.from(indexes, (index) => nextFrames(this.video(index))));
  }

  remove(): void {
    this.grid.remove();
  }

  get #elements(): StreamTile[] {
    return [...(this.grid.shadowRoot?.querySelectorAll('stream-tile') ?? [])] as StreamTile[];
  }

  #barOf(tile: StreamTile): Element | null | undefined {
    return tile.shadowRoot?.querySelector('stream-tile-bar')?.shadowRoot?.querySelector('button');
  }

  #media(tile: StreamTile | undefined): HTMLMediaElement | undefined {
    return (tile?.media ?? undefined) as HTMLMediaElement | undefined;
  }
}

/** Waits, frame by frame, until something is so. */
export async function until(condition: () => unknown): Promise<void> {
  while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Three more frames of a video, and time with them. */
async function nextFrames(video: HTMLVideoElement): Promise<void> {
  const frames = (): number => video.getVideoPlaybackQuality().totalVideoFrames;
  await until(() => video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA);
  const before = { frames: frames(), time: video.currentTime };
  await until(() => frames() >= before.frames + 3 && video.currentTime > before.time);
}
