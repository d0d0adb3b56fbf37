import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { App } from '../http/app.ts';
import { Problem } from '../http/problem.ts';
import { hashSecret } from '../ids.ts';
import type { Ingest } from './ingest.ts';

export interface RtmpRoutesOptions {
  ingest: Pick<Ingest, 'publish' | 'done'>;
  /** What nginx shows that it is nginx. */
  secret: string;
}

const FORM = 'application/x-www-form-urlencoded';
const MAX_FORM_BYTES = 8192;
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** What nginx-rtmp asks of the back end. For nginx on this machine alone: nobody else learns that there is anything. */
export function rtmpRoutes(app: App, { ingest, secret }: RtmpRoutesOptions): void {
  const expected = hashSecret(secret);
  const isNginx = (request: FastifyRequest): boolean => {
    const { secret: shown } = request.query as { secret?: unknown };
    // Not what a proxy says of who asks, but who does.
    const { remoteAddress, localAddress } = request.raw.socket;
    const isLocal =
      LOOPBACK.has(remoteAddress ?? '') || (remoteAddress !== undefined && remoteAddress === localAddress);
    return isLocal && timingSafeEqual(expected, hashSecret(typeof shown === 'string' ? shown : ''));
  };

  void app.register((scope, _, done) => {
    scope.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: MAX_FORM_BYTES }, (_request, body, parsed) =>
      parsed(null, new URLSearchParams(String(body))),
    );
    scope.addHook('onRequest', async (request) => {
      if (!isNginx(request)) throw new Problem('not_found', 'There is nothing here.');
    });
    // Keys come in the body, and the secret in the address: neither may be logged.
    const quiet = { logLevel: 'silent', schema: { hide: true } } as const;
    scope.post('/internal/rtmp/publish', quiet, async (request, reply) => {
      const form = formOf(request);
      const name = await ingest.publish({ key: form.get('name') ?? '', client: form.get('clientid') ?? '' });
      if (name === null) throw new Problem('forbidden', 'No such key.');
      // nginx takes the new name of the stream from here; the key is forgotten.
      return reply.code(302).header('location', name).send();
    });
    scope.post('/internal/rtmp/done', quiet, async (request, reply) => {
      ingest.done(formOf(request).get('clientid') ?? '');
      return reply.code(204).send();
    });
    done();
  });
}

const formOf = ({ body }: FastifyRequest): URLSearchParams =>
  body instanceof URLSearchParams ? body : new URLSearchParams();
