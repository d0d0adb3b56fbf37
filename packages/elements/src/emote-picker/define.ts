import { defineElement } from '../base/define-element.ts';
import { EmotePicker } from './emote-picker.ts';

defineElement('emote-picker', EmotePicker);

// With them TypeScript knows the tag, and its events.
export type { EmotePicker } from './emote-picker.ts';
export type { EmotePickEvent } from './emote-picker.events.ts';
