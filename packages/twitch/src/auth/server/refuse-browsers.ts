import { T333Error } from '@t333/core/errors';

/** Whoever opens the page could read the secret. A test in Node with a document, as jsdom makes one, is no page. */
export function refuseBrowsers(): void {
  const { document, process } = globalThis as { document?: unknown; process?: { versions?: { node?: string } } };
  if (document && !process?.versions?.node) {
    throw new T333Error('unsupported', 'A client secret has no place in a browser. See publicClient().');
  }
}
