import { defineElement } from '../base/define-element.ts';
import '../live-badge/define.ts';
import { LiveCard } from './live-card.ts';

defineElement('live-card', LiveCard);

// With it TypeScript knows the tag.
export type { LiveCard } from './live-card.ts';
