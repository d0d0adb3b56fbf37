export { appTokenSource } from './app-token-source.ts';
export { exchangeCode, type ExchangeOptions } from './authorization-code.ts';
export { clientCredentials, type ClientCredentials } from './client-credentials.ts';
export { confidentialClient, type ConfidentialClientOptions } from './client.ts';
export { RedisLock, type RedisLockOptions } from './redis-lock.ts';
