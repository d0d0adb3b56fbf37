import { DECODE_WINDOW_MS, nextDecodeBudget, UNLIMITED_DECODING, type Pressure } from './decode-budget.ts';
import type { ManagedTile } from './managed-tile.ts';
import { assumedDecoding, nextProvenDecoding, type ProvenDecoding } from './proven-decoding.ts';

/** Counts the frames of all tiles, and knows from them what may be decoded. */
export class DecodeWatch {
  /** The browser's own word on the machine; null while it says nothing. */
  pressure: Pressure | null = null;
  /** Whether some tile has no more because more may not be decoded. */
  limiting = false;
  /** Of all tiles in the last window, 0 to 1; null where nobody counts. */
  droppedRatio: number | null = null;
  #decoding = UNLIMITED_DECODING;
  #proven: ProvenDecoding;
  #countedAtMs: number;

  constructor(cores: number, nowMs: number) {
    this.#proven = assumedDecoding(cores);
    this.#countedAtMs = nowMs;
  }

  /** What was too much once is not tried soon again, and what was never tried is tried step by step; pixels a second. */
  get budget(): number {
    return Math.min(this.#decoding.pixelsPerSecond, this.#proven.pixelsPerSecond);
  }

  /** Renews the budget when a window is over. */
  watch(tiles: Iterable<ManagedTile>, nowMs: number): void {
    if (nowMs - this.#countedAtMs < DECODE_WINDOW_MS) return;
    this.#countedAtMs = nowMs;
    let total = 0;
    let dropped = 0;
    let decodedPixelsPerSecond = 0;
    for (const tile of tiles) {
      const counts = tile.figures.count(tile.visible ? tile.player.frames : null);
      if (!counts) continue;
      total += counts.total;
      dropped += counts.dropped;
      decodedPixelsPerSecond += tile.decodeCost;
    }
    this.droppedRatio = total > 0 ? dropped / total : null;
    if (this.droppedRatio === null) return;
    const { droppedRatio, pressure, limiting } = this;
    const sample = { atMs: nowMs, droppedRatio, decodedPixelsPerSecond, pressure, limiting };
    this.#decoding = nextDecodeBudget(this.#decoding, sample);
    this.#proven = nextProvenDecoding(this.#proven, sample);
  }
}
