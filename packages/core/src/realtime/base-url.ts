import { T333Error } from '../errors.ts';

/** The address of an API, with a slash at its end. @throws T333Error `invalid-argument` where it is none */
export function baseUrl(url: string | URL): URL {
  try {
    const base = new URL(url, globalThis.location?.href);
    base.protocol = base.protocol.replace(/^ws/, 'http');
    if (!base.pathname.endsWith('/')) base.pathname += '/';
    return base;
  } catch (cause) {
    throw new T333Error('invalid-argument', `${String(url)} is no address.`, { cause });
  }
}
