/** English texts of what was asked of a server, and did not work; by `RequestFault`. Elements that ask have them among their own. */
export const requestMessages = {
  'request.offline': 'There is no network.',
  'request.signIn': 'Sign in again: your session is over.',
  'request.forbidden': 'You may not do this here.',
  'request.busy': 'That was too often. Wait a moment.',
  'request.refused': 'The server does not take that.',
  'request.failed': 'The server could not be reached.',
  'request.retry': 'Try again',
} as const;
