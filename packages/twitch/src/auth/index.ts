export { APP, type AccessToken, type TokenOptions, type TokenSource } from './token-source.ts';
