import { T333Error } from '@t333/core/errors';

/** @throws T333Error `unsupported` (there is no WebSocket), `invalid-argument`: later it would be the same */
export function openSocket(url: string, WebSocket: typeof globalThis.WebSocket = globalThis.WebSocket): WebSocket {
  try {
    return new WebSocket(url);
  } catch (cause) {
    throw new T333Error(WebSocket ? 'invalid-argument' : 'unsupported', `No WebSocket leads to ${url}.`, { cause });
  }
}
