import { defineElement } from '../base/define-element.ts';
import { HealthPanel } from './health-panel.ts';

defineElement('health-panel', HealthPanel);

// With them TypeScript knows the tag, and its events.
export type { HealthPanel } from './health-panel.ts';
export type { HealthChangeEvent } from './health-panel.events.ts';
