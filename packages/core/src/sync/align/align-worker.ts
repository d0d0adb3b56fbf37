import { LocalMatcher } from './local-matcher.ts';
import type { MatcherAnswer, MatcherRequest } from './worker-matcher.ts';

/** The script of a worker: serve it from the page's own origin, and name it as `workerUrl`. */
const matcher = new LocalMatcher(null);

addEventListener('message', async ({ data }: MessageEvent<MatcherRequest>) => {
  const result = await (data.method === 'add' ? matcher.add(...data.args) : matcher.match(...data.args));
  // In a worker there is no other window to name.
  (globalThis as unknown as MessagePort).postMessage({ call: data.call, result } satisfies MatcherAnswer, []);
});
