import { T333Error } from '@t333/core/errors';

/** What the code here relies on; the types of single operations say more. */
interface Page {
  readonly data: unknown;
  readonly pagination?: { readonly cursor?: unknown } | null;
}

/** How many items a page can hold, where that is not 100. */
const LARGEST_PAGE: Record<string, number> = {
  '/chat/chatters': 1000,
  '/entitlements/drops': 1000,
  '/channel_points/custom_rewards/redemptions': 50,
  '/polls': 20,
  '/predictions': 25,
  '/schedule': 25,
};

/** What to ask for by default: large pages are few requests. */
export const pageSize = (path: string): number => LARGEST_PAGE[path] ?? 100;

/** All items of a list that Twitch answers in pages, each page asked for when it is reached. */
export class HelixPages<Item, Response> implements AsyncIterable<Item> {
  readonly #load: (after: string | undefined) => Promise<Response>;

  constructor(load: (after: string | undefined) => Promise<Response>) {
    this.#load = load;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.byPage()) yield* itemsOf(page as Page) as Item[];
  }

  /** The same as whole responses, for what stands beside the items. */
  async *byPage(): AsyncGenerator<Response, void, undefined> {
    let after: string | undefined;
    for (;;) {
      const page = await this.#load(after);
      yield page;
      const cursor = (page as Page).pagination?.cursor;
      // A cursor that stands still would ask for the same page for ever.
      if (typeof cursor !== 'string' || cursor === '' || cursor === after) return;
      after = cursor;
    }
  }
}

/** A schedule keeps its items a level deeper, and has null for none. */
function itemsOf({ data }: Page): unknown[] {
  if (Array.isArray(data)) return data;
  const segments = (data as { segments?: unknown } | null)?.segments;
  if (Array.isArray(segments)) return segments;
  if (segments === null) return [];
  throw new T333Error('invalid-response', 'Twitch answered no list where one was due.', { retryable: true });
}
