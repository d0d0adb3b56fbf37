import type { ChannelModeration } from '@t333/core/chat';

/** What the element asks for: a `ChannelModeration`, or what is shaped like one. */
export type ModerationSource = Pick<
  ChannelModeration,
  'state' | 'act' | 'judge' | 'takeBack' | 'undoOf' | 'loadOlder' | 'retry' | 'serverTime'
> &
  Partial<Pick<ChannelModeration, 'moderators'>>;
