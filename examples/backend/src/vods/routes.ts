import { Type } from 'typebox';
import type { App } from '../http/app.ts';
import { callerOf, viewerOf } from '../http/identity.ts';
import { Id, Page, PageOf } from '../http/schemas.ts';
import { VisibilitySchema } from '../streams/schemas.ts';
import { viewOfVod, type VodViewOptions } from './vod-view.ts';
import type { Vod } from './vod.ts';
import type { Vods } from './vods.ts';

const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
const DateTime = Type.String({ format: 'date-time' });

export const VodSchema = Type.Object({
  id: Id,
  channelId: Id,
  handle: Type.String(),
  name: Type.String(),
  kind: Type.Enum(['recording', 'clip', 'upload']),
  /** What it was recorded or cut of. */
  streamId: orNull(Id),
  title: Type.String(),
  categoryId: orNull(Type.String()),
  visibility: VisibilitySchema,
  minAge: Type.Integer(),
  status: Type.Enum(['processing', 'ready', 'failed']),
  durationSeconds: Type.Number(),
  poster: orNull(Type.String()),
  /** Of the playlist; null while there is none, and for whom it is not. Of what is not for all it is good for some hours. */
  hlsUrl: orNull(Type.String()),
  simulated: Type.Boolean(),
  likeCount: Type.Integer(),
  commentCount: Type.Integer(),
  startedAt: orNull(DateTime),
  createdAt: DateTime,
});

const ById = Type.Object({ id: Id });
const tags = ['vods'];
const MAX_SECONDS = 2_000_000;
const Seconds = Type.Number({ minimum: 0, maximum: MAX_SECONDS });

export interface VodRoutesOptions extends VodViewOptions {
  vods: Vods;
  /** What somebody was let see of it is judged anew. */
  onChanged: (vod: Pick<Vod, 'id' | 'streamId'>) => void;
}

export function vodRoutes(app: App, { vods, onChanged, ...view }: VodRoutesOptions): void {
  app.get(
    '/v1/vods',
    {
      schema: {
        tags,
        querystring: Type.Object({
          ...Page.properties,
          query: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
          category: Type.Optional(Type.String({ maxLength: 40 })),
          minSeconds: Type.Optional(Seconds),
          maxSeconds: Type.Optional(Seconds),
        }),
        response: { 200: PageOf(VodSchema) },
      },
    },
    async (request) => {
      const { query: words = null, category: categoryId = null, minSeconds, maxSeconds, ...page } = request.query;
      const caller = viewerOf(request);
      const { items, nextCursor } = await vods.search(page, {
        words,
        categoryId,
        ...(minSeconds !== undefined && { minMs: Math.round(minSeconds * 1000) }),
        ...(maxSeconds !== undefined && { maxMs: Math.round(maxSeconds * 1000) }),
      });
      return { items: await Promise.all(items.map((vod) => viewOfVod(vod, caller, view))), nextCursor };
    },
  );

  app.get(
    '/v1/channels/:id/vods',
    { schema: { tags, params: ById, querystring: Page, response: { 200: PageOf(VodSchema) } } },
    async (request) => {
      const caller = viewerOf(request);
      const { items, nextCursor } = await vods.ofChannel(request.params.id, caller, request.query);
      return { items: await Promise.all(items.map((vod) => viewOfVod(vod, caller, view))), nextCursor };
    },
  );

  app.get('/v1/vods/:id', { schema: { tags, params: ById, response: { 200: VodSchema } } }, async (request) => {
    const caller = viewerOf(request);
    return viewOfVod(await vods.seenBy(request.params.id, caller), caller, view);
  });

  app.patch(
    '/v1/vods/:id',
    {
      schema: {
        tags,
        params: ById,
        body: Type.Partial(
          Type.Object({
            title: Type.String({ maxLength: 140 }),
            categoryId: orNull(Type.String({ maxLength: 40 })),
            visibility: VisibilitySchema,
            minAge: Type.Integer({ minimum: 0, maximum: 21 }),
          }),
          { additionalProperties: false },
        ),
        response: { 200: VodSchema },
      },
    },
    async (request) => {
      const caller = callerOf(request, 'stream:write');
      const vod = await vods.change(request.params.id, caller, request.body);
      onChanged(vod);
      return viewOfVod(vod, caller, view);
    },
  );

  app.delete(
    '/v1/vods/:id',
    { schema: { tags, params: ById, response: { 204: Type.Null() } } },
    async (request, reply) => {
      onChanged(await vods.delete(request.params.id, callerOf(request, 'stream:write')));
      return reply.code(204).send(null);
    },
  );
}
