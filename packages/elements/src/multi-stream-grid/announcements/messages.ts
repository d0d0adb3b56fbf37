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
