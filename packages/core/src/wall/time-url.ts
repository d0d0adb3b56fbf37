/** What `String(seconds)` writes of a time below 1e10, to the microsecond. */
const SECONDS = /^-?\d{1,10}(?:\.\d{1,6})?$/;

/** The moment that an address names by `?t=`, in seconds; null where it names none, or something that is no time. */
export function timeFromUrl(url: string | URL): number | null {
  const text = URL.canParse(url) ? new URL(url).searchParams.get('t') : null;
  return text !== null && SECONDS.test(text) ? Number(text) : null;
}
