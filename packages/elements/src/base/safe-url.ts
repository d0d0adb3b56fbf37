/** Stands for the page where there is none: on a server. */
const NOWHERE = 'https://nowhere.invalid/';

/** The address, if it leads to a web server, also from within this page; null for `javascript:` and its like. */
export function safeUrl(address: string | null): string | null {
  return address && absoluteUrl(address, NOWHERE) ? address : null;
}

/** The whole address; null for what leads to no web server. */
export function absoluteUrl(address: string | null, page: string): string | null {
  if (!address) return null;
  try {
    const { protocol, href } = new URL(address, page);
    return protocol === 'https:' || protocol === 'http:' ? href : null;
  } catch {
    return null;
  }
}
