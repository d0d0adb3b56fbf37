import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * What the log is told, by name: what is not here is not in it. No headers, no bodies, and of an address no query, for it may hold a signature.
 * Of an error not what a database adds to it, which are rows.
 */
export const serializers = {
  req: ({ method, url, ip }: FastifyRequest) => ({ method, path: url?.split('?', 1)[0], ip }),
  res: ({ statusCode }: Partial<Pick<FastifyReply, 'statusCode'>>) => ({ status: statusCode }),
  err: (error: Error & { code?: unknown }) => ({
    type: error.name,
    message: error.message,
    stack: error.stack ?? '',
    ...(typeof error.code === 'string' && { code: error.code }),
  }),
};
