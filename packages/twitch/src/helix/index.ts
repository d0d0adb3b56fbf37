/**
 * A client for Twitch's API that keeps to its limits.
 *
 * @module
 */
export type {
  CallOptions,
  HelixArguments,
  HelixBody,
  HelixItem,
  HelixMethod,
  HelixOptions,
  HelixPath,
  HelixQuery,
  HelixReads,
  HelixResponse,
  PagedPath,
} from './call.ts';
export { TwitchClient, type ClientLimits, type TwitchClientOptions } from './client.ts';
export { followedChannels, type FollowedChannel } from './followed-channels.ts';
export { TwitchHttpError, type TwitchHttpErrorOptions } from './http-error.ts';
export type { LookUp } from './look-up.ts';
export type { HelixOperations } from './operations.ts';
export type { HelixPages } from './pages.ts';
export { LocalRateLimiter, type BucketLevel, type PointGrant, type RateLimiter } from './rate-limiter.ts';
export type { ResponseCache } from './reader.ts';
export type { Priority } from './request-queue.ts';
export { search } from './search.ts';
export { checkLive, streams } from './streams.ts';
export type { SuspiciousUser, SuspiciousUserOperations } from './suspicious-users.ts';
export type { PointMark, RateReport, TokenBucket } from './token-bucket.ts';
export { TwitchCache, type TwitchCacheOptions } from './twitch-cache.ts';
export { users } from './users.ts';
export { videos, type VideoFilter } from './videos.ts';
