import { defineElement } from '../base/define-element.ts';
import { StreamKeyCard } from './stream-key-card.ts';

defineElement('stream-key-card', StreamKeyCard);

// With them TypeScript knows the tag, and its events.
export type { StreamKeyCard } from './stream-key-card.ts';
export type { KeyRotateEvent } from './stream-key-card.events.ts';
