import type { Rendition, SegmentRequest } from '@t333/core/player';
import { QualityManager, type QualityState } from '@t333/core/quality';
import { FakeClock, FakePlayer } from '@t333/core/testing';
import type { Clock } from '@t333/core/time';
import type { LitElement } from 'lit';

/** 160p, 360p and 720p in 0.15, 0.5 and 2 Mbit/s; their ids are not their labels. */
export const LEVELS: readonly Rendition[] = [
  [160, 150_000],
  [360, 500_000],
  [720, 2_000_000],
].map(([height, bitrateBps]) => ({
  id: `${height}p/${bitrateBps}/avc1`,
  label: `${height}p`,
  height: height!,
  width: Math.round((height! * 16) / 9),
  bitrateBps: bitrateBps!,
  frameRate: 30,
}));

export interface ManagedPlayerOptions {
  id?: string;
  renditions?: readonly Rendition[];
  isLive?: boolean;
}

interface Shown extends LitElement {
  quality: QualityManager | null;
  clock: Clock;
}

/** A quality manager with fake players, `a`, `b` …, on a link of our own, and an element that shows it. */
export class ManagedPlayers<Element extends Shown> {
  readonly clock = new FakeClock();
  readonly players: FakePlayer[] = [];
  readonly places: ((ratio: number) => void)[] = [];
  readonly element: Element;
  readonly manager: QualityManager;
  tellBattery: (onBattery: boolean) => void = () => {};

  constructor(element: Element) {
    this.element = element;
    element.clock = this.clock;
    this.manager = new QualityManager({
      clock: this.clock,
      dataSaver: false,
      signals: {
        pressure: () => () => {},
        battery: (report) => {
          this.tellBattery = report;
          return () => {};
        },
        savesData: () => false,
        devicePixelRatio: () => 1,
        size: (_element, report) => {
          report({ width: 640, height: 360 });
          return () => {};
        },
      },
      visibility: {
        page: Object.assign(new EventTarget(), { hidden: false }),
        observe: (_element, _ratio, report) => {
          this.places.push(report);
          report(1);
          return () => {};
        },
      },
    });
    element.quality = this.manager;
  }

  get state(): QualityState {
    return this.manager.state.getSnapshot();
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  /** So many more players, silent but for the first. */
  async fill(count: number): Promise<void> {
    for (let added = 0; added < count; added++) await this.add();
    await this.pass(1000);
  }

  async add({ id, renditions = LEVELS, isLive = false }: ManagedPlayerOptions = {}): Promise<FakePlayer> {
    const player = new FakePlayer({
      clock: this.clock,
      find: () => ({ durationSeconds: isLive ? Infinity : 3600 }),
      capabilities: { renditions: 'levels', scheduling: true, latency: isLive },
    });
    player.setMuted(this.players.length > 0);
    this.players.push(player);
    this.manager.add(player, {
      element: document.createElement('div'),
      id: id ?? String.fromCharCode(96 + this.players.length),
    });
    void player.load('https://example.com/stream.m3u8?token=secret');
    void player.play();
    await this.pass(20);
    player.set({ renditions, ...(isLive && { streamType: 'live' }) });
    await this.pass(0);
    return player;
  }

  /** Ends the last player. */
  drop(): void {
    const player = this.players.pop()!;
    this.manager.remove(player);
    player.destroy();
  }

  /** Puts the element into the document. */
  async show(): Promise<void> {
    document.body.append(this.element);
    await this.pass(0);
  }

  /** Lets things happen for so long. */
  async pass(byMs = 300): Promise<void> {
    await this.clock.advance(byMs);
    if (this.element.isConnected) await this.element.updateComplete;
  }

  /** Segments that come at this rate for one of them, as long as time goes on. */
  async carry(seconds: number, megabits: number): Promise<void> {
    for (let passed = 0; passed < seconds; passed += 0.5) {
      let loadedBytes = 0;
      const request: SegmentRequest = {
        rendition: null,
        startSeconds: 0,
        durationSeconds: 2,
        get loadedBytes() {
          return loadedBytes;
        },
        totalBytes: 0,
        firstByteMs: 0,
        start() {},
      };
      const { scheduler } = this.players[0]!;
      scheduler!.enqueue(request);
      await this.pass(500);
      loadedBytes = (megabits * 1e6 * 0.5) / 8;
      scheduler!.settle(request);
    }
  }

  /** Shows frames for so long, of which one player drops some. */
  async showFrames(forMs: number, droppedRatio: number): Promise<void> {
    for (let passedMs = 0; passedMs < forMs; passedMs += 250) {
      for (const [index, { fake }] of this.players.entries()) fake.countFrames(100, index ? 0 : 100 * droppedRatio);
      await this.pass(250);
    }
  }

  find<Found extends HTMLElement = HTMLElement>(selector: string): Found | null {
    return this.root.querySelector<Found>(selector);
  }

  /** What a part says, or undefined where it is not there. */
  text(selector: string): string | undefined {
    return this.find(selector)?.textContent.replace(/\s+/g, ' ').trim();
  }

  destroy(): void {
    this.element.remove();
    this.manager.destroy();
    for (const player of this.players) player.destroy();
  }
}
