/** English texts of what screen readers are told of a chat. */
export const spokenMessages = {
  'chat.spoken.one': '{name}: {text}',
  'chat.spoken.many': '{count} new messages. The last one: {name}: {text}',
  'chat.spoken.mention': '{name} mentions you: {text}',
  'chat.spoken.own': 'You: {text}',
  'chat.spoken.failed': 'Your message was not sent.',
  'chat.spoken.ownDeleted': 'Your message was deleted.',
} as const;
