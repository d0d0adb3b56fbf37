import { T333Error } from '@t333/core/errors';

/** @throws T333Error `unsupported` (there is no WebSocket), `invalid-argument`: later it would be the same */
export function openSocket(url: string, WebSocket: typeof globalThis.WebSocket = globalThis.WebSocket): WebSocket {
  if (!WebSocket) throw new T333Error('unsupported', 'No WebSocket here (Node 22 has one): pass one.');
  try {
    return new WebSocket(url);
  } catch (cause) {
    throw new T333Error('invalid-argument', `No WebSocket leads to ${url}.`, { cause });
  }
}
