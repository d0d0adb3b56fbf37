import { createHmac, timingSafeEqual } from 'node:crypto';

/** A webhook that is older, or from further ahead, was recorded by somebody and is played again. */
export const TOLERANCE_MS = 5 * 60_000;
const PREFIX = 'whsec_';

/** The headers of a webhook, as Standard Webhooks has them. */
export interface SignedHeaders {
  id: string;
  /** Unix seconds. */
  timestamp: string;
  /** `v1,<base64>`, several with spaces between while a secret is changed. */
  signature: string;
}

/**
 * Whether somebody who knows the secret has sent it, lately, as it is: HMAC-SHA256 over id, time and the body as it came.
 *
 * @param secret `whsec_` and base64, as providers give it out, or any text
 * @see https://www.standardwebhooks.com
 */
export function isSigned(
  { id, timestamp, signature }: SignedHeaders,
  body: Uint8Array,
  { secret, nowMs }: { secret: string; nowMs: number },
): boolean {
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(nowMs - Number(timestamp) * 1000) > TOLERANCE_MS) return false;
  const wanted = sign({ id, timestamp }, body, secret);
  return signature
    .split(' ')
    .map((one) => /^v1,([\w+/=]+)$/.exec(one)?.[1])
    .some((one) => one !== undefined && isSame(Buffer.from(one, 'base64'), wanted));
}

/** The signature itself. */
export function sign({ id, timestamp }: Omit<SignedHeaders, 'signature'>, body: Uint8Array, secret: string): Buffer {
  const key = secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), 'base64') : secret;
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}

const isSame = (one: Buffer, other: Buffer): boolean => one.length === other.length && timingSafeEqual(one, other);
