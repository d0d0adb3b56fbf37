import { defineElement } from '../base/define-element.ts';
import { PlaybackStats } from './playback-stats.ts';

defineElement('playback-stats', PlaybackStats);

// With it TypeScript knows the tag.
export type { PlaybackStats } from './playback-stats.ts';
