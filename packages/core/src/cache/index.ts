export type { Cache } from './cache.ts';
export { FailOpenCache, type FailOpenCacheOptions } from './fail-open-cache.ts';
export { KeyvStore, type KeyvLike } from './keyv-store.ts';
export { MemoryCache, type MemoryCacheOptions } from './memory-cache.ts';
export { ReadThroughCache } from './read-through-cache.ts';
export { SingleFlight } from './single-flight.ts';
export { TwoLevelCache, type StoredEntry, type TwoLevelCacheOptions } from './two-level-cache.ts';
