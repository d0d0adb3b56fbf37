import type { IncomingHttpHeaders } from 'node:http';

/** Whether a request is of a page of the server's own origin, or of a known one, or of no page at all: a browser says where each comes from. */
export function isKnownOrigin({ origin, host }: IncomingHttpHeaders, origins: readonly string[]): boolean {
  if (origin === undefined || origins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
