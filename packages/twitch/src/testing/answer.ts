/** What a server sends: data, so that a fetch, msw and a real server can all send it. */
export interface MockAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
  /** The connection breaks: before the first byte, or half-way through the body. */
  broken?: 'before' | 'amid';
}

export function jsonAnswer(status: number, body: object | undefined, headers: Record<string, string> = {}): MockAnswer {
  if (body === undefined) return { status, headers, body: '' };
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** Statuses that may not have a body. */
const BODILESS: ReadonlySet<number> = new Set([101, 204, 205, 304]);

/**
 * A `Response` whose `text()` and `json()` need no more than a turn of the microtask queue, as native ones do not: with
 * those, a test that moves a fake clock would have to wait for real time first.
 */
export class MockResponse extends Response {
  readonly #answer: MockAnswer;
  #isRead = false;

  /** @throws TypeError as `fetch` does, if the connection broke before an answer came */
  constructor(answer: MockAnswer) {
    if (answer.broken === 'before') throw new TypeError('fetch failed');
    super(bodyOf(answer), initOf(answer));
    this.#answer = answer;
  }

  override get bodyUsed(): boolean {
    return this.#isRead || super.bodyUsed;
  }

  override async text(): Promise<string> {
    if (this.bodyUsed) throw new TypeError('The body was read already');
    this.#isRead = true;
    if (this.#answer.broken) throw new TypeError('terminated');
    return this.#answer.body;
  }

  override async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  override clone(): MockResponse {
    if (this.bodyUsed) throw new TypeError('The body was read already');
    return new MockResponse(this.#answer);
  }
}

/** The answer as a native `Response`; a connection that breaks at once is the `Response` of a network error. */
export const toResponse = (answer: MockAnswer): Response =>
  answer.broken === 'before' ? Response.error() : new Response(bodyOf(answer), initOf(answer));

const initOf = ({ status, headers }: MockAnswer): ResponseInit => ({ status, headers });

function bodyOf({ status, body, broken }: MockAnswer): BodyInit | null {
  if (BODILESS.has(status)) return null;
  if (!broken) return body;
  return new ReadableStream({
    start(stream) {
      stream.enqueue(new TextEncoder().encode(half(body)));
      stream.error(new TypeError('terminated'));
    },
  });
}

/** As much of a text as arrives where the rest does not. */
export const half = (text: string): string => text.slice(0, Math.ceil(text.length / 2));

/** What pages may read of an answer from another origin that exposes nothing, by the Fetch standard. */
const READABLE: ReadonlySet<string> = new Set(
  'cache-control content-language content-length content-type expires last-modified pragma'.split(' '),
);

/** The answer as a page in a browser sees it, where the server exposes no header. */
export const readable = (answer: MockAnswer): MockAnswer => ({
  ...answer,
  headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => READABLE.has(name))),
});
