/** What is needed before the rest of the texts, which come with what they stand on. */
export const messages = {
  'player.label': 'Player',
} as const;
