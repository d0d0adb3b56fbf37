import type { Offset } from './offsets.ts';

/** More steps than anybody takes back. */
const MAX_CHANGES = 100;

export interface OffsetChange {
  readonly id: string;
  /** The offset before; null where there was none. */
  readonly before: Offset | null;
}

/** What was done to offsets, so that it can be taken back. */
export class OffsetHistory {
  #changes: OffsetChange[] = [];

  /** @param id only a change of this member */
  has(id?: string): boolean {
    return this.#changes.some((change) => id === undefined || change.id === id);
  }

  add(change: OffsetChange): void {
    this.#changes.push(change);
    if (this.#changes.length > MAX_CHANGES) this.#changes.shift();
  }

  /** The last change, no longer remembered. */
  take(id?: string): OffsetChange | null {
    const index = this.#changes.findLastIndex((change) => id === undefined || change.id === id);
    return index < 0 ? null : this.#changes.splice(index, 1)[0]!;
  }

  forget(id: string): void {
    this.#changes = this.#changes.filter((change) => change.id !== id);
  }
}
