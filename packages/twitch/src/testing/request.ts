import type { Clock } from '@t333/core/time';

/** What the mock was asked. */
export interface MockRequest {
  /** Whom it was for: the API, the identity service, chat or EventSub, or another host that `mock.on()` knows. */
  readonly service: 'helix' | 'id' | 'socket' | 'other';
  readonly method: string;
  readonly url: URL;
  /** `/users`, `/oauth2/token`, or the whole address without its query where the host is another. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly text: string;
  /** The body: parsed JSON, the fields of a form, or undefined. */
  readonly body: unknown;
  /** When it came, on the mock's clock (`clock.now()`). */
  readonly atMs: number;
  /** What follows `Bearer` or `OAuth`. */
  readonly token: string | null;
  /** What it was answered with; null before that, and where no answer was sent. */
  status: number | null;
}

/** The parts of a request as any server or interceptor knows them. */
export interface RawRequest {
  method: string;
  url: string;
  headers: Headers;
  text: string;
}

export function toMockRequest({ method, url, headers, text }: RawRequest, clock: Clock): MockRequest {
  const address = new URL(url);
  const [service, path] = locate(address);
  return {
    service,
    method: method.toUpperCase(),
    url: address,
    path,
    query: address.searchParams,
    headers,
    text,
    body: parseBody(text, headers.get('content-type') ?? ''),
    atMs: clock.now(),
    token: /^(?:Bearer|OAuth) (\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null,
    status: null,
  };
}

/** By path, whatever the host, so that a test may replace the addresses. */
function locate({ pathname, origin }: URL): [MockRequest['service'], string] {
  const helix = /^\/helix(\/.*)/.exec(pathname)?.[1];
  if (helix !== undefined) return ['helix', helix];
  return pathname.startsWith('/oauth2/') ? ['id', pathname] : ['other', origin + pathname];
}

function parseBody(text: string, contentType: string): unknown {
  if (text === '') return undefined;
  if (contentType.includes('x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The request that `fetch(input, init)` would send. Texts and forms are read at once: to read the body of a native
 * `Request` takes real time, for which a fake clock does not wait.
 */
export function readRequest(input: RequestInfo | URL, init: RequestInit = {}): RawRequest | Promise<RawRequest> {
  const { body } = init;
  if (input instanceof Request || !(body === undefined || body === null || isSimple(body))) {
    return readNative(new Request(input, init));
  }
  const headers = new Headers(init.headers);
  if (body instanceof URLSearchParams && !headers.has('content-type')) {
    headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8');
  }
  return { method: init.method ?? 'GET', url: String(input), headers, text: body ? String(body) : '' };
}

export async function readNative(request: Request): Promise<RawRequest> {
  return { method: request.method, url: request.url, headers: request.headers, text: await request.text() };
}

const isSimple = (body: BodyInit): body is string | URLSearchParams =>
  typeof body === 'string' || body instanceof URLSearchParams;
