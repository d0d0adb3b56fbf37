import type { FrameCounts } from '@t333/core/player';
import type { EmbedStats } from './embed-api.ts';

/** Counts the pictures of an embed, which tells only how many it skipped and how many a second it shows. */
export class FrameEstimate {
  #total = 0;
  #dropped = 0;
  #skipped = 0;
  #atMs: number | null = null;

  /** Null while nothing is known. */
  get counts(): FrameCounts | null {
    return this.#total > 0 ? { total: Math.round(this.#total), dropped: this.#dropped } : null;
  }

  read({ fps = 0, skippedFrames = 0 }: EmbedStats, isPlaying: boolean, nowMs: number): void {
    // Another rendition counts from 0 again.
    const skipped = Math.max(0, skippedFrames - (skippedFrames < this.#skipped ? 0 : this.#skipped));
    this.#skipped = skippedFrames;
    if (isPlaying && this.#atMs !== null && fps > 0) {
      this.#total += skipped + (fps * (nowMs - this.#atMs)) / 1000;
      this.#dropped += skipped;
    }
    this.#atMs = isPlaying ? nowMs : null;
  }

  /** Another source counts from 0. */
  restart(): void {
    this.#total = this.#dropped = this.#skipped = 0;
    this.#atMs = null;
  }
}
