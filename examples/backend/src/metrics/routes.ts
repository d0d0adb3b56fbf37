import { timingSafeEqual } from 'node:crypto';
import { BlockList, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { App } from '../http/app.ts';
import { Problem } from '../http/problem.ts';
import { hashSecret } from '../ids.ts';
import type { Metrics } from './metrics.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** `/metrics`, for who has the token; without one, for this machine alone. */
export function metricsRoutes(
  app: App,
  { metrics, metricsToken }: { metrics: Metrics; metricsToken: string | null },
): void {
  app.get('/metrics', { schema: { hide: true }, config: { hasOwnToken: true } }, async (request, reply) => {
    const isAllowed = metricsToken === null ? isLocal(request) : hasToken(request, metricsToken);
    if (!isAllowed) throw new Problem('forbidden', 'Metrics are for who runs this.');
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics.expose());
  });
}

/** Whoever comes through a proxy is not from here, also where the proxy is. */
function isLocal({ headers, socket: { remoteAddress = '' } }: FastifyRequest): boolean {
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  const address = remoteAddress.replace(/^::ffff:/, '');
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function hasToken({ headers }: FastifyRequest, token: string): boolean {
  const [, given = ''] = /^Bearer (\S+)$/i.exec(headers.authorization ?? '') ?? [];
  return timingSafeEqual(hashSecret(given), hashSecret(token));
}
