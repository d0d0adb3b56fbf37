/** Query parameters as they are given: one value, several, or none. */
export type QueryValues = Readonly<Record<string, unknown>>;
export type QueryEntries = readonly (readonly [name: string, value: string])[];

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The parameters one by one, in one order however they were given, so that the same question always has the same text. */
export function queryEntries(query: QueryValues = {}): QueryEntries {
  return Object.entries(query)
    .flatMap(([name, values]) =>
      (Array.isArray(values) ? values : [values])
        .filter((value) => value !== undefined)
        .map((value) => [name, value instanceof Date ? value.toISOString() : String(value)] as const),
    )
    .toSorted((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]));
}

/** As in a URL, without the question mark. */
export const queryText = (entries: QueryEntries): string =>
  new URLSearchParams(entries.map((entry) => [...entry])).toString();
