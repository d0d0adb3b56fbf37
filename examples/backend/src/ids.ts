import { createHash, randomBytes } from 'node:crypto';

/** A UUID of version 7 (RFC 9562): ids that were made later sort later. */
export function newId(nowMs: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** 32 random bytes: what nobody guesses. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret that is random already: who has it cannot find the secret. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();
