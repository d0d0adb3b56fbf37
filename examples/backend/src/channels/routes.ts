import { Type } from 'typebox';
import type { App } from '../http/app.ts';
import { callerOf } from '../http/identity.ts';
import { Id, Page, PageOf } from '../http/schemas.ts';
import type { Channel, Channels, PageAnswer } from './channels.ts';

const ChannelSchema = Type.Object({
  id: Id,
  handle: Type.String(),
  name: Type.String(),
  title: Type.String(),
  description: Type.String(),
  categoryId: Type.Union([Type.String(), Type.Null()]),
  tags: Type.Array(Type.String()),
  followerCount: Type.Integer(),
  createdAt: Type.String({ format: 'date-time' }),
});
const CategorySchema = Type.Object({ id: Type.String(), name: Type.String(), channelCount: Type.Integer() });
const ById = Type.Object({ id: Id });
const tags = ['channels'];

const shown = ({ createdAt, ...channel }: Channel) => Object.assign(channel, { createdAt: createdAt.toISOString() });
const shownPage = ({ items, nextCursor }: PageAnswer<Channel>) => ({ items: items.map(shown), nextCursor });

export function channelRoutes(app: App, channels: Channels): void {
  app.get(
    '/v1/channels',
    {
      schema: {
        tags,
        querystring: Type.Object({
          ...Page.properties,
          query: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
          category: Type.Optional(Type.String({ maxLength: 40 })),
        }),
        response: { 200: PageOf(ChannelSchema) },
      },
    },
    async ({ query: { query: words = null, category: categoryId = null, ...page } }) =>
      shownPage(await channels.list(page, { words, categoryId })),
  );

  app.get(
    '/v1/channels/:id',
    { schema: { tags, params: ById, response: { 200: ChannelSchema } } },
    async ({ params }) => shown(await channels.get(params.id)),
  );

  app.patch(
    '/v1/channels/mine',
    {
      schema: {
        tags,
        body: Type.Object(
          {
            title: Type.Optional(Type.String({ maxLength: 140 })),
            description: Type.Optional(Type.String({ maxLength: 2000 })),
            categoryId: Type.Optional(Type.String({ maxLength: 40 })),
            tags: Type.Optional(
              Type.Array(Type.String({ minLength: 1, maxLength: 25 }), { maxItems: 10, uniqueItems: true }),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 200: ChannelSchema },
      },
    },
    async (request) => shown(await channels.update(callerOf(request, 'channel:write').id, request.body)),
  );

  for (const method of ['PUT', 'DELETE'] as const)
    app.route({
      method,
      url: '/v1/channels/:id/follow',
      schema: { tags, params: ById, response: { 204: Type.Null() } },
      async handler(request, reply) {
        const { id } = callerOf(request);
        if (method === 'PUT') await channels.follow(id, request.params.id);
        else await channels.unfollow(id, request.params.id);
        return reply.code(204).send(null);
      },
    });

  app.get(
    '/v1/me/follows',
    { schema: { tags, querystring: Page, response: { 200: PageOf(ChannelSchema) } } },
    async (request) => shownPage(await channels.followed(callerOf(request).id, request.query)),
  );

  app.get(
    '/v1/categories',
    { schema: { tags, response: { 200: Type.Object({ items: Type.Array(CategorySchema) }) } } },
    async () => ({ items: await channels.categories() }),
  );
}
