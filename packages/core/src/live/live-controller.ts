import { T333Error } from '../errors.ts';
import { Store, type ReadableStore } from '../state/store.ts';
import type { DvrWindow, LatencyMode, LiveControl, LiveMode, LiveState } from '../player/live-control.ts';
import type { PlayerEvent } from '../player/player.ts';
import { systemClock, type Clock } from '../time/clock.ts';
import { decide } from './catch-up.ts';
import { dvrWindow } from './dvr-window.ts';
import { isAudible, LiveActs } from './live-acts.ts';
import { LiveGauge, livePoint, LOOKS_MS, type LiveReading } from './live-gauge.ts';
import type { LivePlayer, LivePlayerState } from './live-player.ts';
import { latencyModesOf, liveState, OFF, type LiveControllerOptions } from './live-state.ts';
import { LiveTargets, type Targets } from './live-targets.ts';
import { serverClockOf } from './page-clock.ts';
import type { ServerClock } from './server-clock.ts';
import { SHIFT_SECONDS } from './resume.ts';
import { ViewerIntent } from './viewer-intent.ts';
import { checkDvrWindow, checkLatency } from './wishes.ts';

/** A position is believed so long after a seek. */
const SETTLE_MS = 250;
/** Waiting for media this soon after a seek is that seek's. */
const SEEK_STALL_MS = 2000;
/** In so long a stall is to be made up, or another wish fulfilled, by leaps where rates are too slow. */
const MAKE_UP_MS = 20_000;
/** What begins too far behind may leap for so long. */
const JOIN_MS = 5000;
/** What lies at the start of a window is gone before it is loaded. */
const START_MARGIN_SECONDS = 5;
const SAME_RATE_WITHIN = 0.001;

export { serverClockOf } from './page-clock.ts';
export { wishedOffset } from './wished-start.ts';

/** Keeps one player at its distance from the live edge, and tells where it is. To be destroyed before the player is. */
export class LiveController implements LiveControl {
  /** What the time is by those who send the stream. */
  serverClock: ServerClock;
  readonly #store = new Store<LiveState>(OFF);
  readonly #player: LivePlayer;
  readonly #clock: Clock;
  #dvrWindowSeconds = Infinity;
  #latencyMode: LatencyMode = 'low';
  readonly #life = new AbortController();
  readonly #gauge = new LiveGauge();
  readonly #acts: LiveActs;
  readonly #intent = new ViewerIntent();
  readonly #wanted = new LiveTargets();
  #source: string | null = null;
  #wasBuffering = false;
  #looks = 0;
  #soughtAtMs = -Infinity;
  /** A leap does not disturb who has just waited, or has asked to be elsewhere. */
  #mayLeapUntilMs = -Infinity;
  #joinsUntilMs = -Infinity;
  #cancelLook: (() => void) | null = null;

  constructor(options: LiveControllerOptions) {
    const { player, clock = systemClock, serverClock = serverClockOf(clock) } = options;
    const { targetLatencySeconds = null, dvrWindowSeconds = Infinity } = options;
    this.#player = player;
    this.#clock = clock;
    this.serverClock = serverClock;
    this.#acts = new LiveActs(player, clock);
    checkLatency(targetLatencySeconds);
    this.#wanted.wantedSeconds = targetLatencySeconds;
    this.dvrWindow = dvrWindowSeconds;
    const { signal } = this.#life;
    player.addEventListener('seeking', (event) => this.#onSeeking(event), { signal });
    player.addEventListener('pause', ({ origin }) => this.#onPause(origin), { signal });
    player.addEventListener('play', () => this.#intent.onPlay(), { signal });
    player.state.subscribe(() => this.#wake(), { signal });
    this.#wake();
  }

  get state(): ReadableStore<LiveState> {
    return this.#store;
  }

  get targetLatency(): number | null {
    return this.#wanted.wantedSeconds;
  }

  set targetLatency(seconds: number | null) {
    this.#assertAlive();
    checkLatency(seconds);
    if (seconds === this.#wanted.wantedSeconds) return;
    this.#wanted.wantedSeconds = seconds;
    this.#mayLeapUntilMs = this.#clock.now() + MAKE_UP_MS;
  }

  get latencyMode(): LatencyMode {
    return this.#latencyMode;
  }

  set latencyMode(mode: LatencyMode) {
    this.#assertAlive();
    if (mode === this.#latencyMode) return;
    const reading = this.#store.getSnapshot().mode === 'following' ? this.#read() : null;
    const before = reading && this.#targets(reading).target;
    this.#latencyMode = mode;
    const target = reading && this.#targets(reading).target;
    // By a rate it would take minutes. Where a page or a wall has its own wish, nothing changes.
    if (target !== null && target !== before) void this.#leap(reading!, livePoint(reading!, target)).catch(() => {});
    this.#store.update({ latencyMode: mode });
  }

  get dvrWindow(): number {
    return this.#dvrWindowSeconds;
  }

  set dvrWindow(seconds: number) {
    this.#assertAlive();
    checkDvrWindow(seconds);
    this.#dvrWindowSeconds = seconds;
  }

  setGroupTarget(seconds: number | null): void {
    this.#wanted.groupSeconds = seconds;
  }

  async goLive(): Promise<void> {
    this.#assertAlive();
    const reading = this.#isLive(this.#player.state.getSnapshot()) ? this.#read() : null;
    if (!reading) throw new T333Error('unsupported', 'There is no live stream to return to.');
    this.#acts.endHold();
    this.#intent.reset();
    this.#player.setRate(1);
    const arrival = this.#leap(reading, livePoint(reading, this.#targets(reading).target));
    await Promise.all([arrival, this.#player.play({ origin: 'user' })]);
  }

  destroy(): void {
    if (this.#life.signal.aborted) return;
    this.#life.abort();
    this.#acts.endHold();
    this.#rest();
  }

  #wake(): void {
    const state = this.#player.state.getSnapshot();
    // A stall may be over before the next look, and teaches all the same.
    const isNews = state.buffering !== this.#wasBuffering;
    this.#wasBuffering = state.buffering;
    // What comes next begins where live streams do, wherever the viewer was before.
    if (state.lifecycle === 'unloaded' || (state.phase !== 'ready' && state.phase !== 'ended')) this.#source = null;
    // Who pauses what is held finds it paused already.
    if (this.#acts.holds && !state.playRequested) this.#onPause('user');
    if ((isNews || !this.#cancelLook) && this.#isLive(state)) this.#look();
  }

  #rest(): void {
    this.#cancelLook?.();
    this.#cancelLook = null;
    this.#acts.factor = 1;
    this.#gauge.forgetPosition();
    this.#store.update({ ...OFF, latencyMode: this.#latencyMode });
  }

  #isLive({ streamType, phase, lifecycle }: LivePlayerState): boolean {
    return streamType === 'live' && phase === 'ready' && lifecycle === 'active';
  }

  #look(): void {
    this.#cancelLook?.();
    const state = this.#player.state.getSnapshot();
    if (!this.#isLive(state)) return this.#rest();
    this.#cancelLook = this.#clock.after(LOOKS_MS[this.#looks++ % LOOKS_MS.length]!, () => this.#look());
    if (state.source !== this.#source) {
      this.#source = state.source;
      this.#gauge.reset();
      this.#wanted.reset();
      this.#intent.reset();
      this.#joinsUntilMs = this.#clock.now() + JOIN_MS;
    }
    const reading = this.#read();
    if (reading) this.#tell(reading, this.#act(reading, state));
    else this.#store.update({ ...OFF, latencyMode: this.#latencyMode });
  }

  #read(): LiveReading | null {
    return this.#gauge.read(this.#player, this.#clock.now(), this.serverClock);
  }

  #targets(reading: LiveReading): Targets {
    const { liveEdgeOffset = NaN, holdBack = NaN } = this.#player;
    const offset = this.#latencyMode === 'normal' && holdBack > 0 ? holdBack : liveEdgeOffset;
    return this.#wanted.of(reading, offset, this.#clock.now());
  }

  /** Does what is to be done now. @returns what the player is at */
  #act(reading: LiveReading, state: LivePlayerState): LiveMode {
    if (!state.seeking && !this.#acts.holds) {
      const { target } = this.#targets(reading);
      const nowMs = this.#clock.now();
      this.#intent.onLanded(reading.latency - target);
      if (state.paused) this.#acts.factor = 1;
      else if (!this.#resume(reading, target)) {
        if (state.buffering && state.playRequested && state.hasFrame) return this.#starve(nowMs, reading.step);
        if (Math.abs(state.rate - this.#acts.factor) > SAME_RATE_WITHIN) {
          this.#acts.factor = 1;
          // Who has come to the edge faster than live goes on as everybody does, or would run dry there.
          if (state.rate > 1 && reading.latency <= target) {
            this.#intent.reset();
            this.#player.setRate(1);
          }
          if (state.rate < 1 && reading.latency - target > SHIFT_SECONDS) this.#intent.isShifted = true;
          return 'yielding';
        }
        if (this.#intent.isShifted) this.#acts.factor = 1;
        else if (nowMs - this.#soughtAtMs >= SETTLE_MS) this.#correct(reading, state, target);
      }
    }
    if (this.#intent.isShifted) return 'time-shifted';
    return state.paused && !this.#acts.holds ? 'yielding' : 'following';
  }

  #starve(nowMs: number, stepSeconds: number): LiveMode {
    const wasFollowing = this.#store.getSnapshot().mode === 'following';
    if (wasFollowing && nowMs - this.#soughtAtMs > SEEK_STALL_MS) this.#wanted.stalled(stepSeconds, nowMs);
    this.#mayLeapUntilMs = nowMs + MAKE_UP_MS;
    this.#gauge.forgetBuffer();
    return this.#intent.isShifted ? 'time-shifted' : 'stalled';
  }

  #correct(reading: LiveReading, state: LivePlayerState, target: number): void {
    const nowMs = this.#clock.now();
    const driftSeconds = reading.latency - target;
    // Who has just begun and is too near to the edge is not made to stand still.
    const joinsLate = state.hasFrame && driftSeconds > 0 && nowMs < this.#joinsUntilMs;
    const action = decide({
      driftSeconds,
      noiseSeconds: reading.noise,
      factor: this.#acts.factor,
      bufferSeconds: reading.buffer,
      backBufferSeconds: reading.backBuffer,
      troughSeconds: reading.trough,
      audible: isAudible(state),
      // Where the edge stands still, there is nowhere to go.
      sinceLeapMs: reading.standing ? 0 : nowMs - this.#acts.leaptAtMs,
      mayLeap: this.#wanted.groupSeconds !== null || nowMs < this.#mayLeapUntilMs || joinsLate,
    });
    if (action.kind === 'rate') this.#acts.factor = action.factor;
    else if (action.kind === 'hold') this.#acts.hold(action.durationMs);
    else void this.#leap(reading, livePoint(reading, target)).catch(() => {});
  }

  /** After a stop, or where the window has left the position behind. @returns whether the player is sent somewhere */
  #resume(reading: LiveReading, target: number): boolean {
    const expired = reading.position < reading.seekable.start;
    // Until the edge moves again, nobody knows where to go.
    if (reading.standing || !this.#intent.mustResume(expired)) return false;
    const isDvr = this.#window(reading, target).targetLiveWindow > 0;
    const driftSeconds = reading.latency - target;
    const resume = this.#intent.resume({ isDvr, expired, driftSeconds, stepSeconds: reading.step });
    if (resume === 'stay' || resume === 'shift') return false;
    const place = resume === 'edge' ? livePoint(reading, target) : reading.seekable.start + START_MARGIN_SECONDS;
    void this.#leap(reading, place).catch(() => {});
    return true;
  }

  #leap({ seekable, step }: LiveReading, seconds: number): Promise<void> {
    this.#acts.factor = 1;
    this.#gauge.forgetPosition();
    this.#soughtAtMs = this.#clock.now();
    return this.#acts.leap(Math.max(seekable.start, Math.min(seconds, seekable.end - step)));
  }

  #window(reading: LiveReading, target: number): DvrWindow {
    return dvrWindow({
      seekable: reading.seekable,
      livePoint: livePoint(reading, target),
      position: reading.position,
      wallClock: this.#player.state.getSnapshot().wallClock,
      dvrWindowSeconds: this.#dvrWindowSeconds,
    });
  }

  #tell(reading: LiveReading, mode: LiveMode): void {
    const targets = this.#targets(reading);
    const window = this.#window(reading, targets.target);
    const { liveEdgeOffset = NaN, holdBack = NaN } = this.#player;
    const latencyModes = latencyModesOf(this.targetLatency === null ? liveEdgeOffset : NaN, holdBack);
    const choice = { latencyModes, latencyMode: this.#latencyMode };
    this.#store.update(liveState(this.#store.getSnapshot(), reading, targets, window, mode, choice));
  }

  #onSeeking({ origin }: PlayerEvent): void {
    this.#soughtAtMs = this.#clock.now();
    this.#gauge.forgetPosition();
    // Of the last look: nobody wants the past of a quarter of a second ago.
    const { window } = this.#store.getSnapshot();
    this.#intent.onSeeking(origin, !window || this.#player.currentTime < window.position);
  }

  #onPause(origin: PlayerEvent['origin']): void {
    this.#gauge.forgetPosition();
    if (origin === 'live') return;
    this.#acts.endHold();
    this.#intent.onPause(origin);
  }

  #assertAlive(): void {
    if (this.#life.signal.aborted) throw new T333Error('destroyed', 'The live controller was destroyed.');
  }
}
