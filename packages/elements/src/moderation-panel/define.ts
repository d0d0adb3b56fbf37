import { defineElement } from '../base/define-element.ts';
import { ModerationPanel } from './moderation-panel.ts';

defineElement('moderation-panel', ModerationPanel);

// With it TypeScript knows the tag.
export type { ModerationPanel } from './moderation-panel.ts';
