import { defineElement } from '../base/define-element.ts';
import '../sync-meter/define.ts';
import { VodOffsetControls } from './vod-offset-controls.ts';

defineElement('vod-offset-controls', VodOffsetControls);

// With it TypeScript knows the tag.
export type { VodOffsetControls } from './vod-offset-controls.ts';
