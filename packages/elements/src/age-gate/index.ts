export { AgeGate } from './age-gate.ts';
export { ConsentChangeEvent } from './age-gate.events.ts';
