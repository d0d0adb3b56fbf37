/** English texts of the tips. */
export const messages = {
  'tips.label': 'Tips',
  'tips.tip': 'Tip',
  'tips.someone': 'Someone',
  'tips.given': '{name} tipped {amount}',
  'tips.said': '{name} tipped {amount}: {text}',
  'tips.hold': 'Hold back tips',
  'tips.resume': 'Go on with tips',
  'tips.skip': 'Skip this tip',
  'tips.replay': 'Show the last tip again',
  'tips.held': 'Held back',
  'tips.waiting': '{count} waiting',
} as const;
