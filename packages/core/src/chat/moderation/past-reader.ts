import { T333Error } from '../../errors.ts';
import type { ModerationApi, ModerationPage, ModerationPageRequest } from './moderation-api.ts';
import type { ModerationBook } from './moderation-book.ts';
import type { ModerationState } from './moderation-state.ts';

/** Of what is held, and of who is silenced: more than anybody will look through. */
const MAX_ITEMS = 2000;

type PastState = Pick<ModerationState, 'past' | 'older' | 'pastError'>;

/** Writes into a book what an API tells of the time before. */
export class PastReader {
  readonly #api: ModerationApi;
  readonly #book: ModerationBook;
  readonly #signal: AbortSignal;
  readonly #onChange: () => void;
  #cursor: string | null = null;
  #hasLog = false;
  #isAskedAgain = false;
  state: PastState = { past: 'none', older: 'none', pastError: null };

  constructor(
    api: ModerationApi,
    book: ModerationBook,
    { signal, onChange }: { signal: AbortSignal; onChange: () => void },
  ) {
    this.#api = api;
    this.#book = book;
    this.#signal = signal;
    this.#onChange = onChange;
  }

  /** All that waits and all that are silenced, and the first page of the log. It never rejects. */
  async load(): Promise<void> {
    if (this.state.past === 'loading') {
      this.#isAskedAgain = true;
      return;
    }
    this.#set({ past: 'loading', pastError: null });
    const signal = this.#signal;
    this.#book.mark();
    try {
      const [held, silenced, log] = await Promise.all([
        all((request) => this.#api.held(request), signal),
        all((request) => this.#api.silenced(request), signal).catch(noneOf),
        this.#api.log({ signal }),
      ]);
      if (signal.aborted) return;
      this.#book.settle({ held, silenced });
      this.#book.addRecords(log.items);
      // Pages that were loaded before stay, and so does where they end.
      if (!this.#hasLog) this.#cursor = log.nextCursor;
      this.#hasLog = true;
      this.#set({ past: 'loaded', older: this.#cursor === null ? 'none' : 'available' });
    } catch (cause) {
      this.#book.unmark();
      this.#set({ past: 'failed', pastError: errorOf(cause) });
    }
    if (!this.#isAskedAgain) return;
    this.#isAskedAgain = false;
    await this.load();
  }

  /** The next page of the log. It never rejects. */
  async loadOlder(): Promise<void> {
    const { older } = this.state;
    if (this.#cursor === null || older === 'loading' || older === 'none') return;
    this.#set({ older: 'loading', pastError: null });
    try {
      const { items, nextCursor } = await this.#api.log({ cursor: this.#cursor, signal: this.#signal });
      if (this.#signal.aborted) return;
      this.#book.addRecords(items);
      this.#cursor = nextCursor;
      this.#set({ older: nextCursor === null ? 'none' : 'available' });
    } catch (cause) {
      this.#set({ older: 'failed', pastError: errorOf(cause) });
    }
  }

  #set(patch: Partial<PastState>): void {
    if (this.#signal.aborted) return;
    this.state = { ...this.state, ...patch };
    this.#onChange();
  }
}

/** A server that has no such list is no reason to have none of the others. */
function noneOf(error: unknown): null {
  if (error instanceof T333Error && error.code === 'not-found') return null;
  throw error;
}

async function all<Item>(
  ask: (request: ModerationPageRequest) => Promise<ModerationPage<Item>>,
  signal: AbortSignal,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: ModerationPage<Item> = await ask({ signal, ...(cursor !== null && { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && items.length < MAX_ITEMS);
  return items;
}

const errorOf = (cause: unknown): T333Error =>
  cause instanceof T333Error
    ? cause
    : new T333Error('network', 'What was before could not be asked for.', { cause, retryable: true });
