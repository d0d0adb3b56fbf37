export { observeElement, VISIBLE_RATIO, type ObserveElement } from './observe-element.ts';
export {
  decide,
  DEFAULT_VISIBILITY_POLICY,
  SUSPEND_AFTER_MS,
  UNLOAD_ABOVE_COUNT,
  UNLOAD_AFTER_MS,
  type TileObservation,
  type TileStage,
  type VisibilityDecision,
  type VisibilityPolicy,
} from './policy.ts';
export {
  VisibilityManager,
  type PageVisibility,
  type VisibilityManagerOptions,
  type VisibilityState,
  type VisiblePlayer,
} from './visibility-manager.ts';
