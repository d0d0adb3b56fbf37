import type Hls from 'hls.js';
import type { ErrorData } from 'hls.js';
import type { T333Error } from '../errors.ts';
import type { NetworkStatus } from '../resilience/network-status.ts';
import type { Store } from '../state/store.ts';
import type { Clock } from '../time/clock.ts';
import { diagnose, offlineError } from './diagnose.ts';
import { diagnoseHls } from './diagnose-hls.ts';
import type { PlayerState } from './player.ts';
import { decideRecovery, needsMedia } from './recovery.ts';
import { Retry } from './retry.ts';

export interface HlsRecoveryPorts {
  readonly clock: Clock;
  /** 0 up to 1; scatters retries. */
  readonly random: () => number;
  readonly network: NetworkStatus;
  readonly store: Store<PlayerState>;
  readonly media: HTMLMediaElement;
  /** Whether no other instance has taken its place. */
  isCurrent(hls: Hls): boolean;
  /** Reads the source anew. */
  reload(hls: Hls): void;
  /** @param lost the number of a segment that is gone for good; NaN for none */
  loadOn(hls: Hls, lost: number): void;
  fail(error: T333Error): void;
}

/** A rebuilt buffer that has held this long was repaired, in milliseconds. */
const MEDIA_REPAIRED_MS = 30_000;

/** Answers what hls.js cannot go on from: by trying again, by waiting for a network, by rebuilding the buffer, or by giving up. */
export class HlsRecovery {
  /** What is to be tried again. */
  readonly retry: Retry;
  /** Whether media of this source has arrived. */
  started = false;
  readonly #ports: HlsRecoveryPorts;
  #retries = 0;
  #mediaRecoveries = 0;
  #mediaRecoveredAtMs = -Infinity;
  /** A request of this source has failed for want of a network; hls.js may wait for that by itself. */
  #wentOffline = false;

  constructor(ports: HlsRecoveryPorts) {
    this.#ports = ports;
    this.retry = new Retry(ports.clock, ports.network);
    ports.store.subscribe(() => this.#tellOffline());
  }

  /** Another source. */
  forget(): void {
    this.#retries = this.#mediaRecoveries = 0;
    this.started = this.#wentOffline = false;
  }

  mediaArrived(): void {
    this.started = true;
    this.#retries = 0;
    this.#ports.store.update({ recovery: null });
  }

  /** A request has failed for want of a network. */
  networkIsGone(): void {
    this.#wentOffline = true;
    this.#tellOffline();
  }

  /** @param signal of the source: it aborts when that is no longer wanted */
  async recover(hls: Hls, data: ErrorData, signal: AbortSignal): Promise<void> {
    const { clock, random, network, store, media, isCurrent, reload, loadOn, fail } = this.#ports;
    const { type, fatal } = data;
    const isNetwork = type === 'networkError';
    const url = data.url ?? data.frag?.url;
    let error: T333Error = isNetwork && !network.isOnline() ? offlineError() : diagnoseHls(data);
    if (error.code === 'network' && !this.started && url) error = await diagnose(url, error, { signal, network });
    if (!isCurrent(hls)) return;
    if (clock.now() - this.#mediaRecoveredAtMs > MEDIA_REPAIRED_MS) this.#mediaRecoveries = 0;
    const live = store.getSnapshot().streamType === 'live';
    const attempt = isNetwork ? this.#retries : this.#mediaRecoveries;
    const decision = decideRecovery({ type, fatal, error, started: this.started, live, attempt }, random);
    // A playlist that contradicts the one before comes from a restarted encoder: its times begin anew.
    const again = (): void => {
      if (hls.levels.length === 0 || data.details === 'levelParsingError') return reload(hls);
      // What a live stream has lost does not come back.
      loadOn(hls, live && error.code === 'not-found' && data.frag?.type === 'main' ? Number(data.frag.sn) : NaN);
    };
    switch (decision.kind) {
      case 'wait-online':
        return this.#retryAfter(Infinity, error, again);
      case 'retry':
        this.#retries++;
        return this.#retryAfter(decision.delayMs, error, again);
      case 'recover-media': {
        this.#mediaRecoveries++;
        this.#mediaRecoveredAtMs = clock.now();
        const { currentTime } = media;
        hls.recoverMediaError();
        return hls.startLoad(currentTime);
      }
      case 'fail':
        return fail(error);
    }
  }

  #retryAfter(delayMs: number, error: T333Error, task: () => void): void {
    const { store } = this.#ports;
    this.retry.after(delayMs, () => {
      // A suspended player tries when it is resumed.
      if (store.getSnapshot().lifecycle !== 'active') return false;
      task();
      return true;
    });
    store.update({ recovery: Object.freeze({ error, attempt: Math.max(1, this.#retries), delayMs }) });
  }

  /** What is buffered plays on without a word; `offline` stands in the state while playback waits. */
  #tellOffline(): void {
    const { store, network } = this.#ports;
    const state = store.getSnapshot();
    const { recovery } = state;
    if (!needsMedia(state)) {
      // A retry of ours that is still to come keeps its own.
      if (recovery?.delayMs === Infinity && !this.retry.isDue) store.update({ recovery: null });
    } else if (!recovery && this.#wentOffline && !network.isOnline()) {
      store.update({ recovery: Object.freeze({ error: offlineError(), attempt: 1, delayMs: Infinity }) });
    }
  }
}
