import { T333Error } from '../errors.ts';
import type { LiveControl } from '../player/live-control.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { commonLatency, NOTHING_COMMON, type CommonLatency } from './equalize.ts';

export interface LatencyEqualizerOptions {
  clock?: Clock;
  /** A tile that needs more is not waited for, in seconds. Default 30. */
  maxLatencySeconds?: number;
}

export interface EqualizerState {
  /** The latency that all are brought to, in seconds; null while there are not two. */
  readonly latencySeconds: number | null;
  /** Between the first and the last of those that play live, in seconds. */
  readonly spreadSeconds: number;
}

const LOOK_MS = 500;
const MAX_LATENCY_SECONDS = 30;

/**
 * Keeps all tiles of one event at one latency, so that none tells what is to come in another. Their clocks must be comparable: streams with dates of
 * one source of time, and one `ServerClock`.
 */
export class LatencyEqualizer {
  readonly #store = new Store<EqualizerState>({ latencySeconds: null, spreadSeconds: 0 });
  readonly #clock: Clock;
  readonly #maxSeconds: number;
  readonly #members = new Set<LiveControl>();
  #common: CommonLatency = NOTHING_COMMON;
  #cancelLook: (() => void) | null = null;
  #destroyed = false;

  constructor({ clock = systemClock, maxLatencySeconds = MAX_LATENCY_SECONDS }: LatencyEqualizerOptions = {}) {
    if (!(maxLatencySeconds > 0)) {
      throw new T333Error('invalid-argument', `A latency is above 0 seconds, not ${maxLatencySeconds}.`);
    }
    this.#clock = clock;
    this.#maxSeconds = maxLatencySeconds;
  }

  get state(): ReadableStore<EqualizerState> {
    return this.#store;
  }

  /** @returns a function that lets it go: to be called before the controller is destroyed */
  add(controller: LiveControl): () => void {
    if (this.#destroyed) throw new T333Error('destroyed', 'The equalizer was destroyed.');
    this.#members.add(controller);
    this.#look();
    return () => {
      if (!this.#members.delete(controller)) return;
      controller.setGroupTarget(null);
      this.#look();
    };
  }

  destroy(): void {
    this.#destroyed = true;
    for (const controller of this.#members) controller.setGroupTarget(null);
    this.#members.clear();
    this.#look();
  }

  #look(): void {
    this.#cancelLook?.();
    this.#cancelLook = this.#members.size > 1 ? this.#clock.after(LOOK_MS, () => this.#look()) : null;
    const all = [...this.#members].map(({ state }) => state.getSnapshot());
    const isDated = all.some(({ latencySource }) => latencySource === 'date');
    // Latencies from the edge leave out the way to there: beside a date they say nothing.
    const states = all.filter(({ latencySource }) => latencySource === (isDated ? 'date' : 'edge'));
    const tiles = states.map(({ ownTargetLatencySeconds, mode }) => ({
      ownTargetSeconds: ownTargetLatencySeconds,
      healthy: mode === 'following',
    }));
    this.#common = commonLatency(this.#common, tiles, this.#maxSeconds, this.#clock.now());
    const { seconds } = this.#common;
    for (const [i, controller] of [...this.#members].entries()) {
      const need = all[i]!.ownTargetLatencySeconds ?? Infinity;
      controller.setGroupTarget(states.includes(all[i]!) && need <= this.#maxSeconds ? seconds : null);
    }
    const latencies = states.flatMap(({ mode, latencySeconds }) =>
      mode === 'following' && latencySeconds !== null ? [latencySeconds] : [],
    );
    const spreadSeconds = latencies.length > 1 ? Math.max(...latencies) - Math.min(...latencies) : 0;
    this.#store.update({ latencySeconds: seconds, spreadSeconds });
  }
}
