/** English texts of the grid. */
export const gridMessages = {
  'grid.label': 'Video wall',
  'grid.empty': 'No streams yet',
  'grid.tile': '{name}, {place} of {count}',
  'grid.sound': 'sound on',
  'grid.unnamed': 'Stream {place}',
} as const;
