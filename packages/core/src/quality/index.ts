export {
  advise,
  type Advice,
  type AdviceAction,
  type AdviceCode,
  type WallObservation,
  type WatchedTile,
} from './advice.ts';
export { allocate, type AllocateOptions, type Allocation, type Share } from './allocate.ts';
export { type Pressure } from './decode-budget.ts';
export { deviceBox, readLadder, usefulRung, type Box, type Ladder, type Rung } from './ladder.ts';
export { byBandwidth } from './policies/by-bandwidth.ts';
export { byCount } from './policies/by-count.ts';
export { byLoad } from './policies/by-load.ts';
export { focusFirst } from './policies/focus-first.ts';
export { policies, type PolicyName } from './policies/by-name.ts';
export { utility } from './policies/utility.ts';
export type { Budget, Choice, Load, PolicyContext, QualityPolicy, Reason, TileDemand } from './policy.ts';
export { QualityManager, type ManagedOptions, type QualityManagerOptions } from './quality-manager.ts';
export type { QualityState, TileQuality } from './quality-state.ts';
export { type QualitySignals } from './signals.ts';
