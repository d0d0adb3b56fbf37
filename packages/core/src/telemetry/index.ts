/**
 * What a page tells of its playback, if it wants to: to the servers of its media with each request (CMCD), and to somebody who counts how
 * well it plays.
 *
 * @module
 */
export { CMCD_REQUEST_KEYS, type CmcdOptions, type CmcdRequestKey } from './cmcd-options.ts';
export { contentIdOf, pageSessionId } from './identity.ts';
export { type PlayState } from './play-state.ts';
export { type ReportTarget } from './deliver.ts';
export { type PlaybackReport, type ReportedEvent } from './playback-report.ts';
export {
  PlaybackReporter,
  type PlaybackReporterOptions,
  type PlaybackReporterState,
  type WatchOptions,
} from './playback-reporter.ts';
