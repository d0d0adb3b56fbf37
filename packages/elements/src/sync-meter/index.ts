export { SyncMeter } from './sync-meter.ts';
