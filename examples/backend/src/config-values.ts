import { isIP } from 'node:net';

/** Reads the text of a variable; undefined where it does not do. */
type Parse<T> = (text: string) => T | undefined;

/** As decimal digits, and nothing else: `0x10` and `1e3` are mistakes. */
export const wholeNumber =
  (least: number, most: number): Parse<number> =>
  (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  };

export const flag: Parse<boolean> = (text) => (text === 'true' ? true : text === 'false' ? false : undefined);

export const oneOf =
  <T extends string>(...values: readonly T[]): Parse<T> =>
  (text) =>
    values.find((value) => value === text);

export const urlOf =
  (...protocols: readonly string[]): Parse<string> =>
  (text) =>
    protocols.some((protocol) => text.length > protocol.length && text.startsWith(protocol)) && URL.canParse(text)
      ? text
      : undefined;

export const origin: Parse<string> = (text) =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text ? text : undefined;

export const origins: Parse<readonly string[]> = (text) => listOf(text, (one) => origin(one) !== undefined);

/** Long enough that nobody finds it by trying. */
export const secret: Parse<string> = (text) => (text.length >= 32 && /^[\x21-\x7E]+$/.test(text) ? text : undefined);

/** The same, where it stands in the configuration of something else. */
export const plainSecret: Parse<string> = (text) => (/^[\w-]{32,200}$/.test(text) ? text : undefined);

/** Addresses, with or without the bits of their network. */
export const proxies: Parse<readonly string[]> = (text) => listOf(text, isNetwork);

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || wholeNumber(0, version === 4 ? 32 : 128)(bits) !== undefined;
}

function listOf(text: string, isRight: (one: string) => boolean): readonly string[] | undefined {
  const list = text.split(',').map((one) => one.trim());
  return list.every(isRight) ? list : undefined;
}
