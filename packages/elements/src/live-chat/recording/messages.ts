/** English texts of the chat of a recording. */
export const recordingMessages = {
  'chat.recording': 'Chat of the recording',
  'chat.recording.closed': 'This is a recording: what you see was said then. Nobody can write here.',
  'chat.recording.waiting': 'It begins with the recording.',
  'chat.recording.loading': 'What was said is on its way …',
  'chat.recording.empty': 'Nothing has been said up to here.',
  'chat.recording.failed': 'What was said here did not come.',
  'chat.recording.retry': 'Try again',
  'chat.recording.goTo': 'Go to {time}',
} as const;
