import { T333Error } from '../errors.ts';
import { RealtimeRefusal } from './refusal.ts';

export interface TicketOptions {
  /** Where tickets are: `https://example.com/v1/rt/ticket`. */
  url: string | URL;
  /** Default `same-origin`: the cookie of a session. `include` sends it to another origin. */
  credentials?: RequestCredentials;
  /** Such as `authorization`; a function is asked for each ticket. */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>);
  /** Default: the global one. */
  fetch?: typeof globalThis.fetch;
}

/** Fetches a one-use ticket for each socket: a `getTicket` for who is signed in by a cookie or a token. */
export function ticketFrom({
  url,
  credentials = 'same-origin',
  headers,
  fetch = globalThis.fetch,
}: TicketOptions): (signal: AbortSignal) => Promise<string> {
  return async (signal) => {
    const response = await fetch(url, {
      method: 'POST',
      credentials,
      signal,
      ...(headers && { headers: typeof headers === 'function' ? await headers() : headers }),
    });
    if (response.status === 401 || response.status === 403)
      throw new RealtimeRefusal('unauthenticated', 'Whoever is not signed in gets no ticket.');
    const body: unknown = response.ok ? await response.json().catch(() => null) : null;
    const ticket = typeof body === 'object' && body !== null ? (body as { ticket?: unknown }).ticket : undefined;
    if (typeof ticket === 'string') return ticket;
    throw new T333Error('network', `No ticket came (${response.status}).`, { retryable: true });
  };
}
