export { ModerationPanel } from './moderation-panel.ts';
export type { ModerationSource } from './moderation-source.ts';
