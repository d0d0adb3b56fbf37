import type Hls from 'hls.js';
import type { Events } from 'hls.js';
import { T333Error } from '../errors.ts';
import type { Store } from '../state/store.ts';
import type { Clock } from '../time/clock.ts';
import { LEVEL_PENALTY_MS } from './hls-config.ts';
import { HlsLevels } from './hls-levels.ts';
import { readRenditions } from './hls-renditions.ts';
import type { PlayerState, RenditionOptions } from './player.ts';
import { RenditionWish } from './rendition-wish.ts';
import type { SegmentScheduler } from './segment-scheduler.ts';

export interface RenditionChoiceOptions {
  readonly clock: Clock;
  readonly media: HTMLMediaElement;
  readonly store: Store<PlayerState>;
}

/** Which rendition is played, and who has chosen it: for all the instances of hls.js that one player has in its life. */
export class RenditionChoice {
  scheduler: SegmentScheduler | null = null;
  readonly #options: RenditionChoiceOptions;
  readonly #wish: RenditionWish;
  #levels: HlsLevels | null = null;

  constructor(options: RenditionChoiceOptions) {
    this.#options = options;
    this.#wish = new RenditionWish(options.store, options.clock);
  }

  /** Another source. */
  forget(): void {
    this.#wish.reset();
  }

  /** What is on its way is left as it is. */
  cancel(): void {
    this.#levels?.cancel();
  }

  /** For another instance of hls.js. */
  makeLevels(): HlsLevels {
    const { store } = this.#options;
    this.cancel();
    return (this.#levels = new HlsLevels({
      ...this.#options,
      scheduler: () => this.scheduler,
      renditionOf: (level) => store.getSnapshot().renditions[level]?.id ?? null,
    }));
  }

  listen(hls: Hls, events: typeof Events): void {
    const { store } = this.#options;
    this.#levels!.drive(hls, events);
    const readLevels = (): void => {
      store.update({ renditions: readRenditions(hls.levels) });
      const wanted = this.#wish.level;
      if (wanted >= 0 && hls.manualLevel !== wanted) hls.loadLevel = wanted;
    };
    hls.on(events.MANIFEST_PARSED, readLevels);
    hls.on(events.LEVELS_UPDATED, readLevels);
    hls.on(events.LEVEL_SWITCHED, (_event, { level }) =>
      store.update({ rendition: store.getSnapshot().renditions[level]?.id ?? null }),
    );
    hls.on(events.FRAG_BUFFERED, () => {
      if (this.#wish.takeUp()) this.#levels?.select(this.#wish.level, 'next-segment');
    });
  }

  choose(id: string, { origin = 'user', when }: RenditionOptions): void {
    const wish = this.#wish;
    if (id !== 'auto' && wish.levelOf(id) < 0) throw new T333Error('invalid-argument', `There is no rendition ${id}.`);
    if (origin === 'quality') wish.steer(id);
    else this.#options.store.update({ selectedRendition: id });
    // What the viewer has chosen stands above it; a request that hangs is made again all the same.
    if (origin === 'quality' && when !== 'at-once' && wish.isViewers) return;
    // What is buffered is good enough to hand over to the automatic choice; a viewer's wish should be seen soon.
    this.#levels?.select(wish.level, when ?? (origin === 'user' && id !== 'auto' ? 'soon' : 'next-segment'));
  }

  /** Where the level that failed was nobody's wish but a quality manager's, another may do. @returns whether there is one */
  leaveFree(hls: Hls): boolean {
    if (this.#wish.isViewers || hls.manualLevel < 0 || hls.levels.length < 2) return false;
    this.#wish.setAside(LEVEL_PENALTY_MS);
    this.#levels?.select(-1, 'next-segment');
    return true;
  }
}
