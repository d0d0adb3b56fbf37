import { half, type MockAnswer } from './answer.ts';
import type { MockRequest } from './request.ts';

/**
 * What goes wrong:
 *
 * | fault | what the caller sees |
 * | --- | --- |
 * | `reset` | the connection breaks before an answer |
 * | `cut` | the connection breaks half-way through the body |
 * | `hang` | no answer ever, until the caller aborts |
 * | `html` | a 502 with an error page, as an edge server sends it |
 * | `truncated` | the first half of the JSON, as if that were all |
 * | `wrong-type` | the right answer labelled `text/html` |
 * | `no-headers` | the right answer without its rate limit headers |
 * | `{ status, body?, headers? }` | that answer; the body defaults to Twitch's error of that status |
 * | `{ delayMs }` | the right answer, later |
 */
export type Fault =
  | 'reset'
  | 'cut'
  | 'hang'
  | 'html'
  | 'truncated'
  | 'wrong-type'
  | 'no-headers'
  | { status: number; body?: string | object; headers?: Record<string, string> }
  | { delayMs: number };

/** What goes wrong, for which requests. It strikes the first that it fits. */
export interface FaultRule {
  fault: Fault;
  /** In any case. */
  method?: string;
  /** `/users`, `/oauth2/token`, …; a regular expression, or every request where it is absent. `/irc` and `/ws` strike sockets. */
  path?: string | RegExp;
  /** Anything else that decides. */
  match?: (request: MockRequest) => boolean;
  /** How many requests it strikes. Default 1; Infinity for all. */
  times?: number;
  /** How many requests that it fits pass first. Default 0. */
  skip?: number;
  /** The request is carried out, and only its answer is lost. Default false; what alters the right answer always does. */
  afterwards?: boolean;
}

/** The faults that wait for requests which they fit. */
export class Faults {
  readonly #rules = new Set<{ rule: FaultRule; left: number; skip: number }>();

  /** @returns a function that takes it back */
  add(rule: FaultRule): () => void {
    const entry = { rule, left: rule.times ?? 1, skip: rule.skip ?? 0 };
    this.#rules.add(entry);
    return () => void this.#rules.delete(entry);
  }

  /** Takes all back. */
  clear(): void {
    this.#rules.clear();
  }

  /** The first rule that strikes this request; counts it. */
  strike(request: MockRequest): FaultRule | undefined {
    for (const entry of this.#rules) {
      if (!fits(entry.rule, request)) continue;
      if (entry.skip-- > 0) continue;
      if (--entry.left <= 0) this.#rules.delete(entry);
      return entry.rule;
    }
    return undefined;
  }
}

function fits({ method, path, match }: FaultRule, request: MockRequest): boolean {
  if (request.service === 'socket' && path !== request.path) return false;
  if (method !== undefined && method.toUpperCase() !== request.method) return false;
  if (typeof path === 'string' ? path !== request.path : path && !path.test(request.path)) return false;
  return match?.(request) ?? true;
}

/** How long a fault holds an answer back: Infinity where it never comes. */
export function delayOf(fault: Fault): number {
  if (fault === 'hang') return Infinity;
  return typeof fault === 'object' && 'delayMs' in fault ? fault.delayMs : 0;
}

/** Whether a fault needs the right answer, to spoil it. */
export const spoils = (fault: Fault): boolean =>
  typeof fault === 'string' ? ['cut', 'truncated', 'wrong-type', 'no-headers'].includes(fault) : 'delayMs' in fault;

const ERROR_PAGE =
  '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>';

/** The answer with what the fault does to it. A hang and a delay are matters of time, and not seen to here. */
export function spoil(answer: MockAnswer, fault: Fault, errorBody: (status: number) => object): MockAnswer {
  switch (fault) {
    case 'reset':
      return { ...answer, broken: 'before' };
    case 'cut':
      return { ...answer, broken: 'amid' };
    case 'html':
      return { status: 502, headers: { 'content-type': 'text/html' }, body: ERROR_PAGE };
    case 'truncated':
      return { ...answer, body: half(answer.body) };
    case 'wrong-type':
      return { ...answer, headers: { ...answer.headers, 'content-type': 'text/html' } };
    case 'no-headers':
      return { ...answer, headers: withoutRateHeaders(answer.headers) };
    case 'hang':
      return answer;
  }
  if ('delayMs' in fault) return answer;
  const { status, body = errorBody(status), headers = {} } = fault;
  const lowered = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  if (typeof body === 'string') return { status, headers: lowered, body };
  return { status, headers: { 'content-type': 'application/json', ...lowered }, body: JSON.stringify(body) };
}

function withoutRateHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('ratelimit-')));
}
