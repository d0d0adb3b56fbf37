/** Remembers the last ids that were seen, so that what comes twice is taken once. */
export class RecentIds {
  readonly #ids = new Set<string>();
  readonly #limit: number;

  /** @param limit how many are remembered; the oldest goes first */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether it is new; it is not, the next time. */
  add(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    if (this.#ids.size > this.#limit) this.#ids.delete(this.#ids.values().next().value!);
    return true;
  }
}
