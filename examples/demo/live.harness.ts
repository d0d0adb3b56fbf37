import type { LiveState } from '@t333/core/live';
import type { LiveChat } from '@t333/elements/live-chat';
import type { LivePlayer } from '@t333/elements/live-player';
import { ClockReader, Demo, until } from './demo.harness.ts';

/** The page of live streams. */
export class LiveDemo {
  readonly demo: Demo;
  readonly #reader = new ClockReader();

  private constructor(demo: Demo) {
    this.demo = demo;
  }

  /** By default small, and with the wall below the fold: what is not seen does not play. */
  static async open(width = 480, height = 640, room?: string): Promise<LiveDemo> {
    return new LiveDemo(await Demo.open(room ? `live.html?room=${room}` : 'live.html', width, height));
  }

  /** The same, once its stream plays at the live edge. */
  static async openLive(width?: number, height?: number): Promise<LiveDemo> {
    const page = await LiveDemo.open(width, height);
    await until(() => page.isLive);
    return page;
  }

  find<Found extends HTMLElement>(selector: string): Found {
    return this.demo.document.querySelector(selector) as Found;
  }

  text(selector: string): string {
    return this.find(selector).textContent.trim();
  }

  get player(): LivePlayer {
    return this.find<LivePlayer>('#player');
  }

  get video(): HTMLVideoElement {
    return this.player.shadowRoot!.querySelector('video')!;
  }

  get live(): LiveState | undefined {
    return this.player.player?.live?.state.getSnapshot();
  }

  get badge(): string {
    return this.find('live-badge').shadowRoot?.querySelector('.word')?.textContent ?? '';
  }

  get isLive(): boolean {
    return this.live?.mode === 'following' && this.live.isAtEdge && this.badge === 'Live';
  }

  /** Where live playback of each tile on the wall stands. */
  get tiles(): LiveState[] {
    const { tiles = [] } = this.demo.grid.quality?.state.getSnapshot() ?? {};
    return tiles.flatMap(({ player }) => player.live?.state.getSnapshot() ?? []);
  }

  /** The frames of the event that the stream shows next, by the pixels. */
  async frames(count: number): Promise<number[]> {
    const frames: number[] = [];
    while (frames.length < count) frames.push(await this.#reader.next(this.video, frames.at(-1)));
    return frames;
  }

  /** Presses one of the buttons that make something go wrong. */
  cause(fault: string): void {
    const buttons = [...this.demo.document.querySelectorAll<HTMLElement>('.faults button')];
    buttons.find(({ textContent }) => textContent === fault)!.click();
  }

  get chat(): LiveChat {
    return this.find<LiveChat>('#chat');
  }

  /** What the rows of the chat show, oldest first. */
  get lines(): string[] {
    return [...(this.chat.shadowRoot?.querySelectorAll('[data-key]') ?? [])].map((row) => row.textContent ?? '');
  }

  close(): void {
    this.demo.close();
  }
}
