import { T333Error } from '@t333/core/errors';

/** @see https://dev.twitch.tv/docs/eventsub/handling-websocket-events/#close-message */
const REASONS: Readonly<Record<number, string>> = {
  4000: 'Twitch had an internal error.',
  4001: 'Something was sent to EventSub.',
  4002: 'A ping was not answered.',
  4003: 'Nothing was subscribed to within 10 s.',
  4004: 'The new connection did not come within 30 s.',
  4005: 'Twitch’s network was too slow.',
  4006: 'Twitch’s network failed.',
  4007: 'The address to reconnect to was not valid.',
};

/** EventSub has ended a connection. */
export class EventSubCloseError extends T333Error<'network' | 'timeout'> {
  /** 4000 to 4007 of Twitch, others of WebSocket: 1006 is a connection that broke. */
  readonly closeCode: number;

  constructor(closeCode: number) {
    const isTimeout = closeCode >= 4002 && closeCode <= 4005;
    super(isTimeout ? 'timeout' : 'network', REASONS[closeCode] ?? `EventSub was closed (${closeCode}).`, {
      retryable: true,
    });
    this.closeCode = closeCode;
  }
}
