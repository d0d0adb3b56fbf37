import { Type } from 'typebox';
import type { App } from '../http/app.ts';
import { callerOf } from '../http/identity.ts';
import { Id, Page, PageOf } from '../http/schemas.ts';
import { timeOf } from '../http/time-of.ts';
import { RECURRENCES, type Schedule, type ScheduleItem } from './schedule.ts';

const fields = {
  title: Type.String({ minLength: 1, maxLength: 140, pattern: '\\S' }),
  description: Type.String({ maxLength: 2000 }),
  startsAt: Type.String({ format: 'date-time' }),
  timeZone: Type.String({ maxLength: 64 }),
  durationMinutes: Type.Integer({ minimum: 1, maximum: 1440 }),
  recurrence: Type.Enum([...RECURRENCES]),
};
const ItemSchema = Type.Object({ id: Id, channelId: Id, ...fields, sequence: Type.Integer() });
const Draft = Type.Object(
  { ...fields, description: Type.Optional(fields.description), recurrence: Type.Optional(fields.recurrence) },
  { additionalProperties: false },
);
const ById = Type.Object({ id: Id });
const tags = ['schedule'];

const shown = ({ startsAt, ...item }: ScheduleItem) => ({ ...item, startsAt: startsAt.toISOString() });

export function scheduleRoutes(app: App, schedule: Schedule): void {
  app.get(
    '/v1/channels/:id/schedule',
    { schema: { tags, params: ById, querystring: Page, response: { 200: PageOf(ItemSchema) } } },
    async ({ params, query }) => {
      const { items, nextCursor } = await schedule.list(params.id, query);
      return { items: items.map(shown), nextCursor };
    },
  );

  app.post(
    '/v1/channels/mine/schedule',
    { schema: { tags, body: Draft, response: { 201: ItemSchema } } },
    async (request, reply) => {
      const { id } = callerOf(request, 'channel:write');
      const { description = '', recurrence = 'none', startsAt, ...draft } = request.body;
      const item = await schedule.add(id, {
        ...draft,
        description,
        recurrence,
        startsAt: timeOf(startsAt, 'startsAt'),
      });
      return reply.code(201).send(shown(item));
    },
  );

  app.patch(
    '/v1/channels/mine/schedule/:id',
    {
      schema: {
        tags,
        params: ById,
        body: Type.Partial(Type.Object(fields), { additionalProperties: false }),
        response: { 200: ItemSchema },
      },
    },
    async (request) => {
      const { id } = callerOf(request, 'channel:write');
      const { startsAt, ...changes } = request.body;
      const item = await schedule.change(id, request.params.id, {
        ...changes,
        ...(startsAt !== undefined && { startsAt: timeOf(startsAt, 'startsAt') }),
      });
      return shown(item);
    },
  );

  app.delete(
    '/v1/channels/mine/schedule/:id',
    { schema: { tags, params: ById, response: { 204: Type.Null() } } },
    async (request, reply) => {
      await schedule.remove(callerOf(request, 'channel:write').id, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
