/** The texts of the bar's menus. */
export const messages = {
  'controls.captions': 'Captions',
  'controls.captionsOff': 'Off',
  'controls.caption': 'Track {number}',
  'controls.rate': 'Speed',
  'controls.rateNormal': 'Normal',
  'controls.quality': 'Quality',
  'controls.qualityAuto': 'Auto',
  'controls.qualityNow': 'Auto ({label})',
} as const;
