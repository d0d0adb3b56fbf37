import { Type } from 'typebox';
import type { App } from '../http/app.ts';
import { callerOf } from '../http/identity.ts';
import { Id, Page, PageOf } from '../http/schemas.ts';
import { NOTICE_KINDS, type Notice, type Notices } from './notices.ts';

const Time = Type.String({ format: 'date-time' });
const NoticeSchema = Type.Object({
  id: Id,
  channelId: Id,
  handle: Type.String(),
  name: Type.String(),
  kind: Type.Enum([...NOTICE_KINDS]),
  title: Type.String(),
  startsAt: Type.Union([Time, Type.Null()]),
  at: Time,
  isRead: Type.Boolean(),
});
const tags = ['notices'];

const shown = ({ startsAt, at, ...notice }: Notice) => ({
  ...notice,
  startsAt: startsAt?.toISOString() ?? null,
  at: at.toISOString(),
});

export function noticeRoutes(app: App, notices: Notices): void {
  app.get(
    '/v1/me/notices',
    {
      schema: {
        tags,
        querystring: Page,
        response: { 200: Type.Object({ ...PageOf(NoticeSchema).properties, unread: Type.Integer() }) },
      },
    },
    async (request) => {
      const { id } = callerOf(request);
      const { items, nextCursor } = await notices.list(id, request.query);
      return { items: items.map(shown), nextCursor, unread: await notices.unread(id) };
    },
  );

  app.put('/v1/me/notices/read', { schema: { tags, response: { 204: Type.Null() } } }, async (request, reply) => {
    await notices.markAllRead(callerOf(request).id);
    return reply.code(204).send(null);
  });

  app.put(
    '/v1/me/notices/:id/read',
    { schema: { tags, params: Type.Object({ id: Id }), response: { 204: Type.Null() } } },
    async (request, reply) => {
      await notices.markRead(callerOf(request).id, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
