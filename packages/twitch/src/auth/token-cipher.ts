import { T333Error } from '@t333/core/errors';

/** 32 random bytes: as they are, as base64, or as a WebCrypto key for AES-GCM. */
export type TokenKey = Uint8Array<ArrayBuffer> | string | CryptoKey;

export interface KeyRing {
  /** The id of the key that writes. */
  current: string;
  /** By id (letters, digits, `-`, `_`): the one that writes, and those that wrote before and still have to read. */
  keys: Readonly<Record<string, TokenKey>>;
}

/** The version of the format `<version>.<key id>.<iv>.<sealed>`, the last two in base64. */
const VERSION = '1';
const KEY_BYTES = 32;
/** What GCM is made for (NIST SP 800-38D, 8.2). */
const IV_BYTES = 12;
const KEY_ID = /^[\w-]+$/;

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** Null for what `base64()` would not have written: bits that mean nothing must not be changeable either. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    return base64(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

/** @throws T333Error `invalid-argument` for what is no key of 256 bits */
function checkedKey(id: string, key: TokenKey): Uint8Array<ArrayBuffer> | CryptoKey {
  const material = typeof key === 'string' ? fromBase64(key) : key;
  if (material && 'algorithm' in material) {
    const { name, length } = material.algorithm as AesKeyAlgorithm;
    if (name === 'AES-GCM' && length === KEY_BYTES * 8) return material;
    // Its owner may wipe it, or use the memory again.
  } else if (material?.length === KEY_BYTES) return material.slice();
  throw new T333Error('invalid-argument', `The key ${id} is not ${KEY_BYTES} bytes for AES-GCM.`);
}

const undecipherable = (why: string, cause?: unknown): T333Error<'undecipherable'> =>
  new T333Error('undecipherable', `A stored token cannot be read: ${why}.`, { cause });

/** Version, key and owner are sealed in: a record is worth nothing under another name. */
const contextOf = (keyId: string, subject: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify([VERSION, keyId, subject]));

/** AES-256-GCM with a key ring. A key may seal 2^32 records before it has to be replaced. */
export class TokenCipher {
  readonly #current: string;
  readonly #keys = new Map<string, Uint8Array<ArrayBuffer> | CryptoKey>();

  constructor({ current, keys }: KeyRing) {
    this.#current = current;
    for (const [id, key] of Object.entries(keys)) {
      if (!KEY_ID.test(id)) throw new T333Error('invalid-argument', `${id} is no id for a key.`);
      this.#keys.set(id, checkedKey(id, key));
    }
    if (!this.#keys.has(current)) throw new T333Error('invalid-argument', `There is no key ${current} to write with.`);
  }

  async seal(subject: string, text: string): Promise<string> {
    const id = this.#current;
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const sealed = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData: contextOf(id, subject) },
      await this.#key(id),
      new TextEncoder().encode(text),
    );
    return [VERSION, id, base64(iv), base64(new Uint8Array(sealed))].join('.');
  }

  /** @throws T333Error `undecipherable` for what was changed, belongs to another subject, or whose key is not here */
  async open(subject: string, record: unknown): Promise<string> {
    const [version, id, ivText, sealedText, ...rest] = typeof record === 'string' ? record.split('.') : [];
    const iv = fromBase64(ivText ?? '');
    const sealed = fromBase64(sealedText ?? '');
    if (version !== VERSION || !id || iv?.length !== IV_BYTES || !sealed || rest.length > 0) {
      throw undecipherable('it has another format');
    }
    if (!this.#keys.has(id)) throw undecipherable(`there is no key ${id.slice(0, 100)}`);
    const key = await this.#key(id);
    try {
      const text = await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv, additionalData: contextOf(id, subject) },
        key,
        sealed,
      );
      return new TextDecoder().decode(text);
    } catch (cause) {
      throw undecipherable('it was changed, or belongs to another', cause);
    }
  }

  /** Whether the key that writes now has written this record. */
  isCurrent(record: unknown): boolean {
    return typeof record === 'string' && record.startsWith(`${VERSION}.${this.#current}.`);
  }

  async #key(id: string): Promise<CryptoKey> {
    const key = this.#keys.get(id) as Uint8Array<ArrayBuffer> | CryptoKey;
    if ('algorithm' in key) return key;
    const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
    this.#keys.set(id, imported);
    return imported;
  }
}
