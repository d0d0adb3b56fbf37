/** English texts of the card that stands in for a player without room. */
export const cardMessages = {
  'tile.enlarge': 'Show large',
  'tile.enlargeName': 'Show large: {name}',
  'tile.needsRoom': 'Plays from {width} × {height} on',
  'tile.needsTurn': 'Plays when you turn your device',
} as const;
