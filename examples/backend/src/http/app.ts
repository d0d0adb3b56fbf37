import cookie from '@fastify/cookie';
import swagger from '@fastify/swagger';
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type RawServerDefault,
} from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readFileSync } from 'node:fs';
import type { Config } from '../config.ts';
import type { RtErrorCode } from '../protocol.ts';
import { serializers } from './log.ts';
import { isOutage } from '../sql/sql.ts';
import { Problem } from './problem.ts';

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Takes lines of JSON. */
export interface LogTarget {
  write: (line: string) => void;
}

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Of what fastify itself refuses. */
const CODES: Readonly<Record<number, RtErrorCode>> = {
  400: 'bad_request',
  404: 'not_found',
  413: 'too_long',
  415: 'bad_request',
};

/** An app without routes: problems as problem+json, cookies, OpenAPI. @param logTo default: the standard output */
export function createApp({ logLevel, trustProxy }: Pick<Config, 'logLevel' | 'trustProxy'>, logTo?: LogTarget): App {
  const app = fastify({
    logger: { level: logLevel, serializers, ...(logTo && { stream: logTo }) },
    trustProxy: trustProxy.length > 0 && [...trustProxy],
    bodyLimit: 65_536,
    routerOptions: { maxParamLength: 128 },
    // Nobody who is on the way when the server stops is cut off.
    return503OnClosing: true,
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  app.setErrorHandler((error: FastifyError | Problem, request, reply) => {
    const problem = problemOf(error);
    if (!problem) request.log.error(error);
    const { code, status, message, retryAfterMs } = problem ?? {
      code: 'unavailable',
      status: 500,
      message: 'Something went wrong here.',
      retryAfterMs: undefined,
    };
    if (retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(retryAfterMs / 1000));
    return reply
      .code(status)
      .type('application/problem+json')
      .send({
        type: 'about:blank',
        status,
        code,
        detail: message,
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      });
  });
  app.setNotFoundHandler(() => {
    throw new Problem('not_found', 'There is nothing here.');
  });
  void app.register(cookie);
  void app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 't333 reference back end', version } },
  });
  return app;
}

/** PostgreSQL's code for a NUL in a text, which it has no place for. */
const NOT_TEXT = '22021';

function problemOf(error: FastifyError | Problem): Problem | null {
  if (error instanceof Problem) return error;
  if ('validation' in error && error.validation) return new Problem('bad_request', error.message);
  if (error.code === NOT_TEXT) return new Problem('bad_request', 'There is something in it that is no text.');
  if (isOutage(error)) return new Problem('unavailable', 'Not now.', { retryAfterMs: 1000 });
  const code = CODES[error.statusCode ?? 500];
  return code ? new Problem(code, error.message) : null;
}
