import { systemClock, type Clock } from '../../time/clock.ts';
import type { Correlation, LagRange } from './correlate.ts';
import { soundFeatures, type SoundFeatures } from './features.ts';
import { matchSounds } from './match.ts';
import type { Pcm } from './pcm.ts';
import type { SoundMatcher } from './sound-matcher.ts';

/** Works where it is called, in slices: between them the page lives, in a worker nothing waits. */
export class LocalMatcher implements SoundMatcher {
  readonly #clock: Clock | null;
  readonly #sounds = new Map<string, SoundFeatures>();
  #closed = false;

  /** @param clock null to work without a break */
  constructor(clock: Clock | null = systemClock) {
    this.#clock = clock;
  }

  async add(id: string, { samples, sampleRate }: Pcm): Promise<boolean> {
    const features = await this.#run(soundFeatures(samples, sampleRate));
    this.#sounds.set(id, features);
    return features.audible;
  }

  match(a: string, b: string, range: LagRange): Promise<Correlation | null> {
    return this.#run(matchSounds(this.#sounds.get(a)!, this.#sounds.get(b)!, range));
  }

  close(): void {
    this.#closed = true;
    this.#sounds.clear();
  }

  async #run<Result>(slices: Generator<unknown, Result>): Promise<Result> {
    for (;;) {
      const { done, value } = slices.next();
      if (done) return value;
      if (this.#clock) await new Promise<void>((resume) => this.#clock!.after(0, resume));
      if (this.#closed) return new Promise(() => {});
    }
  }
}
