/**
 * What plays first is fetched, and may even play, before there is a player.
 *
 * @module
 */
export { type Boot, type Booted, type BootedVideos, type BootOptions } from './boot.ts';
export { prime } from './prime.ts';
export {
  createPrimer,
  type BootPorts,
  type KnownMedia,
  type MediaSink,
  type PrimedAnswer,
  type PrimeOptions,
  type Primer,
  type PrimerPorts,
} from './primer.ts';
