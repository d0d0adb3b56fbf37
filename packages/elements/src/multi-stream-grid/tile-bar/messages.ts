/** English texts of a tile's bar. */
export const tileMessages = {
  'tile.drag': 'Move {name}',
  'tile.resize': 'Resize {name}',
  'tile.listen': 'Listen to {name}',
  'tile.mute': 'Mute {name}',
  'tile.volume': 'Volume of {name}',
  'tile.quality': 'Quality of {name}',
  'tile.qualityAuto': 'Auto',
  'tile.qualityNow': 'Auto ({label})',
  'tile.audioOnly': 'Audio only',
  'tile.pip': 'Picture in picture: {name}',
  'tile.fullscreen': 'Fullscreen: {name}',
  'tile.remove': 'Remove {name}',
} as const;
