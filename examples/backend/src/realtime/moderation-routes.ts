import { Type } from 'typebox';
import type { App } from '../http/app.ts';
import { callerOf } from '../http/identity.ts';
import { Problem } from '../http/problem.ts';
import { Id, Page, PageOf } from '../http/schemas.ts';
import { personOf } from './person.ts';
import type { Realtime } from './realtime.ts';

const tags = ['moderation'];
const ByChannel = Type.Object({ id: Id });
const ByAccount = Type.Object({ id: Id, accountId: Id });
const ByMessage = Type.Object({ id: Id, messageId: Id });
const At = Type.String({ format: 'date-time' });
const OrNull = <Schema extends ReturnType<typeof Type.String>>(schema: Schema) => Type.Union([schema, Type.Null()]);

const ModeratorSchema = Type.Object({ id: Id, handle: Type.String(), name: Type.String(), at: At });
const HeldSchema = Type.Object({
  id: Id,
  /** As t333-rt/1 tells it. */
  message: Type.Unknown(),
  reason: Type.String(),
  score: Type.Number(),
  at: At,
});
const ModerationSchema = Type.Object({
  id: Id,
  action: Type.String(),
  moderatorId: OrNull(Type.String()),
  moderatorHandle: OrNull(Type.String()),
  userId: OrNull(Type.String()),
  userHandle: OrNull(Type.String()),
  messageId: OrNull(Type.String()),
  reason: OrNull(Type.String()),
  until: OrNull(At),
  at: At,
});
const SilencedSchema = Type.Object({
  userId: Id,
  userHandle: Type.String(),
  /** Null: banned. */
  until: OrNull(At),
  reason: OrNull(Type.String()),
  moderatorId: OrNull(Type.String()),
  moderatorHandle: OrNull(Type.String()),
  at: OrNull(At),
});

const MessageSchema = Type.Object({
  id: Id,
  userId: Id,
  handle: Type.String(),
  name: Type.String(),
  text: Type.String(),
  isDeleted: Type.Boolean(),
  at: At,
});

/** Who moderates a channel, who may not write, what waits for them, what they have done, and what was said. */
export function moderationRoutes(app: App, realtime: Realtime): void {
  const { archive, store, rooms, moderating } = realtime;

  app.get(
    '/v1/channels/:id/moderators',
    { schema: { tags, params: ByChannel, response: { 200: Type.Object({ items: Type.Array(ModeratorSchema) }) } } },
    async ({ params }) => {
      const items = await store.moderators(params.id);
      return { items: items.map(({ at, ...moderator }) => Object.assign(moderator, { at: at.toISOString() })) };
    },
  );

  for (const method of ['PUT', 'DELETE'] as const)
    app.route({
      method,
      url: '/v1/channels/:id/moderators/:accountId',
      schema: { tags, params: ByAccount, response: { 204: Type.Null() } },
      async handler(request, reply) {
        const { id, accountId } = request.params;
        const caller = callerOf(request, 'channel:write');
        if (caller.id !== id && caller.role !== 'admin') throw new Problem('forbidden', 'That is not your channel.');
        if (id === accountId) throw new Problem('bad_request', 'The channel is theirs already.');
        if (method === 'PUT') await store.addModerator(id, accountId, realtime.nowMs());
        else await store.removeModerator(id, accountId);
        // Rooms that hear it are told now; one that does not reads it when it opens.
        await rooms.note(id, { type: 'moderators' }).catch(() => {});
        return reply.code(204).send(null);
      },
    });

  app.get(
    '/v1/channels/:id/held',
    { schema: { tags, params: ByChannel, querystring: Page, response: { 200: PageOf(HeldSchema) } } },
    async (request) => {
      const { id } = request.params;
      moderating.check(await rooms.get(id), personOf(callerOf(request, 'chat:moderate')));
      const { items, nextCursor } = await store.held(id, request.query);
      return { items: items.map(({ at, ...held }) => Object.assign(held, { at: at.toISOString() })), nextCursor };
    },
  );

  for (const action of ['approve', 'deny'] as const)
    app.post(
      `/v1/channels/:id/held/:messageId/${action}`,
      { schema: { tags, params: ByMessage, response: { 200: Type.Object({ seq: Type.Integer() }) } } },
      async (request) => {
        const { id, messageId } = request.params;
        const person = personOf(callerOf(request, 'chat:moderate'));
        return { seq: await moderating.act(await rooms.get(id), person, { action, messageId }) };
      },
    );

  app.get(
    '/v1/channels/:id/moderation',
    { schema: { tags, params: ByChannel, querystring: Page, response: { 200: PageOf(ModerationSchema) } } },
    async (request) => {
      const { id } = request.params;
      moderating.check(await rooms.get(id), personOf(callerOf(request, 'chat:moderate')));
      const { items, nextCursor } = await store.moderations(id, request.query);
      return {
        items: items.map(({ at, until, ...done }) =>
          Object.assign(done, { at: at.toISOString(), until: until?.toISOString() ?? null }),
        ),
        nextCursor,
      };
    },
  );

  app.get(
    '/v1/channels/:id/silenced',
    { schema: { tags, params: ByChannel, querystring: Page, response: { 200: PageOf(SilencedSchema) } } },
    async (request) => {
      const { id } = request.params;
      moderating.check(await rooms.get(id), personOf(callerOf(request, 'chat:moderate')));
      const { items, nextCursor } = await store.silenced(id, realtime.nowMs(), request.query);
      return {
        items: items.map(({ at, until, ...silenced }) =>
          Object.assign(silenced, { at: at?.toISOString() ?? null, until: until?.toISOString() ?? null }),
        ),
        nextCursor,
      };
    },
  );

  app.get(
    '/v1/channels/:id/messages',
    {
      schema: {
        tags,
        params: ByChannel,
        querystring: Type.Object({ ...Page.properties, user: Type.Optional(Id) }),
        response: { 200: PageOf(MessageSchema) },
      },
    },
    async (request) => {
      const { id } = request.params;
      moderating.check(await rooms.get(id), personOf(callerOf(request, 'chat:moderate')));
      const { user: userId = null, ...page } = request.query;
      const { items, nextCursor } = await archive.messages(id, { ...page, userId });
      return { items: items.map(({ at, ...message }) => Object.assign(message, { at: at.toISOString() })), nextCursor };
    },
  );
}
