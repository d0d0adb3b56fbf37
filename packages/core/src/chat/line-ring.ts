/** What stands in a `LineRing`, which keeps `slot`. */
export interface RingLine {
  slot: number;
}

/** A list that grows at its end and shrinks at its front at no cost, and that knows where each of its lines stands. */
export class LineRing<Line extends RingLine> {
  readonly #lines: (Line | undefined)[];
  /** Slots count on for ever; the lowest bits of one say where its line lies. */
  readonly #mask: number;
  #start = 0;
  #end = 0;

  /** @param capacity the most lines that it ever holds */
  constructor(capacity: number) {
    this.#mask = 2 ** Math.ceil(Math.log2(Math.max(2, capacity))) - 1;
    this.#lines = Array.from({ length: this.#mask + 1 });
  }

  get size(): number {
    return this.#end - this.#start;
  }

  /** Undefined outside of the list. */
  at(index: number): Line | undefined {
    const slot = this.#start + index;
    return index >= 0 && slot < this.#end ? this.#lines[slot & this.#mask] : undefined;
  }

  indexOf(line: Line): number {
    return line.slot - this.#start;
  }

  /** Moves the shorter side out of the way. */
  insert(index: number, line: Line): void {
    let slot = this.#start + index;
    if (index * 2 < this.size) {
      this.#start--;
      slot--;
      for (let at = this.#start; at < slot; at++) this.#put(at, this.#lines[(at + 1) & this.#mask]!);
    } else {
      for (let at = this.#end++; at > slot; at--) this.#put(at, this.#lines[(at - 1) & this.#mask]!);
    }
    this.#put(slot, line);
  }

  remove({ slot }: Line): void {
    if (slot - this.#start < this.#end - slot) {
      for (let at = slot; at > this.#start; at--) this.#put(at, this.#lines[(at - 1) & this.#mask]!);
      this.#lines[this.#start++ & this.#mask] = undefined;
    } else {
      for (let at = slot + 1; at < this.#end; at++) this.#put(at - 1, this.#lines[at & this.#mask]!);
      this.#lines[--this.#end & this.#mask] = undefined;
    }
  }

  #put(slot: number, line: Line): void {
    line.slot = slot;
    this.#lines[slot & this.#mask] = line;
  }
}
