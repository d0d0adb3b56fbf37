import type { T333Error } from '@t333/core/errors';
import type { EventSubTypes, KnownEventSubType } from './event-types.ts';
import type { EventSubNotification } from './frame.ts';
import type { SubscriptionState } from './subscriptions.ts';

/** Something happened on Twitch. It is dispatched twice: by the name of its type, and as `notification`. */
export class NotificationEvent<Data = unknown> extends Event {
  readonly notification: EventSubNotification<Data>;

  constructor(type: string, notification: EventSubNotification<Data>) {
    super(type);
    this.notification = notification;
  }
}

/** Twitch has taken a subscription back: the user has, or is no more. */
export class RevocationEvent extends Event {
  readonly subscription: SubscriptionState;

  constructor(subscription: SubscriptionState) {
    super('revocation');
    this.subscription = subscription;
  }
}

/** The connection was lost, and is back with all its subscriptions: look up what may have changed meanwhile. */
export class GapEvent extends Event {
  /** When Twitch was last heard before, Unix milliseconds: nothing older is missing. */
  readonly sinceMs: number;

  constructor(sinceMs: number) {
    super('gap');
    this.sinceMs = sinceMs;
  }
}

/** Something failed that nobody waits for. EventSub goes on. */
export class EventSubErrorEvent extends Event {
  readonly error: T333Error;

  constructor(error: T333Error) {
    super('error');
    this.error = error;
  }
}

export type EventSubEvents = {
  [Type in KnownEventSubType]: NotificationEvent<EventSubTypes[Type]['event']>;
} & {
  notification: NotificationEvent;
  revocation: RevocationEvent;
  gap: GapEvent;
  error: EventSubErrorEvent;
};
