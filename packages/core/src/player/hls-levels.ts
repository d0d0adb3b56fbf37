import type Hls from 'hls.js';
import type { Events, FragmentLoaderContext, MediaFragment, Part } from 'hls.js';
import type { Clock } from '../time/clock.ts';
import { findPrimed } from './prime/primed.ts';
import type { RenditionSwitch } from './player.ts';
import type { RenditionLift, SegmentAnswer } from './rendition-lift.ts';
import type { SegmentGate } from './segment-loader.ts';
import type { SegmentScheduler } from './segment-scheduler.ts';

const ignore = (): void => {};

/** Fetched behind the first media, so that it is there when it is wanted. */
let liftCode: typeof import('./rendition-lift.ts') | null = null;

export interface HlsLevelsOptions {
  readonly clock: Clock;
  readonly media: HTMLMediaElement;
  readonly scheduler: () => SegmentScheduler | null;
  readonly renditionOf: (level: number) => string | null;
}

/** The level that one instance of hls.js is told to load, how soon that shows, and the gate before its requests. */
export class HlsLevels implements SegmentGate {
  readonly #options: HlsLevelsOptions;
  #hls: Hls | null = null;
  #events: typeof Events | null = null;
  /** What hls.js is loading. */
  #loading: { readonly frag: MediaFragment; readonly part: Part | null } | null = null;
  #lift: RenditionLift | null = null;
  /** Requests of hls.js that wait for the end of a lift. */
  readonly #held: (() => void)[] = [];

  constructor(options: HlsLevelsOptions) {
    this.#options = options;
  }

  get scheduler(): SegmentScheduler | null {
    return this.#options.scheduler();
  }

  drive(hls: Hls, events: typeof Events): void {
    this.#hls = hls;
    this.#events = events;
    hls.on(events.MANIFEST_PARSED, () => {
      const primed = findPrimed(hls.levels.map(({ uri }) => uri));
      if (primed >= 0) hls.startLevel = primed;
    });
    hls.once(events.FRAG_BUFFERED, () => {
      // Where it does not come, a level is there with the next segment.
      if (hls.levels.length > 1) import('./rendition-lift.ts').then((code) => (liftCode = code)).catch(ignore);
    });
    hls.on(events.FRAG_LOADING, (_event, { frag, part }) => {
      if (frag.sn !== 'initSegment' && frag.type === 'main') {
        this.#loading = { frag: frag as MediaFragment, part: part ?? null };
      }
    });
  }

  /** @param level an index, or -1 for the choice of hls.js */
  select(level: number, when: RenditionSwitch): void {
    const hls = this.#hls;
    if (!hls) return;
    this.cancel();
    const before = hls.loadLevel;
    hls.loadLevel = level;
    if (level < 0) return;
    if (when === 'soon' && this.#options.media.readyState > 0 && liftCode) this.#liftTo(hls, level, liftCode);
    if (when === 'at-once' && level <= before) this.#chooseAnew();
  }

  /** Leaves what is on its way as it is. */
  cancel(): void {
    this.#lift?.cancel();
    this.#release();
  }

  take(context: FragmentLoaderContext): SegmentAnswer | undefined {
    return this.#lift?.take(context);
  }

  pass(context: FragmentLoaderContext, proceed: () => void): void {
    if (this.#lift?.holds(context)) this.#held.push(proceed);
    else proceed();
  }

  renditionOf(level: number): string | null {
    return this.#options.renditionOf(level);
  }

  isOutdated(level: number): boolean {
    return this.#loading !== null && this.#loading.frag.level !== level;
  }

  /** At once, or hls.js would ask for the same segment meanwhile. */
  #liftTo(hls: Hls, level: number, { RenditionLift }: NonNullable<typeof liftCode>): void {
    const lift = new RenditionLift({
      hls,
      events: this.#events!,
      media: this.#options.media,
      clock: this.#options.clock,
      level,
      fetchSeconds: (seconds) =>
        (seconds * (hls.levels[level]?.bitrate ?? 0)) / (this.scheduler?.bandwidthBps ?? hls.bandwidthEstimate),
      chooseAnew: () => this.#chooseAnew(),
    });
    this.#lift = lift;
    void lift.run().finally(() => this.#lift === lift && this.#release());
  }

  #release(): void {
    for (const proceed of this.#held.splice(0)) proceed();
  }

  #chooseAnew(): void {
    const { frag, part } = this.#loading ?? {};
    if (!frag?.loader) return;
    const { stats } = part ?? frag;
    frag.abortRequests();
    this.#hls!.trigger(this.#events!.FRAG_LOAD_EMERGENCY_ABORTED, { frag, part: part ?? null, stats });
  }
}
