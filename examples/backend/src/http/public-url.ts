import type { FastifyRequest } from 'fastify';

/** What addresses of this server begin with. @param publicUrl null: as the request was addressed */
export const baseOf = (
  { protocol, host }: Pick<FastifyRequest, 'protocol' | 'host'>,
  publicUrl: string | null,
): string => publicUrl ?? `${protocol}://${host}`;
