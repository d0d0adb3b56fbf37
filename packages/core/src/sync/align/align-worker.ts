import { LocalMatcher } from './local-matcher.ts';
import type { MatcherAnswer, MatcherRequest } from './worker-matcher.ts';

/** The script of a worker: serve it from the page's own origin, and name it as `workerUrl`. */
const matcher = new LocalMatcher(null);

addEventListener('message', async ({ data }: MessageEvent<MatcherRequest>) => {
  // In a worker there is no other window to name.
  const answer = (message: MatcherAnswer): void => (globalThis as unknown as MessagePort).postMessage(message, []);
  const { call } = data;
  try {
    const result = await (data.method === 'add' ? matcher.add(...data.args) : matcher.match(...data.args));
    answer({ call, result });
  } catch (error) {
    // Outside, a rejection in here would be heard by nobody.
    answer({ call, error: String(error) });
  }
});
