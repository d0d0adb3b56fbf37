import { T333Error, type T333ErrorCode } from '../errors.ts';
import { CLOSE } from '../protocol/index.ts';
import { RealtimeRefusal } from './refusal.ts';

/** Those after which the same would only happen again. 4001 is tried once more, with another ticket. */
const FINAL: Readonly<Record<number, readonly [T333ErrorCode, string]>> = {
  [CLOSE.protocol]: ['invalid-frame', 'The server took what we sent for no frame.'],
  [CLOSE.auth]: ['unauthorized', 'The server refused the ticket.'],
  [CLOSE.banned]: ['forbidden', 'The server lets this user, or this page, not in.'],
  [CLOSE.version]: ['unsupported', 'The server does not speak t333-rt/1.'],
};

/** After so long a server may have forgotten. */
const ABUSE_WAIT_MS = 30_000;

const WHY: Readonly<Record<number, string>> = {
  [CLOSE.restart]: 'The server starts anew.',
  [CLOSE.tooSlow]: 'The server had to wait for us too long.',
};

/** What the end of a socket means: `retryable` where it is tried again. */
export function closeError(code: number): T333Error {
  if (code === CLOSE.abuse) return new RealtimeRefusal('rate_limited', 'The server was sent too much.', ABUSE_WAIT_MS);
  const [kind, message] = FINAL[code] ?? [];
  return kind
    ? new T333Error(kind, message!)
    : new T333Error('network', WHY[code] ?? `The connection was closed (${code}).`, { retryable: true });
}
