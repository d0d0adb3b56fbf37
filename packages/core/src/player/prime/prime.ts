import { createPrimer, type PrimeOptions } from './primer.ts';

/**
 * Fetches what the player will need first of this stream: its playlists, the initialization section and the first segment. A player
 * that loads the same address within 30 s takes them from here. In browsers only.
 *
 * @param url of an HLS playlist, as the player will get it
 * @returns resolves when everything is here, or given up; it never rejects: what fails is the player's to tell
 */
export function prime(url: string, options?: PrimeOptions): Promise<void> {
  return (globalThis.t333Prime ??= createPrimer())(url, options);
}
