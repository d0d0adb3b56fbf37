import type { App } from './app.ts';

/** Nothing that is answered here is a page; what is opened as one runs nothing and is in no frame. */
const HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  // A route whose answers other sites may show says so itself.
  'cross-origin-resource-policy': 'same-site',
  // The same for what may be kept: what somebody is told is for them alone.
  'cache-control': 'no-store',
} as const;

const YEAR_SECONDS = 31_536_000;

/** On every answer, refusals too; a route may set another value. @param options whether it is reached over https */
export function securityHeaders(app: App, { isSecure }: { isSecure: boolean }): void {
  const headers = { ...HEADERS, ...(isSecure && { 'strict-transport-security': `max-age=${YEAR_SECONDS}` }) };
  app.addHook('onRequest', async (_request, reply) => void reply.headers(headers));
}
