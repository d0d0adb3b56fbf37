import { Type } from 'typebox';
import type { App } from '../http/app.ts';
import { callerOf, viewerOf } from '../http/identity.ts';
import { Id, Page, PageOf } from '../http/schemas.ts';
import type { Comment, Reactions } from './reactions.ts';

const CommentSchema = Type.Object({
  id: Id,
  vodId: Id,
  accountId: Id,
  handle: Type.String(),
  name: Type.String(),
  text: Type.String(),
  createdAt: Type.String({ format: 'date-time' }),
});
const ById = Type.Object({ id: Id });
const tags = ['vods'];

const shown = ({ createdAt, ...comment }: Comment) => Object.assign(comment, { createdAt: createdAt.toISOString() });

export function reactionRoutes(app: App, reactions: Reactions): void {
  for (const method of ['PUT', 'DELETE'] as const)
    app.route({
      method,
      url: '/v1/vods/:id/like',
      schema: { tags, params: ById, response: { 204: Type.Null() } },
      async handler(request, reply) {
        const caller = callerOf(request);
        if (method === 'PUT') await reactions.like(request.params.id, caller);
        else await reactions.unlike(request.params.id, caller);
        return reply.code(204).send(null);
      },
    });

  app.get(
    '/v1/vods/:id/comments',
    { schema: { tags, params: ById, querystring: Page, response: { 200: PageOf(CommentSchema) } } },
    async (request) => {
      const { items, nextCursor } = await reactions.comments(request.params.id, viewerOf(request), request.query);
      return { items: items.map(shown), nextCursor };
    },
  );

  app.post(
    '/v1/vods/:id/comments',
    {
      schema: {
        tags,
        params: ById,
        headers: Type.Object({ 'idempotency-key': Type.String({ minLength: 1, maxLength: 64 }) }),
        body: Type.Object({ text: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }) }),
        response: { 201: CommentSchema },
      },
    },
    async (request, reply) => {
      const { text } = request.body;
      const key = request.headers['idempotency-key'];
      const comment = await reactions.comment(request.params.id, callerOf(request, 'chat:write'), { text, key });
      return reply.code(201).send(shown(comment));
    },
  );

  app.delete(
    '/v1/vods/:id/comments/:commentId',
    { schema: { tags, params: Type.Object({ id: Id, commentId: Id }), response: { 204: Type.Null() } } },
    async (request, reply) => {
      const { id, commentId } = request.params;
      await reactions.deleteComment(id, commentId, callerOf(request, 'chat:write'));
      return reply.code(204).send(null);
    },
  );
}
