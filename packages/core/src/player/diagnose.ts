import { abortError, T333Error } from '../errors.ts';
import { browserNetwork, type NetworkStatus } from '../resilience/network-status.ts';

/** What a media element says of its own failure. */
export function diagnoseMedia(error: { code: number; message: string } | null): T333Error {
  const cause = error?.message;
  if (error?.code === 2) return new T333Error('network', 'The media could not be fetched.', { cause, retryable: true });
  if (error?.code === 3) return new T333Error('media-decode', 'The media is damaged.', { cause, retryable: true });
  return new T333Error('media-unsupported', 'The browser cannot play this.', { cause });
}

/** Why an element refused to play. @param known the error of its source, if there is one */
export function diagnosePlay(cause: unknown, known: T333Error | null): T333Error {
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'AbortError') return abortError(cause);
  if (name === 'NotAllowedError') {
    return new T333Error('autoplay-blocked', 'The browser wants a user gesture before it plays with sound.', { cause });
  }
  return known ?? new T333Error('media-unsupported', 'The media cannot be played.', { cause });
}

/** What an HTTP status of 400 or above means. A missing stream may begin, a lost right may come back, a server may recover. */
export function diagnoseStatus(status: number, url: string): T333Error {
  const code =
    status === 404 || status === 410
      ? 'not-found'
      : status === 401 || status === 403 || status === 451
        ? 'forbidden'
        : 'http';
  return new T333Error(code, `HTTP ${status} for ${url}`, {
    retryable: code !== 'http' || status >= 500 || status === TOO_MANY_REQUESTS,
  });
}

const TOO_MANY_REQUESTS = 429;

export const offlineError = (): T333Error<'offline'> =>
  new T333Error('offline', 'The browser has no network.', { retryable: true });

/** What became of the attempt to bring a source into a player. */
export const attachError = (cause: unknown): T333Error =>
  cause instanceof T333Error
    ? cause
    : new T333Error('network', 'The player could not be loaded.', { cause, retryable: true });

export interface DiagnoseOptions {
  signal?: AbortSignal;
  fetch?: typeof globalThis.fetch;
  network?: NetworkStatus;
}

/**
 * Finds out why an address failed where the browser does not say: scripts see the same "status 0" for a dead server,
 * a CORS refusal and an endless redirect, and a media element calls each of them unsupported.
 *
 * One case cannot be told from a dead server and stays `network`, which is retried: an endless redirect on another
 * origin by a server that sends no CORS headers, since a browser shows a script neither the redirect nor its answer.
 *
 * @param fallback the error to keep when the address turns out to work; `network` means that a script asked for it
 * (so CORS applies), anything else that a media element did
 */
export async function diagnose(
  url: string,
  fallback: T333Error,
  { signal, fetch = globalThis.fetch.bind(globalThis), network = browserNetwork }: DiagnoseOptions = {},
): Promise<T333Error> {
  if (!network.isOnline()) return offlineError();
  const probe = async (init: RequestInit): Promise<Response | null> => {
    try {
      const response = await fetch(url, { ...init, cache: 'no-store', ...(signal && { signal }) });
      // Only its head was wanted.
      response.body?.cancel().catch(() => {});
      return response;
    } catch {
      return null;
    }
  };
  const answer = await probe({});
  if (answer) return answer.ok ? fallback : diagnoseStatus(answer.status, url);
  if (await probe({ mode: 'no-cors' })) {
    if (fallback.code !== 'network') return fallback;
    return new T333Error('cors', `${url} answers, but without Access-Control-Allow-Origin for this page.`, {
      retryable: true,
    });
  }
  // Followed it fails, not followed it is a redirect: it leads to itself, or to nothing.
  if ((await probe({ redirect: 'manual' }))?.type === 'opaqueredirect') {
    return new T333Error('redirect-loop', `${url} redirects without end.`, { retryable: true });
  }
  return new T333Error('network', `${url} could not be reached.`, { retryable: true });
}
