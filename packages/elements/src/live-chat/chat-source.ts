import type { ChatClient, ClientChannelState } from '@t333/core/chat';

/** What the element asks of a client: a `ChatClient`, or what is shaped like one. */
export type ChatSource = Pick<
  ChatClient,
  'state' | 'feed' | 'send' | 'cancelQueued' | 'resend' | 'discard' | 'setDraft' | 'loadOlder' | 'fillGap' | 'moderate'
>;

export type ChatChannelView = ClientChannelState;
