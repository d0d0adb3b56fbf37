export { LiveTipTicker, type TipFilter, type TipsShown } from './live-tip-ticker.ts';
export { TipEndEvent, TipShowEvent } from './live-tip-ticker.events.ts';
