import type { FastifyReply, FastifyRequest } from 'fastify';

/** What was signed is as good as a password, while it lasts. */
const withoutSignature = (path: string): string => path.replace(/\/signed\/[^/]+/, '/signed/…');

/**
 * What the log is told, by name: what is not here is not in it. No headers, no bodies, and of an address no query, for it may hold what is nobody else's.
 * Of an error not what a database adds to it, which are rows.
 */
export const serializers = {
  req: ({ method, url, ip }: FastifyRequest) => ({ method, path: withoutSignature(url?.split('?', 1)[0] ?? ''), ip }),
  res: ({ statusCode }: Partial<Pick<FastifyReply, 'statusCode'>>) => ({ status: statusCode }),
  err: (error: Error & { code?: unknown }) => ({
    type: error.name,
    message: error.message,
    stack: error.stack ?? '',
    ...(typeof error.code === 'string' && { code: error.code }),
  }),
};
