import type { Clock } from '@t333/core/time';
import type { IssuedToken, IssuedTokens } from '../issued-tokens.ts';
import { Refused } from '../refused.ts';
import type { Consent } from './authorization.ts';

interface Device {
  userCode: string;
  scopes: readonly string[];
  untilMs: number;
  intervalMs: number;
  askedAtMs: number;
  consent: Consent | null;
}

/** As Twitch answers. */
const EXPIRES_SECONDS = 1800;
const INTERVAL_SECONDS = 5;
/** By how much RFC 8628 (3.5) has a client slow down. */
const SLOW_DOWN_MS = 5000;

/** The device-code flow: a code on one screen, the sign-in on another. */
export class DeviceCodes {
  /** Whether who asks more often than `interval` is told to slow down. */
  slowsDown = true;
  readonly #clock: Clock;
  readonly #tokens: IssuedTokens;
  readonly #devices = new Map<string, Device>();

  constructor(clock: Clock, tokens: IssuedTokens) {
    this.#clock = clock;
    this.#tokens = tokens;
  }

  /** What `/oauth2/device` answers. */
  start(scopes: readonly string[]): object {
    const device_code = this.#tokens.newSecret('device');
    const user_code = `MOCK${String(this.#devices.size + 1).padStart(4, '0')}`;
    const nowMs = this.#clock.now();
    this.#devices.set(device_code, {
      userCode: user_code,
      scopes,
      untilMs: nowMs + EXPIRES_SECONDS * 1000,
      intervalMs: INTERVAL_SECONDS * 1000,
      askedAtMs: -Infinity,
      consent: null,
    });
    return {
      device_code,
      expires_in: EXPIRES_SECONDS,
      interval: INTERVAL_SECONDS,
      user_code,
      verification_uri: `https://www.twitch.tv/activate?public=true&device-code=${user_code}`,
    };
  }

  /** The user enters the code and agrees, or refuses. @throws Refused 404 for a code that nobody was given */
  decide(userCode: string, consent: Consent): void {
    for (const device of this.#devices.values()) {
      if (device.userCode !== userCode) continue;
      device.consent = consent;
      return;
    }
    throw new Refused(404, `There is no device with the code ${userCode}`);
  }

  /** @throws Refused 400 until there are tokens, and after them */
  redeem(deviceCode: string): IssuedToken {
    const device = this.#devices.get(deviceCode);
    const nowMs = this.#clock.now();
    if (!device || device.untilMs <= nowMs) throw new Refused(400, 'invalid device code');
    const isTooSoon = nowMs - device.askedAtMs < device.intervalMs;
    device.askedAtMs = nowMs;
    if (isTooSoon && this.slowsDown) {
      device.intervalMs += SLOW_DOWN_MS;
      throw new Refused(400, 'slow_down');
    }
    if (device.consent === null) throw new Refused(400, 'authorization_pending');
    this.#devices.delete(deviceCode);
    if (device.consent === 'deny') throw new Refused(400, 'access_denied');
    return this.#tokens.issue({ userId: device.consent.userId, scopes: device.scopes });
  }
}
