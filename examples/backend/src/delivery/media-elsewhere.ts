import { timingSafeEqual } from 'node:crypto';
import { Type } from 'typebox';
import type { App } from '../http/app.ts';
import { Problem } from '../http/problem.ts';
import { Id } from '../http/schemas.ts';
import { hashSecret } from '../ids.ts';
import type { Recording } from '../vods/recording.ts';
import type { LiveAnswer, LiveMedia, LiveRequest } from './live-media.ts';
import type { Makers } from './makers.ts';

export interface MediaElsewhereOptions {
  makers: Makers;
  /** Of this instance. */
  live: LiveMedia;
  recordingSoFar: (streamId: string) => Promise<Recording | null>;
  /** The same for all instances, and nobody else's. */
  secret: string;
  fetch?: typeof globalThis.fetch;
}

export interface MediaElsewhere {
  live: LiveMedia;
  recordingSoFar: (streamId: string) => Promise<Recording | null>;
  /** Adds what the other instances ask for. */
  routes: (app: App) => void;
}

const HEADER = 'x-t333-instance';
const MAX_AGE_HEADER = 'x-t333-max-age';

/** What a playlist is asked for with. Anything else would only make one question out of many that are the same. */
const PASSED_ON = /^(?:_HLS_\w{1,20}|ll)$/;

/** Longer than a playlist is held until there is more. */
const PATIENCE_MS = 40_000;

/** The media of live streams, whichever instance makes it: the others ask that one, once for all of their viewers who wait for the same. */
export function mediaElsewhere({
  makers,
  live,
  recordingSoFar,
  secret,
  fetch = globalThis.fetch,
}: MediaElsewhereOptions): MediaElsewhere {
  const token = hashSecret(`instances ${secret}`).toString('hex');
  const asked = new Map<string, Promise<LiveAnswer | null>>();

  async function ask(at: string, path: string): Promise<Response | null> {
    const response = await fetch(new URL(`/internal/streams/${path}`, at), {
      headers: { [HEADER]: token },
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch((cause: unknown) => {
      throw new Problem('unavailable', 'The instance that makes the stream does not answer.', { cause });
    });
    if (response.status !== 404) return response;
    await response.body?.cancel();
    return null;
  }

  async function askMedia(at: string, path: string): Promise<LiveAnswer | null> {
    const response = await ask(at, path);
    return (
      response && {
        status: response.status,
        type: response.headers.get('content-type') ?? 'application/octet-stream',
        body: Buffer.from(await response.arrayBuffer()),
        maxAgeSeconds: Number(response.headers.get(MAX_AGE_HEADER) ?? 0),
      }
    );
  }

  async function liveElsewhere({ streamId, file, query }: LiveRequest): Promise<LiveAnswer | null> {
    const at = await makers.find(streamId);
    if (at === null) return null;
    const search = new URLSearchParams(
      Object.entries(query).filter(
        (entry): entry is [string, string] => PASSED_ON.test(entry[0]) && typeof entry[1] === 'string',
      ),
    );
    search.sort();
    const path = `${streamId}/media/${file}?${search}`;
    const key = `${at} ${path}`;
    let answer = asked.get(key);
    if (!answer) {
      answer = askMedia(at, path).finally(() => asked.delete(key));
      asked.set(key, answer);
    }
    return answer;
  }

  return {
    live: async (request) => (await live(request)) ?? liveElsewhere(request),
    async recordingSoFar(streamId) {
      const here = await recordingSoFar(streamId);
      const at = here ? null : await makers.find(streamId);
      const response = at === null ? null : await ask(at, `${streamId}/recording`);
      return response?.ok ? ((await response.json()) as Recording) : here;
    },
    routes(app) {
      const expected = hashSecret(token);
      void app.register((scope, _, done) => {
        scope.addHook('onRequest', async ({ headers: { [HEADER]: shown } }) => {
          if (!timingSafeEqual(expected, hashSecret(typeof shown === 'string' ? shown : '')))
            throw new Problem('not_found', 'There is nothing here.');
        });
        const quiet = { logLevel: 'warn', schema: { hide: true, params: Type.Object({ id: Id }) } } as const;
        const idOf = ({ params }: { params: unknown }): string => (params as { id: string }).id;
        scope.get('/internal/streams/:id/media/*', quiet, async (request, reply) => {
          const gone = new AbortController();
          reply.raw.once('close', () => gone.abort());
          const { '*': file } = request.params as { '*': string };
          const query = request.query as Record<string, unknown>;
          const answer = await live({ streamId: idOf(request), file, query, signal: gone.signal });
          if (!answer) throw new Problem('not_found', 'There is nothing here.');
          return reply
            .code(answer.status)
            .header(MAX_AGE_HEADER, answer.maxAgeSeconds)
            .type(answer.type)
            .send(answer.body);
        });
        scope.get('/internal/streams/:id/recording', quiet, async (request) => {
          const recording = await recordingSoFar(idOf(request));
          if (!recording) throw new Problem('not_found', 'There is nothing here.');
          return recording;
        });
        done();
      });
    },
  };
}
