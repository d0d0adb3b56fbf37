/** English texts of the age gate. */
export const messages = {
  'agegate.question': 'Are you {age} or older?',
  'agegate.text': 'What follows is for people aged {age} or over.',
  'agegate.lapsed': 'Your last answer is no longer valid.',
  'agegate.kept': 'Your answer is kept in this browser until {date}.',
  'agegate.accept': 'Yes, I am {age} or older',
  'agegate.decline': 'No',
  'agegate.verifying': 'Your age is being checked …',
  'agegate.cancel': 'Cancel',
  'agegate.failed': 'Your age could not be confirmed.',
  'agegate.retry': 'Try again',
  'agegate.leave': 'Go back',
  'agegate.ask': 'Answer',
  'agegate.askAgain': 'Answer again',
} as const;
