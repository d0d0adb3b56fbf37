import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Clock } from '../clock.ts';
import type { App } from '../http/app.ts';
import { Problem } from '../http/problem.ts';
import { SubscriptionPaid, TipPaid, type PaymentEvent } from './payment-event.ts';
import type { Payments } from './payments.ts';
import { isSigned } from './signature.ts';

const tip = Compile(TipPaid);
const subscription = Compile(SubscriptionPaid);
const MAX_ID_LENGTH = 128;

interface Options {
  payments: Payments;
  clock: Clock;
  /** Null: there is no provider, and nobody is heard. */
  tipsSecret: string | null;
}

/** `POST /v1/webhooks/payments`, as Standard Webhooks has it: `webhook-id`, `webhook-timestamp`, `webhook-signature`. */
export function paymentRoutes(app: App, { payments, clock, tipsSecret }: Options): void {
  if (tipsSecret === null) return;
  const secret = tipsSecret;
  void app.register(async (scope) => {
    // A signature is of the bytes as they came.
    scope.removeContentTypeParser('application/json');
    scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post(
      '/v1/webhooks/payments',
      {
        config: { hasOwnToken: true },
        schema: {
          tags: ['payments'],
          description: 'For the payment provider, signed as Standard Webhooks has it: `tip.paid`, `subscription.paid`.',
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const { headers, body } = request;
        const id = String(headers['webhook-id'] ?? '');
        const timestamp = String(headers['webhook-timestamp'] ?? '');
        const signature = String(headers['webhook-signature'] ?? '');
        const isRight =
          Buffer.isBuffer(body) &&
          id !== '' &&
          id.length <= MAX_ID_LENGTH &&
          isSigned({ id, timestamp, signature }, body, { secret, nowMs: clock.now() });
        if (!isRight) throw new Problem('unauthenticated', 'The signature is not good.');
        const event = eventOf(body);
        // Of what we do not know we need to know nothing; who sends it is not to send it again.
        if (event) await payments.take(id, event);
        return reply.code(204).send(null);
      },
    );
  });
}

/** @returns null: of another type. @throws Problem `bad_request` */
function eventOf(body: Buffer): PaymentEvent | null {
  let event: unknown;
  try {
    event = JSON.parse(body.toString('utf8'));
  } catch {
    throw new Problem('bad_request', 'That is no JSON.');
  }
  if (tip.Check(event)) return event;
  if (subscription.Check(event)) return event;
  const { type } = (event ?? {}) as { type?: unknown };
  if (type === 'tip.paid' || type === 'subscription.paid')
    throw new Problem('bad_request', `Of ${type} something is wrong.`);
  return null;
}
