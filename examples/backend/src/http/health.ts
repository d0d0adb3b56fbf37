import type { App } from './app.ts';

/** A part that takes longer than that is not there. */
const PATIENCE_MS = 2000;

export interface HealthOptions {
  /** It is about to end, and nobody new is to come. */
  isStopping: () => boolean;
  /** What it cannot do without; rejects where it is gone. */
  parts: Readonly<Record<string, () => Promise<unknown>>>;
}

/**
 * Answers of a server that is about to end say so to whoever would keep the connection for the next request: it would stay open, for over a minute,
 * and the server with it.
 */
export function partWithClients(app: App, { isStopping }: Pick<HealthOptions, 'isStopping'>): void {
  app.addHook('onSend', async (_request, reply) => {
    if (isStopping()) reply.header('connection', 'close');
  });
}

/** `/healthz`: it runs. `/readyz`: it can be sent somebody, or which of its parts is missing. */
export function healthRoutes(app: App, { isStopping, parts }: HealthOptions): void {
  app.get('/healthz', { schema: { hide: true }, logLevel: 'warn' }, async () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true }, logLevel: 'warn' }, async (_request, reply) => {
    if (isStopping()) return reply.code(503).send({ status: 'stopping' });
    const found = await Promise.all(
      Object.entries(parts).map(async ([name, ask]) => ({ name, isThere: await answers(ask) })),
    );
    const missing = found.filter(({ isThere }) => !isThere).map(({ name }) => name);
    if (missing.length === 0) return { status: 'ready' };
    return reply.code(503).send({ status: 'not ready', missing });
  });
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), PATIENCE_MS);
  try {
    return await Promise.race([ask().then(() => true), late.promise]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
