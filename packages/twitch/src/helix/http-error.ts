import { T333Error, type T333ErrorCode, type T333ErrorOptions } from '@t333/core/errors';

export interface TwitchHttpErrorOptions extends T333ErrorOptions {
  /** The HTTP status of the answer. */
  status: number;
  /** What Twitch's body said; null if it was none of Twitch's. */
  twitchMessage?: string | null;
  /** The `Twitch-Request-Id` of the answer, for reports to Twitch; null where it is missing or hidden, as in browsers. */
  requestId?: string | null;
}

/** An answer of Twitch that is not the one asked for. `code` says what it means, the rest what was received. */
export class TwitchHttpError<Code extends T333ErrorCode = T333ErrorCode> extends T333Error<Code> {
  /** The HTTP status of the answer. */
  readonly status: number;
  /** What Twitch's body said; null if it was none of Twitch's. */
  readonly twitchMessage: string | null;
  /** The `Twitch-Request-Id` of the answer, for reports to Twitch; null where it is missing or hidden, as in browsers. */
  readonly requestId: string | null;

  constructor(
    code: Code,
    message: string,
    { status, twitchMessage = null, requestId = null, ...rest }: TwitchHttpErrorOptions,
  ) {
    super(code, message, rest);
    this.name = 'TwitchHttpError';
    this.status = status;
    this.twitchMessage = twitchMessage;
    this.requestId = requestId;
  }
}
