import { defineElement } from '../base/define-element.ts';
import { LiveChat } from './live-chat.ts';

defineElement('live-chat', LiveChat);

// With it TypeScript knows the tag.
export type { LiveChat } from './live-chat.ts';
