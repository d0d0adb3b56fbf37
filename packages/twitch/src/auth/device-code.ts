import { T333Error } from '@t333/core/errors';
import { delay } from '@t333/core/resilience';
import { systemClock } from '@t333/core/time';
import { TwitchHttpError } from '../helix/http-error.ts';
import { idRequest, idRequestWithRetries, type IdOptions } from './id-request.ts';
import { readGrant, type TokenGrant } from './token-grant.ts';

export interface DeviceCodeOptions extends IdOptions {
  clientId: string;
  scopes: readonly string[];
}

/** What a visitor is shown, and what to wait for it with. */
export interface DeviceCode {
  /** What the visitor types, if the address does not hold it already. */
  readonly userCode: string;
  /** Where they open it. */
  readonly verificationUri: string;
  /** Whoever has it gets the tokens: it is for `waitForDevice()` alone. */
  readonly deviceCode: string;
  /** Unix milliseconds. */
  readonly expiresAtMs: number;
  readonly intervalMs: number;
  readonly scopes: readonly string[];
}

/** RFC 8628, where the server names no interval; also what `slow_down` adds to it. */
const INTERVAL_MS = 5000;

const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && value > 0 ? value : otherwise;

/** Half an hour, as Twitch has it, where the answer does not say. */
const EXPIRES_IN_SECONDS = 1800;

/**
 * Begins a sign-in for what has no address to come back to, or keeps no secret: a program, a television.
 *
 * @see https://dev.twitch.tv/docs/authentication/getting-tokens-oauth/#device-code-grant-flow
 */
export async function startDeviceFlow({ clientId, scopes, ...options }: DeviceCodeOptions): Promise<DeviceCode> {
  const form = { client_id: clientId, scopes: scopes.join(' ') };
  const answer = await idRequestWithRetries('/device', { form }, options);
  const { device_code: deviceCode, user_code: userCode, verification_uri: verificationUri } = answer;
  if (typeof deviceCode !== 'string' || typeof userCode !== 'string' || typeof verificationUri !== 'string') {
    throw new T333Error('invalid-response', "Twitch's /device answered without a code.", { retryable: true });
  }
  const nowMs = (options.clock ?? systemClock).wallTime();
  return {
    deviceCode,
    userCode,
    verificationUri,
    expiresAtMs: nowMs + numberOr(answer.expires_in, EXPIRES_IN_SECONDS) * 1000,
    intervalMs: numberOr(answer.interval, INTERVAL_MS / 1000) * 1000,
    scopes: [...scopes],
  };
}

/** What `/token` says of a device code, while the visitor has not said yes. */
function verdict(error: unknown): 'wait' | 'slow-down' | 'over' | 'fail' {
  if (!(error instanceof T333Error)) return 'fail';
  const said = error instanceof TwitchHttpError ? (error.twitchMessage ?? '') : '';
  if (/authorization_pending/i.test(said)) return 'wait';
  if (/slow_down/i.test(said) || error.code === 'rate-limited') return 'slow-down';
  if (error.code === 'invalid-grant' || /expired_token|access_denied/i.test(said)) return 'over';
  return error.retryable ? 'wait' : 'fail';
}

export interface WaitForDeviceOptions extends IdOptions {
  clientId: string;
}

/**
 * Waits until the visitor said yes, asking at the interval that Twitch wants, and past failures of the network.
 *
 * @throws T333Error `unauthorized` if they said no, or the code ran out; `aborted`
 */
export async function waitForDevice(
  { deviceCode, scopes, expiresAtMs, intervalMs }: DeviceCode,
  { clientId, ...options }: WaitForDeviceOptions,
): Promise<TokenGrant> {
  const { clock = systemClock, signal } = options;
  const form = {
    client_id: clientId,
    scopes: scopes.join(' '),
    device_code: deviceCode,
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
  };
  for (let pauseMs = intervalMs; ;) {
    await delay(clock, pauseMs, signal);
    if (clock.wallTime() >= expiresAtMs) throw over();
    try {
      return readGrant(await idRequest('/token', { form }, options), clock.wallTime());
    } catch (error) {
      const next = verdict(error);
      if (next === 'over') throw over(error);
      if (next === 'fail') throw error;
      if (next === 'slow-down') pauseMs += INTERVAL_MS;
    }
  }
}

const over = (cause?: unknown): T333Error =>
  new T333Error('unauthorized', 'The device was not allowed in time, or refused: start again.', { cause });
