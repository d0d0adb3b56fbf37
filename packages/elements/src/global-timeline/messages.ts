/** English texts of the timeline. */
export const messages = {
  'timeline.label': 'Timeline',
  'timeline.seek': 'Time',
  'timeline.position': '{time} of {duration}',
  'timeline.at': '{position}, {marker}',
  'timeline.play': 'Play all',
  'timeline.pause': 'Pause all',
  'timeline.waiting': 'Waiting',
  'timeline.rate': 'Speed',
  'timeline.rateUnsupported': 'One of the videos cannot change its speed.',
  'timeline.member': 'Video {place}',
  'timeline.span': '{start} to {end}',
  'timeline.share': 'Copy a link to this moment',
  'timeline.copied': 'Link copied',
  'timeline.copyFailed': 'The link could not be copied. Here it is:',
  'timeline.linkFailed': 'There is no link to this moment.',
  'timeline.link': 'Link to this moment',
} as const;
