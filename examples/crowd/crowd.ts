import type { Clock } from '../../packages/core/src/time/clock.ts';
import type { RealtimeHub } from '../realtime/index.ts';
import { LINES, PEOPLE, TIPS } from './lines.ts';

/** How often viewers are counted and health is told: the protocol's pace. */
const TELL_MS = 5000;
/** At most ten frames a second: what is said faster comes several at a time. */
const TALK_MS = 100;
const TIP_MS = 20_000;
const MAX_PER_SECOND = 2000;

export interface CrowdOptions {
  clock: Clock;
  /** 0 up to 1. Default `Math.random`. */
  random?: () => number;
}

/** People who are not there: they talk and tip in a channel, come and go, and its stream has its good and bad times. */
export class Crowd {
  /** Whether the stream's upload has trouble. */
  isUploadPoor = false;
  readonly #hub: RealtimeHub;
  readonly #channelId: string;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #cancels = new Set<() => void>();
  #perSecond = 1;
  #due = 0;
  #viewers = 1200;

  constructor(hub: RealtimeHub, channelId: string, { clock, random = Math.random }: CrowdOptions) {
    this.#hub = hub;
    this.#channelId = channelId;
    this.#clock = clock;
    this.#random = random;
    for (let count = 0; count < 8; count++) this.#say();
    this.#tell();
    this.#every(TALK_MS, () => this.#talk());
    this.#every(TELL_MS, () => this.#tell());
    this.#every(TIP_MS, () => this.tip());
  }

  /** Messages a second, 0 to 2000. Default 1. */
  get perSecond(): number {
    return this.#perSecond;
  }

  set perSecond(perSecond: number) {
    this.#perSecond = Number.isFinite(perSecond) ? Math.min(MAX_PER_SECOND, Math.max(0, perSecond)) : 0;
  }

  tip(): void {
    const user = this.#random() < 0.2 ? null : this.#pick(PEOPLE);
    this.#hub
      .channel(this.#channelId)
      .log({ type: 'tip', id: crypto.randomUUID(), user, ...this.#pick(TIPS), displayMs: 8000 });
  }

  stop(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  #talk(): void {
    // A crowd does not speak by the clock: between none and twice as much as is due.
    this.#due += ((2 * this.#random() * this.#perSecond) / 1000) * TALK_MS;
    for (; this.#due >= 1; this.#due--) this.#say();
  }

  #say(): void {
    this.#hub.say(this.#channelId, this.#pick(PEOPLE), this.#pick(LINES));
  }

  #tell(): void {
    this.#viewers = Math.max(1, this.#viewers + Math.round((this.#random() - 0.45) * 40));
    this.#hub.setViewers(this.#channelId, this.#viewers);
    const wobble = this.#random();
    this.#hub.tellHealth(this.#channelId, {
      viewerCount: this.#viewers,
      bitrateKbps: Math.round(this.isUploadPoor ? 1100 + 500 * wobble : 4400 + 200 * wobble),
      fps: this.isUploadPoor ? 21 + Math.round(4 * wobble) : 30,
      dropRate: this.isUploadPoor ? 0.1 + 0.08 * wobble : 0.001 * wobble,
      timestamp: this.#clock.wallTime(),
    });
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#random() * items.length)] as Item;
  }

  #every(ms: number, task: () => void): void {
    const again = (): void => {
      this.#cancels.delete(cancel);
      task();
      schedule();
    };
    let cancel: () => void;
    const schedule = (): void => {
      cancel = this.#clock.after(ms, again);
      this.#cancels.add(cancel);
    };
    schedule();
  }
}
