/** English texts of the card of a stream. */
export const messages = {
  'card.loading': 'Loading',
  'card.unnamed': 'A stream without a name',
  'card.viewers': '{count} watching',
  'card.uptime': 'Live for {time}',
} as const;
