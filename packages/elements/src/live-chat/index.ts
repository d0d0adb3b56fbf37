export type { BadgeUrl } from './badge-nodes.ts';
export type { ChatSource } from './chat-source.ts';
export { LiveChat } from './live-chat.ts';
export type { RecordedChat } from './recording/recording.ts';
export type { UserFact, UserFacts } from './user-fact.ts';
