import { defineElement } from '../base/define-element.ts';
import { LiveBadge } from './live-badge.ts';

defineElement('live-badge', LiveBadge);

// With it TypeScript knows the tag.
export type { LiveBadge } from './live-badge.ts';
