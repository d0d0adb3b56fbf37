import { ERROR_STATUS, type RtErrorCode } from './error-codes.ts';
import { parse, take } from './frame-text.ts';
import { MAX_SERVER_FRAME_BYTES } from './limits.ts';
import { number, oneOf, optional, record, text } from './readers.ts';

/** What goes wrong over HTTP: problem+json with a code of ours. */
export interface RtProblem {
  readonly code: RtErrorCode;
  readonly detail?: string;
  readonly retryAfterMs?: number;
}

const PROBLEM = record<RtProblem>({
  code: oneOf(...(Object.keys(ERROR_STATUS) as RtErrorCode[])),
  detail: optional(text(1000)),
  retryAfterMs: optional(number(0, Number.MAX_SAFE_INTEGER)),
});

/** The problem that an HTTP answer tells; null where it is no problem of ours. */
export function readProblem(data: unknown): RtProblem | null {
  try {
    return take(PROBLEM, parse(data, MAX_SERVER_FRAME_BYTES), 'A problem');
  } catch {
    return null;
  }
}
