/** As CTA-5004-B limits them, in characters. */
const SESSION_ID_LENGTH = 64;
const CONTENT_ID_LENGTH = 128;

let pageSession: string | undefined;

/** One session for all players of a page (`sid`): a random UUID, until the page is left. Nothing of it is stored. */
export function pageSessionId(): string {
  return (pageSession ??= randomUuid());
}

/** `crypto.randomUUID()` is missing where a page is not served by HTTPS. */
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  // Version 4, variant 1 (RFC 9562).
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/**
 * What is played (`cid`), as far as its address tells: without query, fragment and credentials, where secrets stand.
 *
 * @param source an address, or whatever else a player was given; what is no address stays as it is
 */
export function contentIdOf(source: string): string {
  let id = source;
  try {
    const { host, pathname } = new URL(source, globalThis.document?.baseURI ?? 'http://localhost');
    if (host) id = host + pathname;
  } catch {
    // It is a name of another kind.
  }
  return limitContentId(id);
}

/** The end of an address says more than its beginning. */
export const limitContentId = (id: string): string => printable(id).slice(-CONTENT_ID_LENGTH);

export const limitSessionId = (id: string): string => printable(id).slice(0, SESSION_ID_LENGTH);

/** Structured fields (RFC 8941) know no other characters. */
const printable = (text: string): string => text.replace(/[^ -~]+/g, percentEncode);

/** As `encodeURIComponent()`, which throws at half a character. */
const percentEncode = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
