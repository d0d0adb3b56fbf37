/** The upper one of the two in the middle, where the number is even; null of nothing. */
export const median = (values: readonly number[]): number | null =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? null;
