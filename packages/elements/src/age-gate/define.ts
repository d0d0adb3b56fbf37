import { defineElement } from '../base/define-element.ts';
import { AgeGate } from './age-gate.ts';

defineElement('age-gate', AgeGate);

// With it TypeScript knows the tag.
export type { AgeGate } from './age-gate.ts';
