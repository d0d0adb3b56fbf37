/** English texts of the badge. */
export const messages = {
  'badge.live': 'Live',
  'badge.behind': 'Behind live',
  'badge.behindBy': '{time} behind live',
  'badge.startsIn': 'Starts in {time}',
  'badge.startsAt': 'Starts {time}',
  'badge.upcoming': 'Starts soon',
  'badge.ended': 'Ended',
  'badge.offline': 'Offline',
  'badge.viewers': '{count} watching',
} as const;
