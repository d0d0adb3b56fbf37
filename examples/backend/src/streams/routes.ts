import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { App } from '../http/app.ts';
import { callerOf, viewerOf } from '../http/identity.ts';
import { Id, Page, PageOf } from '../http/schemas.ts';
import { timeOf } from '../http/time-of.ts';
import { KeySchema, StreamChangesSchema, StreamSchema } from './schemas.ts';
import { WHICH_KEY, type KeyState, type StreamKeys } from './stream-keys.ts';
import { viewOf, type StreamViewOptions } from './stream-view.ts';
import type { Stream, StreamChanges } from './stream.ts';
import type { Streams } from './streams.ts';

const ById = Type.Object({ id: Id });
const ByWhich = Type.Object({ which: Type.Enum([...WHICH_KEY]) });
const tags = ['streams'];
const MAX_GRACE_SECONDS = 3600;

/** A body that is left out is an empty one. */
export const orEmptyBody = async (request: FastifyRequest): Promise<void> => {
  request.body ??= {};
};

export interface StreamRoutesOptions extends StreamViewOptions {
  streams: Streams;
  keys: StreamKeys;
  /** Where encoders send to, on the host that somebody has asked; null: none can come. */
  ingestUrl: (hostname: string) => string | null;
  /** What somebody was let see of it is judged anew. */
  onChanged: (stream: Stream) => void;
}

export function streamRoutes(app: App, { streams, keys, ingestUrl, onChanged, ...view }: StreamRoutesOptions): void {
  app.get(
    '/v1/streams',
    {
      schema: {
        tags,
        querystring: Type.Object({
          ...Page.properties,
          query: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
          category: Type.Optional(Type.String({ maxLength: 40 })),
        }),
        response: { 200: PageOf(StreamSchema) },
      },
    },
    async (request) => {
      const { query: words = null, category: categoryId = null, ...page } = request.query;
      const caller = viewerOf(request);
      const { items, nextCursor } = await streams.live(page, { words, categoryId });
      return { items: await Promise.all(items.map((stream) => viewOf(stream, caller, view))), nextCursor };
    },
  );

  app.get('/v1/streams/:id', { schema: { tags, params: ById, response: { 200: StreamSchema } } }, async (request) => {
    const caller = viewerOf(request);
    return viewOf(await streams.seenBy(request.params.id, caller), caller, view);
  });

  app.get(
    '/v1/channels/mine/streams/current',
    { schema: { tags, response: { 200: Type.Object({ stream: Type.Union([StreamSchema, Type.Null()]) }) } } },
    async (request) => {
      const caller = callerOf(request, 'stream:write');
      const stream = await streams.onAir(caller.id);
      return { stream: stream && (await viewOf(stream, caller, view)) };
    },
  );

  app.post(
    '/v1/channels/mine/streams',
    {
      preValidation: orEmptyBody,
      schema: { tags, body: StreamChangesSchema, response: { 201: StreamSchema } },
    },
    async (request, reply) => {
      const caller = callerOf(request, 'stream:write');
      const stream = await streams.begin(caller.id, changesOf(request.body));
      return reply.code(201).send(await viewOf(stream, caller, view));
    },
  );

  app.patch(
    '/v1/streams/:id',
    { schema: { tags, params: ById, body: StreamChangesSchema, response: { 200: StreamSchema } } },
    async (request) => {
      const caller = callerOf(request, 'stream:write');
      const stream = await streams.change(request.params.id, caller, changesOf(request.body));
      onChanged(stream);
      return viewOf(stream, caller, view);
    },
  );

  for (const act of ['start', 'stop'] as const)
    app.post(
      `/v1/streams/:id/${act}`,
      { schema: { tags, params: ById, response: { 200: StreamSchema } } },
      async (request) => {
        const caller = callerOf(request, 'stream:write');
        const stream = await streams[act](request.params.id, caller);
        onChanged(stream);
        return viewOf(stream, caller, view);
      },
    );

  app.get(
    '/v1/channels/mine/stream-keys',
    {
      schema: {
        tags,
        response: {
          200: Type.Object({
            /** Where encoders send to; null: none can come. */
            server: Type.Union([Type.String(), Type.Null()]),
            items: Type.Array(KeySchema),
          }),
        },
      },
    },
    async (request) => {
      const states = await keys.list(callerOf(request, 'stream:keys').id);
      return { server: ingestUrl(request.hostname), items: states.map(shownKey) };
    },
  );

  app.post(
    '/v1/channels/mine/stream-keys/:which/rotate',
    {
      preValidation: orEmptyBody,
      schema: {
        tags,
        params: ByWhich,
        body: Type.Object({
          /** How long the old key is still good; with 0 its encoder is cut off at once. Without, as the server has it. */
          graceSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_GRACE_SECONDS })),
        }),
        response: { 201: Type.Object({ ...KeySchema.properties, key: Type.String() }) },
      },
    },
    async (request, reply) => {
      const { id } = callerOf(request, 'stream:keys');
      const { graceSeconds } = request.body;
      const rotated = await keys.rotate(id, request.params.which, graceSeconds && graceSeconds * 1000);
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...shownKey(rotated), key: rotated.key });
    },
  );

  app.delete(
    '/v1/channels/mine/stream-keys/:which',
    { schema: { tags, params: ByWhich, response: { 204: Type.Null() } } },
    async (request, reply) => {
      await keys.revoke(callerOf(request, 'stream:keys').id, request.params.which);
      return reply.code(204).send(null);
    },
  );
}

const shownKey = ({ which, createdAt, oldGoodUntil }: KeyState) => ({
  which,
  createdAt: createdAt.toISOString(),
  oldGoodUntil: oldGoodUntil?.toISOString() ?? null,
});

function changesOf({ startAt, ...changes }: Type.Static<typeof StreamChangesSchema>): StreamChanges {
  return {
    ...changes,
    ...(startAt !== undefined && { startAt: startAt === null ? null : timeOf(startAt, 'startAt') }),
  };
}
