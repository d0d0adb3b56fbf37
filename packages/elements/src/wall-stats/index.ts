export { WallStats } from './wall-stats.ts';
