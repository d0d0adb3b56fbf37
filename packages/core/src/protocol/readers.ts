/**
 * Takes what a stranger sent: a copy with the known fields only, or undefined. It never looks deeper than what it knows, and
 * fields that were inherited do not count. `trail` gets the names of the fields that were wrong, outermost first.
 */
export interface Reader<T> {
  (value: unknown, trail: string[]): T | undefined;
  isOptional?: boolean;
  isLenient?: boolean;
}

/** A reader for each field; those that may be left out are `optional()`. */
type Fields<T> = { readonly [Name in keyof T]-?: Reader<Exclude<T[Name], undefined>> };

export const boolean: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

export const number =
  (min: number, max: number): Reader<number> =>
  (value) =>
    typeof value === 'number' && value >= min && value <= max ? value : undefined;

export const integer =
  (min: number, max: number = Number.MAX_SAFE_INTEGER): Reader<number> =>
  (value) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max ? (value as number) : undefined;

/** Code points: as many as UTF-16 units, or up to twice as few. */
export function codePoints(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length; index++) {
    if (text.codePointAt(index)! <= 0xffff) continue;
    count--;
    index++;
  }
  return count;
}

export const text =
  (max: number, min = 0): Reader<string> =>
  (value) =>
    typeof value === 'string' &&
    value.length >= min &&
    value.length <= 2 * max &&
    (value.length <= max || codePoints(value) <= max)
      ? value
      : undefined;

export const oneOf =
  <const T extends string>(...values: readonly T[]): Reader<T> =>
  (value) =>
    values.includes(value as T) ? (value as T) : undefined;

export const nullable =
  <T>(read: Reader<T>): Reader<T | null> =>
  (value, trail) =>
    value === null ? null : read(value, trail);

/** It may be left out, or be null. */
export const optional = <T>(read: Reader<T>): Reader<T> =>
  Object.assign((value: unknown, trail: string[]) => read(value, trail), { isOptional: true });

/** It may be left out; what is wrong counts as that. */
export const lenient = <T>(read: Reader<T>): Reader<T> => Object.assign(optional(read), { isLenient: true });

/** What is left out, or wrong, is this. */
export const fallback =
  <T>(read: Reader<T>, value: T): Reader<T> =>
  (found) =>
    read(found, []) ?? value;

/** What is wrong in it is left out alone. */
export const list =
  <T>(read: Reader<T>, max: number): Reader<readonly T[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length > max) return undefined;
    const items: T[] = [];
    for (const one of value) {
      const item = read(one, []);
      if (item !== undefined) items.push(item);
    }
    return Object.freeze(items);
  };

export function record<T>(fields: Fields<T>): Reader<T> {
  const entries = Object.entries<Reader<unknown>>(fields as Record<string, Reader<unknown>>);
  return (value, trail) => {
    if (typeof value !== 'object' || value === null) return undefined;
    const copy: Record<string, unknown> = {};
    for (const [name, read] of entries) {
      const field = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
      const taken = read(field, trail);
      if (taken !== undefined) copy[name] = taken;
      else if (!read.isOptional || (!read.isLenient && field !== undefined && field !== null)) {
        trail.unshift(name);
        return undefined;
      }
    }
    return Object.freeze(copy) as T;
  };
}
