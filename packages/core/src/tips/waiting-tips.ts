import type { Tip } from './tip.ts';

interface Waiting {
  readonly tip: Tip;
  readonly worth: number;
  /** The order in which they came. */
  readonly place: number;
}

/**
 * Tips that wait to be shown, and no more than so many.
 *
 * Amounts in one currency can be compared: the largest goes first, among equals the one that came first. Amounts in two cannot, without
 * a rate that somebody stands for: currencies take turns. Where `worthOf` tells what a tip is worth, all are compared.
 */
export class WaitingTips {
  /** The lane whose turn it is comes first; in each, who goes first does. None is empty. */
  readonly #lanes = new Map<string, Waiting[]>();
  readonly #limit: number;
  readonly #worthOf: ((tip: Tip) => number) | undefined;
  #places = 0;
  #size = 0;

  constructor(limit: number, worthOf?: (tip: Tip) => number) {
    this.#limit = limit;
    this.#worthOf = worthOf;
  }

  get size(): number {
    return this.#size;
  }

  /** @returns the one that has to go, where there are too many: it may be this one */
  add(tip: Tip): Tip | null {
    const name = this.#worthOf ? '' : tip.currency.toUpperCase();
    const worth = this.#worth(tip);
    let lane = this.#lanes.get(name);
    if (!lane) this.#lanes.set(name, (lane = []));
    const index = lane.findIndex((other) => other.worth < worth);
    lane.splice(index < 0 ? lane.length : index, 0, { tip, worth, place: this.#places++ });
    this.#size++;
    return this.#size > this.#limit ? this.#drop() : null;
  }

  /** @returns the one to be shown; null where none waits */
  take(): Tip | null {
    for (const [name, lane] of this.#lanes) {
      const { tip } = lane.shift()!;
      this.#size--;
      this.#lanes.delete(name);
      if (lane.length > 0) this.#lanes.set(name, lane);
      return tip;
    }
    return null;
  }

  clear(): void {
    this.#lanes.clear();
    this.#size = 0;
  }

  /** What cannot be told, or is no number, is 0. */
  #worth(tip: Tip): number {
    try {
      return (this.#worthOf ? this.#worthOf(tip) : tip.amountMinor) || 0;
    } catch (error) {
      console.error(error);
      return 0;
    }
  }

  /** The lowest of the longest lane goes, so that no currency can push out another; among equals the oldest, whose moment is over. */
  #drop(): Tip {
    const length = Math.max(...[...this.#lanes.values()].map((lane) => lane.length));
    const [last] = [...this.#lanes]
      .filter(([, lane]) => lane.length === length)
      .map(([name, lane]) => ({ name, lane, lowest: lane.find(({ worth }) => worth === lane.at(-1)!.worth)! }))
      .toSorted((a, b) => a.lowest.place - b.lowest.place);
    const { name, lane, lowest } = last!;
    lane.splice(lane.indexOf(lowest), 1);
    if (lane.length === 0) this.#lanes.delete(name);
    this.#size--;
    return lowest.tip;
  }
}
