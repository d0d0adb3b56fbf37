import type { FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { Type } from 'typebox';
import { isBlobName } from '../blob/blob-name.ts';
import type { BlobStore } from '../blob/blob-store.ts';
import type { App } from '../http/app.ts';
import { Problem } from '../http/problem.ts';
import { Id } from '../http/schemas.ts';
import { parseRange } from './byte-range.ts';
import type { LiveMedia } from './live-media.ts';
import type { MediaAccess } from './media-access.ts';
import type { MediaKind, SignedUrls } from './signed-urls.ts';

const DAY_SECONDS = 86_400;
/** What is given out, and for how long it stays what it is. The list of what was recorded, for one, is not. */
const TYPES: Readonly<Record<string, { type: string; maxAgeSeconds: number }>> = {
  m3u8: { type: 'application/vnd.apple.mpegurl', maxAgeSeconds: 0 },
  m4s: { type: 'video/mp4', maxAgeSeconds: DAY_SECONDS },
  mp4: { type: 'video/mp4', maxAgeSeconds: DAY_SECONDS },
  jpg: { type: 'image/jpeg', maxAgeSeconds: 7 * DAY_SECONDS },
};

const Target = { kind: Type.Enum(['live', 'vods']), id: Id };
/** What stands for the star of a route. It is in no schema, since typebox takes names for patterns; blobs' names are stricter. */
const fileOf = ({ params }: { params: unknown }): string => (params as { '*': string })['*'];

export interface MediaRoutesOptions {
  blobs: BlobStore;
  access: MediaAccess;
  urls: SignedUrls;
  live: LiveMedia;
}

/** Media by HTTP, for pages of every origin: that of recordings out of blobs, that of live streams from where it is made. */
export function mediaRoutes(app: App, { blobs, access, urls, live }: MediaRoutesOptions): void {
  /** Signatures are in addresses, and players ask often: none of it is logged. */
  const quietly = { logLevel: 'warn' } as const;

  app.options('/media/*', { ...quietly, schema: { hide: true } }, async (_, reply) =>
    reply
      .headers({ ...OPEN, 'access-control-allow-methods': 'GET, HEAD', 'access-control-allow-headers': 'Range' })
      .header('access-control-max-age', '7200')
      .code(204)
      .send(null),
  );

  // Its own answer to HEAD, which the one that is made of GET would open the media for.
  const method: HTTPMethods[] = ['GET', 'HEAD'];

  app.route({
    ...quietly,
    method,
    url: '/media/:kind/:id/*',
    schema: { hide: true, params: Type.Object(Target) },
    async handler(request, reply) {
      const { kind, id } = request.params;
      const facts = await access.facts(kind, id);
      if (!facts?.isOpen) throw new Problem('not_found', 'There is nothing here.');
      return give(request, reply, { kind, id, file: fileOf(request), prefix: facts.prefix, shared: 'public' });
    },
  });

  app.route({
    ...quietly,
    method,
    url: '/media/signed/:signature/:kind/:id/*',
    schema: { hide: true, params: Type.Object({ ...Target, signature: Type.String({ maxLength: 100 }) }) },
    async handler(request, reply) {
      const { signature, kind, id } = request.params;
      if (!urls.isGood(signature, kind, id)) throw new Problem('forbidden', 'This address is not good, or no more.');
      const facts = await access.facts(kind, id);
      if (!facts) throw new Problem('not_found', 'There is nothing here.');
      return give(request, reply, { kind, id, file: fileOf(request), prefix: facts.prefix, shared: 'private' });
    },
  });

  interface Wanted {
    kind: MediaKind;
    id: string;
    file: string;
    prefix: string | null;
    /** Who may keep it. */
    shared: 'public' | 'private';
  }

  async function give(request: FastifyRequest, reply: FastifyReply, { kind, id, file, prefix, shared }: Wanted) {
    const known = TYPES[file.slice(file.lastIndexOf('.') + 1)];
    if (!known || !isBlobName(file)) throw new Problem('not_found', 'There is nothing here.');
    // Nobody's media depends on a cookie.
    reply.headers(OPEN).removeHeader('access-control-allow-credentials');
    if (kind === 'live') {
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const query = request.query as Record<string, unknown>;
      const answer = await live({ streamId: id, file, query, signal: gone.signal });
      if (answer)
        return reply
          .code(answer.status)
          .header('cache-control', keep(shared, answer.maxAgeSeconds))
          .type(answer.type)
          .send(answer.body);
    }
    if (prefix === null) throw new Problem('not_found', 'There is nothing here.');
    return giveBlob(request, reply, `${prefix}/${file}`, { ...known, shared });
  }

  async function giveBlob(
    request: FastifyRequest,
    reply: FastifyReply,
    name: string,
    { type, maxAgeSeconds, shared }: { type: string; maxAgeSeconds: number; shared: Wanted['shared'] },
  ) {
    const size = await blobs.size(name);
    if (size === null) throw new Problem('not_found', 'There is nothing here.');
    const span = parseRange(request.headers.range, size);
    reply.headers({ 'accept-ranges': 'bytes', 'cache-control': keep(shared, maxAgeSeconds) });
    if (span === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${size}`).send(null);
    const { start, end } = span ?? { start: 0, end: size };
    if (span) reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${size}`);
    reply.type(type).header('content-length', end - start);
    if (request.method === 'HEAD') return reply.send(null);
    const found = await blobs.get(name, { start, end });
    if (!found) throw new Problem('not_found', 'There is nothing here.');
    return reply.send(found.body);
  }
}

const OPEN = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Content-Length, Content-Range, Date',
  'cross-origin-resource-policy': 'cross-origin',
  'timing-allow-origin': '*',
  'x-content-type-options': 'nosniff',
};

const keep = (shared: 'public' | 'private', maxAgeSeconds: number): string =>
  maxAgeSeconds === 0 ? 'no-store' : `${shared}, max-age=${maxAgeSeconds}, immutable`;
