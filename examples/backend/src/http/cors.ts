import type { App } from './app.ts';

const METHODS = 'GET, POST, PUT, PATCH, DELETE';
const REQUEST_HEADERS = 'authorization, content-type, idempotency-key, range';
/** What pages may read, beside what they always may. */
const ANSWER_HEADERS = 'retry-after, content-range, accept-ranges, date';
const PREFLIGHT_SECONDS = 600;

/** Lets pages of the configured origins read answers, also as who is signed in. All others see what any server lets them see. */
export function cors(app: App, { origins }: { origins: readonly string[] }): void {
  app.addHook('onRequest', async (request, reply) => {
    // Also without an origin: a cache must not give one page's answer to another.
    reply.header('vary', 'Origin');
    const { origin } = request.headers;
    if (origin === undefined || !origins.includes(origin)) return;
    reply.headers({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': ANSWER_HEADERS,
    });
    if (request.method !== 'OPTIONS' || !request.headers['access-control-request-method']) return;
    return reply
      .headers({
        'access-control-allow-methods': METHODS,
        'access-control-allow-headers': REQUEST_HEADERS,
        'access-control-max-age': PREFLIGHT_SECONDS,
      })
      .code(204)
      .send();
  });
}
