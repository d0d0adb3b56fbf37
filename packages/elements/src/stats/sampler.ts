import type { Clock } from '@t333/core/time';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { withSample } from './sparkline.ts';

/** Figures that change faster are not read, and cost. */
const INTERVAL_MS = 1000;

interface SamplerHost extends ReactiveControllerHost, Node {
  readonly clock: Clock;
}

interface Reading<State, Moment> {
  readonly state: State;
  /** What is remembered of it. */
  readonly sample: Moment;
}

/** Reads something in steps of a second: has its host render again, and remembers the last minute. */
export class Sampler<
  Source extends object,
  State,
  Moment extends { readonly atMs: number },
> implements ReactiveController {
  state: State | null = null;
  samples: readonly Moment[] = [];
  readonly #host: SamplerHost;
  readonly #read: (source: Source, atMs: number) => Reading<State, Moment>;
  #source: Source | null = null;
  #sampledAtMs = -Infinity;
  #cancel = (): void => {};

  constructor(host: SamplerHost, read: (source: Source, atMs: number) => Reading<State, Moment>) {
    this.#host = host;
    this.#read = read;
    host.addController(this);
  }

  /** Call it whenever the source may be another one. */
  follow(source: Source | null): void {
    if (source === this.#source) return;
    this.hostDisconnected();
    this.#source = source;
    this.state = null;
    this.samples = [];
    this.#sampledAtMs = -Infinity;
    if (this.#host.isConnected) this.hostConnected();
  }

  /** By the clock: what changes nothing tells nothing, and time goes on in the chart. */
  hostConnected(): void {
    this.hostDisconnected();
    if (!this.#source) return;
    const { clock } = this.#host;
    const waitMs = this.#sampledAtMs + INTERVAL_MS - clock.now();
    if (waitMs > 0) this.#cancel = clock.after(waitMs, this.#sample);
    else this.#sample();
  }

  hostDisconnected(): void {
    this.#cancel();
  }

  readonly #sample = (): void => {
    if (!this.#source) return;
    const { clock } = this.#host;
    this.#cancel = clock.after(INTERVAL_MS, this.#sample);
    this.#sampledAtMs = clock.now();
    const { state, sample } = this.#read(this.#source, this.#sampledAtMs);
    this.state = state;
    this.samples = withSample(this.samples, sample);
    this.#host.requestUpdate();
  };
}
