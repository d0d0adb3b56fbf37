import type { Clock } from '../time/clock.ts';
import type { LivePlayer, LivePlayerState } from './live-player.ts';

/** Nobody hears what is done to a player without sound. */
export const isAudible = ({ muted, volume }: Pick<LivePlayerState, 'muted' | 'volume'>): boolean =>
  !muted && volume > 0;

/** What is done to a player so that it stays live, and when. */
export class LiveActs {
  /** When it leapt, or was held. */
  leaptAtMs = -Infinity;
  readonly #player: LivePlayer;
  readonly #clock: Clock;
  #factor = 1;
  #cancelHold: (() => void) | null = null;

  constructor(player: LivePlayer, clock: Clock) {
    this.#player = player;
    this.#clock = clock;
  }

  /** What the viewer's rate is multiplied with. */
  get factor(): number {
    return this.#factor;
  }

  set factor(factor: number) {
    if (factor === this.#factor) return;
    this.#factor = factor;
    const preservePitch = isAudible(this.#player.state.getSnapshot());
    this.#player.setRate(factor === 1 ? null : factor, { origin: 'live', preservePitch });
  }

  get holds(): boolean {
    return this.#cancelHold !== null;
  }

  leap(seconds: number): Promise<void> {
    this.leaptAtMs = this.#clock.now();
    return this.#player.seek(seconds, { origin: 'live' });
  }

  hold(durationMs: number): void {
    this.factor = 1;
    this.leaptAtMs = this.#clock.now();
    this.#cancelHold = this.#clock.after(durationMs, () => this.endHold());
    this.#player.pause({ origin: 'live' });
  }

  endHold(): void {
    if (!this.#cancelHold) return;
    this.#cancelHold();
    this.#cancelHold = null;
    const { playRequested, lifecycle, paused } = this.#player.state.getSnapshot();
    if (playRequested && paused && lifecycle === 'active') this.#player.play({ origin: 'live' }).catch(() => {});
  }
}
