import { defineElement } from '../base/define-element.ts';
import { AgeGate } from './age-gate.ts';

defineElement('age-gate', AgeGate);

// With them TypeScript knows the tag, and its events.
export type { AgeGate } from './age-gate.ts';
export type { ConsentChangeEvent } from './age-gate.events.ts';
