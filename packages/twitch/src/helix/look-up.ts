import type { CallOptions, HelixReads } from './call.ts';

/** Looks up one thing, or several: then by what was asked for, each once. The first failure ends it. */
export interface LookUp<Item> {
  (helix: HelixReads, asked: string, options?: CallOptions): Promise<Item | null>;
  (helix: HelixReads, asked: Iterable<string>, options?: CallOptions): Promise<Map<string, Item | null>>;
}

type Find<Item> = (one: string, options: CallOptions) => Promise<Item | undefined>;

/** What is asked for at once is few requests: the client sees to that. */
export function lookUp<Item>(
  asked: string | Iterable<string>,
  options: CallOptions | undefined,
  find: Find<Item>,
): Promise<Item | null> & Promise<Map<string, Item | null>>;
export async function lookUp<Item>(
  asked: string | Iterable<string>,
  options: CallOptions = {},
  find: Find<Item>,
): Promise<Item | null | Map<string, Item | null>> {
  if (typeof asked === 'string') return (await find(asked, options)) ?? null;
  const ended = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, ended.signal]) : ended.signal;
  try {
    const entries = Array.from(
      new Set(asked),
      async (one) => [one, (await find(one, { ...options, signal })) ?? null] as const,
    );
    return new Map(await Promise.all(entries));
  } finally {
    ended.abort();
  }
}
