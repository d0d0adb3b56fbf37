import { defineElement } from '../base/define-element.ts';
import { LiveTipTicker } from './live-tip-ticker.ts';

defineElement('live-tip-ticker', LiveTipTicker);

// With them TypeScript knows the tag, and its events.
export type { LiveTipTicker } from './live-tip-ticker.ts';
export type { TipEndEvent, TipShowEvent } from './live-tip-ticker.events.ts';
