/** English texts of the picker of emotes. */
export const messages = {
  'emotes.label': 'Emotes',
  'emotes.search': 'Search emotes',
  'emotes.sections': 'Sections',
  'emotes.recent': 'Recently used',
  'emotes.results': 'Found',
  'emotes.found': '{count} emotes',
  'emotes.foundOne': '1 emote',
  'emotes.none': 'No emotes called “{query}”.',
  'emotes.empty': 'There are no emotes here.',
  'emotes.loading': 'Emotes are on their way …',
  'emotes.failed': 'The emotes could not be loaded.',
  'emotes.retry': 'Try again',
  'emotes.locked': '{name}, for subscribers only',
  'emotes.lockedHint': 'For subscribers only',
  'emotes.picked': '{name} was picked.',
} as const;
