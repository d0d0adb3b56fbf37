import { defineElement } from '../base/define-element.ts';
import { LivePlayer } from './live-player.ts';

defineElement('live-player', LivePlayer);

// With it TypeScript knows the tag.
export type { LivePlayer } from './live-player.ts';
