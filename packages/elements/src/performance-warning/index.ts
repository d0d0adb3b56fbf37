export { PerformanceWarning } from './performance-warning.ts';
export { CloseTileEvent, OptimizeEvent } from './performance-warning.events.ts';
