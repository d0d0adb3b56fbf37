/** What keeps values for a while. `undefined` is no value; `null` is one, so "there is none" can be kept too. */
export interface Cache<Value> {
  /** @returns `undefined` if nothing is kept, or no longer */
  get(key: string): Value | undefined | Promise<Value | undefined>;
  /** @param ttlMs how long it is good for, in milliseconds */
  set(key: string, value: Value, ttlMs: number): void | Promise<void>;
  delete(key: string): void | Promise<void>;
}
