import { defineElement } from '../base/define-element.ts';
import { ControlRoom } from './control-room.ts';

defineElement('control-room', ControlRoom);

// With them TypeScript knows the tag, and its events.
export type { ControlRoom } from './control-room.ts';
export type { SessionChangeEvent } from './control-room.events.ts';
