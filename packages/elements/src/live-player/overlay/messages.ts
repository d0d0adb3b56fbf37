/** What is said upon the picture; the texts of the bar come with the bar. */
export const messages = {
  'player.empty': 'No stream',
  'player.play': 'Play',
  'player.replay': 'Play again',
  'player.ended': 'The stream has ended',
  'player.streamOffline': 'The stream is offline',
  'player.startsIn': 'Starts in {time}',
  'player.starts': 'Starts {time}',
  'player.startingSoon': 'Starting soon',
  'player.unmute': 'Unmute',
  'player.retry': 'Try again',
  'player.recovering': 'Connection lost. Trying again ({attempt})',
  'player.offline': 'You are offline',
  'player.unreachable': 'The stream cannot be reached',
  'player.notFound': 'This stream is not there',
  'player.forbidden': 'You may not watch this stream',
  'player.cors': 'This stream may not be shown on this site',
  'player.notStream': 'This link does not lead to a stream',
  'player.tooSmall': 'This player needs more room',
  'player.notStarted': 'The stream has not started yet',
  'player.unsupported': 'This browser cannot play the stream',
  'player.damaged': 'The stream is damaged',
  'player.comeback': 'It plays here as soon as it is back',
  'player.beginning': 'It plays here as soon as it begins',
  'player.failed': 'Something went wrong',
} as const;

export type MessageKey = keyof typeof messages;
