export { KeyRotateEvent } from './stream-key-card.events.ts';
export { StreamKeyCard } from './stream-key-card.ts';
