import { ERROR_STATUS, type RtErrorCode } from '../protocol.ts';

/** What a request was refused with: the protocol's code, which says the status too. */
export class Problem extends Error {
  readonly code: RtErrorCode;
  readonly retryAfterMs: number | undefined;

  constructor(
    code: RtErrorCode,
    message: string,
    { retryAfterMs, cause }: { retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'Problem';
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}
