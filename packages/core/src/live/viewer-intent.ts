import type { CommandOrigin } from '../player/player.ts';
import { decideResume, SHIFT_SECONDS, type Resume, type ResumeObservation } from './resume.ts';

const isViewer = (origin: CommandOrigin | null): boolean => origin === 'user' || origin === 'sync';

/** Whether a viewer wants to be live, as far as the viewer's acts tell. */
export class ViewerIntent {
  /** The viewer watches the past, and is to be left there. */
  isShifted = false;
  /** The viewer has moved the position: where it lands says what is wanted. */
  #sought = false;
  #stoppedBy: 'viewer' | 'other' | null = null;
  #resuming = false;

  /** To be live. */
  reset(): void {
    this.isShifted = this.#sought = this.#resuming = false;
    this.#stoppedBy = null;
  }

  /** @param isBack whether the position was moved back: who is live and is moved forward, as hls.js does over a hole by itself, stays live */
  onSeeking(origin: CommandOrigin | null, isBack: boolean): void {
    if (isViewer(origin) && (isBack || this.isShifted)) this.#sought = true;
  }

  onPause(origin: CommandOrigin | null): void {
    this.#stoppedBy = isViewer(origin) ? 'viewer' : 'other';
  }

  onPlay(): void {
    this.#resuming = this.#stoppedBy !== null;
  }

  /** No seek is under way. */
  onLanded(driftSeconds: number): void {
    if (this.#sought) this.isShifted = driftSeconds > SHIFT_SECONDS;
    this.#sought = false;
  }

  /** Whether it is to be decided where to go on. */
  mustResume(expired: boolean): boolean {
    return this.#resuming || expired;
  }

  resume(observation: Omit<ResumeObservation, 'byViewer' | 'wasLive'>): Resume {
    const resume = decideResume({
      ...observation,
      byViewer: this.#stoppedBy === 'viewer',
      wasLive: !this.isShifted,
    });
    this.#resuming = false;
    this.#stoppedBy = null;
    if (resume !== 'stay') this.isShifted = resume !== 'edge';
    return resume;
  }
}
