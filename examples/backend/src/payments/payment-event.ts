import { Type, type Static } from 'typebox';
import { Id } from '../http/schemas.ts';

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** Whether it is a code of ISO 4217 that is or was money. */
export const isCurrency = (code: string): boolean => CURRENCIES.has(code);

/** Somebody has given money to a channel. */
export const TipPaid = Type.Object({
  type: Type.Literal('tip.paid'),
  data: Type.Object({
    channelId: Id,
    /** Null: somebody who is not named. */
    accountId: Type.Optional(Type.Union([Id, Type.Null()])),
    /** In the currency's smallest unit. */
    amountMinor: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
    text: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
});

/** Somebody has paid to be in a channel. */
export const SubscriptionPaid = Type.Object({
  type: Type.Literal('subscription.paid'),
  data: Type.Object({
    channelId: Id,
    accountId: Id,
    tier: Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)]),
    /** From now on. */
    days: Type.Integer({ minimum: 1, maximum: 400 }),
  }),
});

export type TipPaid = Static<typeof TipPaid>;
export type SubscriptionPaid = Static<typeof SubscriptionPaid>;
export type PaymentEvent = TipPaid | SubscriptionPaid;
