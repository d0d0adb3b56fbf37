/** The texts of the bar. */
export const messages = {
  'controls.label': 'Player controls',
  'controls.play': 'Play',
  'controls.pause': 'Pause',
  'controls.mute': 'Mute',
  'controls.unmute': 'Unmute',
  'controls.volume': 'Volume',
  'controls.seek': 'Seek',
  'controls.position': '{time} of {duration}',
  'controls.behind': '{time} behind live',
  'controls.live': 'Live',
  'controls.goLive': 'Go to live',
  'controls.enterPictureInPicture': 'Picture-in-picture',
  'controls.exitPictureInPicture': 'Leave picture-in-picture',
  'controls.enterFullscreen': 'Full screen',
  'controls.exitFullscreen': 'Leave full screen',
} as const;
