/** English texts of the grid. */
export const gridMessages = {
  'grid.label': 'Video wall',
  'grid.empty': 'No streams yet',
  'grid.tile': '{name}, {place} of {count}',
  'grid.sound': 'sound on',
  'grid.unnamed': 'Stream {place}',
} as const;

/** English texts for screen readers, of what has just changed. */
export const announcements = {
  'grid.soundOf': 'Sound: {name}',
  'grid.muted': 'All muted',
  'grid.focused': '{name} focused',
  'grid.added': '{name} added',
  'grid.removed': '{name} removed',
  'grid.moved': '{name} moved to place {place} of {count}',
  'grid.layout.grid': 'Grid',
  'grid.layout.focus': 'Focus',
  'grid.layout.pip': 'Picture in picture',
  'grid.layout.columns': 'Columns',
  'grid.layout.free': 'Free layout',
} as const;

/** English texts of a tile's bar. */
export const tileMessages = {
  'tile.drag': 'Move {name}',
  'tile.resize': 'Resize {name}',
  'tile.listen': 'Listen to {name}',
  'tile.mute': 'Mute {name}',
  'tile.volume': 'Volume of {name}',
  'tile.pip': 'Picture in picture: {name}',
  'tile.fullscreen': 'Fullscreen: {name}',
  'tile.remove': 'Remove {name}',
} as const;
