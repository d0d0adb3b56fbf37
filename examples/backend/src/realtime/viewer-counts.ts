import { randomUUID } from 'node:crypto';
import type { Bus } from '../bus/bus.ts';

const TOPIC = 't333:viewers';
/** How often an instance tells its share. */
export const SHARE_MS = 5000;
/** A share that is older is that of an instance that is gone. */
const SHARE_LIFE_MS = 3 * SHARE_MS;

interface Share {
  counts: Record<string, number>;
  atMs: number;
}

/** How many watch each channel, on all instances: each tells the others its share, and whoever says nothing any more does not count. */
export class ViewerCounts {
  readonly #bus: Bus;
  readonly #nowMs: () => number;
  readonly #own: () => Record<string, number>;
  readonly #instance = randomUUID();
  readonly #shares = new Map<string, Share>();
  #unsubscribe: (() => void) | null = null;

  /** @param own the share of this instance, by channel */
  constructor(bus: Bus, own: () => Record<string, number>, nowMs: () => number) {
    this.#bus = bus;
    this.#own = own;
    this.#nowMs = nowMs;
  }

  async open(): Promise<void> {
    this.#unsubscribe = await this.#bus.subscribe(TOPIC, (text) => {
      const { from, counts } = JSON.parse(text) as { from: string; counts: Record<string, number> };
      if (from !== this.#instance) this.#shares.set(from, { counts, atMs: this.#nowMs() });
    });
  }

  close(): void {
    this.#unsubscribe?.();
    // The others need not wait until the share is too old.
    this.#bus.publish(TOPIC, JSON.stringify({ from: this.#instance, counts: {} })).catch(() => {});
  }

  /** Tells the others. @returns where they cannot be told, they will be next time */
  async tell(): Promise<void> {
    await this.#bus.publish(TOPIC, JSON.stringify({ from: this.#instance, counts: this.#own() })).catch(() => {});
  }

  /** @param own of this instance, as it is now */
  of(channelId: string, own: number): number {
    let sum = own;
    const nowMs = this.#nowMs();
    for (const [from, { counts, atMs }] of this.#shares)
      if (nowMs - atMs > SHARE_LIFE_MS) this.#shares.delete(from);
      else if (Object.hasOwn(counts, channelId)) sum += counts[channelId]!;
    return sum;
  }
}
