/** English texts of the performance warning. */
export const messages = {
  'performance.info': 'Performance tip',
  'performance.warning': 'Performance warning',
  'performance.dropping-frames': 'One of the streams loses {percent} % of its frames: this device cannot keep up.',
  'performance.stalling': 'A stream waited {seconds} s for data within the last minute.',
  'performance.data-saver': '{count} streams take {rate}, although data should be saved.',
  'performance.battery': '{count} streams play while the device runs on its battery.',
  'performance.many-streams.info': '{count} streams at once may be more than the device or the connection can take.',
  'performance.many-streams.warning': '{count} streams at once are more than most devices and connections can take.',
  'performance.optimized': 'All streams but the one in focus have their lowest quality.',
  'performance.optimize': 'Optimise',
  'performance.optimizeTitle': 'Gives all streams but the one in focus their lowest quality',
  'performance.undo': 'Undo',
  'performance.close': 'Close {name}',
  'performance.closeOne': 'Close a stream',
  'performance.dismiss': 'Dismiss',
} as const;
