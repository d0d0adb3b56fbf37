export { publicClient, type ClientCallOptions, type OAuthClient, type PublicClientOptions } from './client.ts';
export {
  startDeviceFlow,
  waitForDevice,
  type DeviceCode,
  type DeviceCodeOptions,
  type WaitForDeviceOptions,
} from './device-code.ts';
export { EncryptedTokenStore, type RotateOptions, type Rotation } from './encrypted-token-store.ts';
export type { IdOptions } from './id-request.ts';
export type { KeyvRecordsOptions, KeyvShaped } from './keyv-records.ts';
export { KeyvTokenStore } from './keyv-token-store.ts';
export {
  authorizationCodeUrl,
  implicitUrl,
  readCode,
  readImplicit,
  type CodeAnswer,
  type ImplicitAnswer,
  type SignInOptions,
} from './redirect.ts';
export { refreshToken, type RefreshOptions } from './refresh.ts';
export { revokeToken, type RevokeOptions } from './revoke.ts';
export { newState } from './state.ts';
export type { KeyRing, TokenKey } from './token-cipher.ts';
export { RemovedEvent, RenewedEvent, TokenErrorEvent, type TokenManagerEvents } from './token-events.ts';
export { TokenGrant, type TokenGrantInit } from './token-grant.ts';
export { InProcessLock, type TokenLock } from './token-lock.ts';
export {
  REFRESH_EARLY_MS,
  TokenManager,
  type TokenManagerOptions,
  type TokenManagerState,
  type ValidationOptions,
} from './token-manager.ts';
export { APP, type AccessToken, type TokenOptions, type TokenSource } from './token-source.ts';
export { MemoryTokenStore, type TokenStore } from './token-store.ts';
export { validateToken, type TokenInfo, type UserTokenInfo } from './validate.ts';
