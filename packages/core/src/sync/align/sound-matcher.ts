import type { Correlation, LagRange } from './correlate.ts';
import type { Pcm } from './pcm.ts';

/** Keeps the features of sounds, and compares two of them. */
export interface SoundMatcher {
  /** @returns whether there is anything to hear */
  add(id: string, sound: Pcm): Promise<boolean>;
  match(a: string, b: string, range: LagRange): Promise<Correlation | null>;
  /** What is under way never settles. */
  close(): void;
}
