import { defineElement } from '../base/define-element.ts';
import { WallStats } from './wall-stats.ts';

defineElement('wall-stats', WallStats);

// With it TypeScript knows the tag.
export type { WallStats } from './wall-stats.ts';
