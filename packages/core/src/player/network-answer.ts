/** What the browser knows of an answer from the network, beside its body. */

/** Origins known to answer any number of requests at a time. What browsers remember of requests is soon full. */
const multiplexed = /* @__PURE__ */ new Set<string>();

/** Whether answers of this server come over HTTP/2 or later, as far as that can be known: another origin has to allow it (`Timing-Allow-Origin`). */
export function isMultiplexed(url: string): boolean {
  const { origin } = new URL(url, location.href);
  if (multiplexed.has(origin)) return true;
  // Not by its name: it may have been asked for by another, as where CMCD was added to it.
  const timings = performance.getEntriesByType('resource').filter(({ name }) => name.startsWith(`${origin}/`));
  // It remembers 250 requests; of the page itself always.
  if (origin === location.origin) timings.push(...performance.getEntriesByType('navigation'));
  const isSo = timings.some((timing) => /^h[23]/.test((timing as PerformanceResourceTiming).nextHopProtocol));
  if (isSo) multiplexed.add(origin);
  return isSo;
}

/**
 * A header of an answer; null where there is none, or where another origin hides it. That is asked for by reading all of them: the name of
 * one that is hidden would be an error in the console.
 *
 * @param details what a loader of hls.js tells of the network
 */
export function headerOf(details: unknown, name: string): string | null {
  if (details instanceof Response) return details.headers.get(name);
  const lines = details instanceof XMLHttpRequest ? details.getAllResponseHeaders() : '';
  return new RegExp(`^${name}: (.*)$`, 'im').exec(lines)?.[1]?.trim() ?? null;
}
