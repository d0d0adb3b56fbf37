/** What opens over the chat, as one part that is fetched when it is first asked for. */
export { ChatPanels } from './chat-panels.ts';
