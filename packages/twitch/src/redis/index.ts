/**
 * Limits that several processes keep to together.
 *
 * @module
 */
export { RedisRateLimiter, type RedisRateLimiterOptions } from './redis-rate-limiter.ts';
