import { Type } from 'typebox';
import type { App } from '../http/app.ts';
import { callerOf } from '../http/identity.ts';
import { Problem } from '../http/problem.ts';
import { Id } from '../http/schemas.ts';
import type { Subscription, Subscriptions } from './subscriptions.ts';

/** Of a subscription that nobody has paid for. */
const DEMO_DAYS = 30;

const Tier = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)]);
const SubscriptionSchema = Type.Object({
  channelId: Id,
  accountId: Id,
  tier: Tier,
  since: Type.String({ format: 'date-time' }),
  expiresAt: Type.String({ format: 'date-time' }),
});
const tags = ['subscriptions'];

const shown = ({ since, expiresAt, ...subscription }: Subscription) => ({
  ...subscription,
  since: since.toISOString(),
  expiresAt: expiresAt.toISOString(),
});

/** @param options whether anybody may subscribe without paying: to try things out */
export function subscriptionRoutes(app: App, subscriptions: Subscriptions, { hasDemo }: { hasDemo: boolean }): void {
  app.get(
    '/v1/me/subscriptions',
    { schema: { tags, response: { 200: Type.Object({ items: Type.Array(SubscriptionSchema) }) } } },
    async (request) => ({ items: (await subscriptions.of(callerOf(request).id)).map(shown) }),
  );

  app.put(
    '/v1/channels/:id/subscription',
    {
      schema: {
        tags,
        description: 'Only where the server runs to try things out. Else the payment provider tells who has paid.',
        params: Type.Object({ id: Id }),
        body: Type.Object({ tier: Tier }, { additionalProperties: false }),
        response: { 200: SubscriptionSchema },
      },
    },
    async (request) => {
      const { id } = callerOf(request);
      if (!hasDemo) throw new Problem('forbidden', 'Who has paid is told by the payment provider.');
      return shown(await subscriptions.grant(request.params.id, id, { tier: request.body.tier, days: DEMO_DAYS }));
    },
  );

  app.delete(
    '/v1/channels/:id/subscription',
    { schema: { tags, params: Type.Object({ id: Id }), response: { 204: Type.Null() } } },
    async (request, reply) => {
      await subscriptions.end(request.params.id, callerOf(request).id);
      return reply.code(204).send(null);
    },
  );

  const gift = { tags, description: 'A channel’s owner gives a subscription away, or takes it back.' };
  app.put(
    '/v1/channels/mine/subscribers/:id',
    {
      schema: {
        ...gift,
        params: Type.Object({ id: Id }),
        body: Type.Object(
          { tier: Tier, days: Type.Integer({ minimum: 1, maximum: 366 }) },
          { additionalProperties: false },
        ),
        response: { 200: SubscriptionSchema },
      },
    },
    async (request) => {
      const { id } = callerOf(request, 'channel:write');
      return shown(await subscriptions.grant(id, request.params.id, request.body));
    },
  );

  app.delete(
    '/v1/channels/mine/subscribers/:id',
    { schema: { ...gift, params: Type.Object({ id: Id }), response: { 204: Type.Null() } } },
    async (request, reply) => {
      await subscriptions.end(callerOf(request, 'channel:write').id, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
