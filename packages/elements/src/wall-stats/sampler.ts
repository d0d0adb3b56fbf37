import type { QualityManager, QualityState } from '@t333/core/quality';
import type { Clock } from '@t333/core/time';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { withSample, type Sample } from './sparkline.ts';

/** Figures that change faster are not read, and cost. */
const INTERVAL_MS = 1000;

interface SamplerHost extends ReactiveControllerHost, Node {
  readonly clock: Clock;
}

/** Follows a quality manager in steps of a second: has its host render again, and remembers the last minute. */
export class Sampler implements ReactiveController {
  state: QualityState | null = null;
  samples: readonly Sample[] = [];
  readonly #host: SamplerHost;
  #quality: QualityManager | null = null;
  #sampledAtMs = -Infinity;
  #cancel = (): void => {};

  constructor(host: SamplerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Call it whenever the host's manager may be another one. */
  follow(quality: QualityManager | null): void {
    if (quality === this.#quality) return;
    this.hostDisconnected();
    this.#quality = quality;
    this.state = null;
    this.samples = [];
    this.#sampledAtMs = -Infinity;
    if (this.#host.isConnected) this.hostConnected();
  }

  /** By the clock: a manager tells nothing while nothing changes, and time goes on in the chart. */
  hostConnected(): void {
    this.hostDisconnected();
    if (!this.#quality) return;
    const { clock } = this.#host;
    const waitMs = this.#sampledAtMs + INTERVAL_MS - clock.now();
    if (waitMs > 0) this.#cancel = clock.after(waitMs, this.#sample);
    else this.#sample();
  }

  hostDisconnected(): void {
    this.#cancel();
  }

  readonly #sample = (): void => {
    if (!this.#quality) return;
    const { clock } = this.#host;
    this.#cancel = clock.after(INTERVAL_MS, this.#sample);
    this.#sampledAtMs = clock.now();
    this.state = this.#quality.state.getSnapshot();
    const { bandwidthBps, bitrateBps } = this.state;
    this.samples = withSample(this.samples, { atMs: this.#sampledAtMs, bandwidthBps, bitrateBps });
    this.#host.requestUpdate();
  };
}
