import { T333Error } from '@t333/core/errors';

/** Why a request did not work, as far as somebody can do something about it. */
export type RequestFault = 'offline' | 'signIn' | 'forbidden' | 'busy' | 'refused' | 'failed';

/** Elements have words of their own for each; what an error says itself is for developers. */
export function requestFault(error: unknown): RequestFault {
  switch (error instanceof T333Error ? error.code : null) {
    case 'offline':
      return 'offline';
    case 'unauthorized':
      return 'signIn';
    case 'forbidden':
    case 'missing-scope':
      return 'forbidden';
    case 'rate-limited':
    case 'overloaded':
      return 'busy';
    case 'invalid-argument':
    case 'not-found':
      return 'refused';
    default:
      return 'failed';
  }
}

/** Whether the same, asked again, may work. */
export const mayRetry = (fault: RequestFault): boolean => fault !== 'forbidden';
