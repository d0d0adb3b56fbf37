/**
 * Tips, one after the other.
 *
 * @module
 */
export { DEFAULT_DWELL_MS, dwellMs, GAP_MS, MAX_DWELL_MS, MIN_DWELL_MS } from './dwell.ts';
export { maskWords } from './mask-words.ts';
export { type Tip } from './tip.ts';
export { TipQueue, type ShownTip, type TipQueueOptions, type TipQueueState } from './tip-queue.ts';
export { DEFAULT_MAX_AGE_MS, tipsOf, type TipsOfOptions, type TipSource } from './tip-source.ts';
