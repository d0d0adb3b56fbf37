/** A text as PostgreSQL takes it, which knows no NUL and no half of a surrogate pair. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\u0000', '\uFFFD');

/** The same for all texts of a value, as JSON. */
export const storableJson = (value: unknown): string =>
  JSON.stringify(value, (_name, one: unknown) => (typeof one === 'string' ? storable(one) : one));
