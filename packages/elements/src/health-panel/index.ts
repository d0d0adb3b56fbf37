export { HealthChangeEvent } from './health-panel.events.ts';
export { HealthPanel } from './health-panel.ts';
