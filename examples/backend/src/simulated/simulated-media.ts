import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from '../http/app.ts';
import { Problem } from '../http/problem.ts';

const PREFIX = '/media/simulated';
/** How far back viewers of simulated streams may go. */
export const SIMULATED_DVR_SECONDS = 120;
/** Of the sample recordings. */
export const SIMULATED_VOD_MS = 40_000;

/** The example origin can do much that is for tests alone. This is what is let through to it. */
const PATH = /^\/(?:live|vod)\/[\w-]+\/[\w./-]+$|^\/files\/[\w-]+\/poster\.jpg$/;
const QUERY: Readonly<Record<string, RegExp>> = {
  ll: /^on$/,
  dvr: new RegExp(`^${SIMULATED_DVR_SECONDS}$`),
  _HLS_msn: /^\d{1,13}$/,
  _HLS_part: /^\d{1,3}$/,
  _HLS_skip: /^(?:YES|v2)$/,
};

/** Of examples/origin: which is looked for only where there is a demo. */
interface Origin {
  (request: Pick<IncomingMessage, 'url' | 'method' | 'headers'>, response: ServerResponse): boolean;
  close: () => void;
}
type CreateOrigin = (options: { prefix: string; now: () => number }) => Origin;
const ORIGIN = new URL('../../../origin/index.mjs', import.meta.url);

export const simulatedLive = (recording: string): string =>
  `${PREFIX}/live/${recording}/master.m3u8?ll=on&dvr=${SIMULATED_DVR_SECONDS}`;
export const simulatedVod = (recording: string): string => `${PREFIX}/vod/${recording}/master.m3u8`;
export const simulatedPoster = (recording: string): string => `${PREFIX}/files/${recording}/poster.jpg`;

/** The sample recordings, looped as live by the wall clock. @param now Unix milliseconds */
export async function simulatedMedia(app: App, now: () => number): Promise<void> {
  const { createOrigin } = (await import(ORIGIN.href)) as { createOrigin: CreateOrigin };
  const origin = createOrigin({ prefix: PREFIX, now });
  // Playlists that wait for more would hold the end up.
  app.addHook('preClose', async () => origin.close());
  for (const method of ['GET', 'OPTIONS'] as const)
    app.route({
      method,
      url: `${PREFIX}/*`,
      logLevel: 'warn',
      schema: { hide: true },
      handler(request, reply) {
        const url = new URL(request.url, 'http://media');
        const path = url.pathname.slice(PREFIX.length);
        const isAllowed = [...url.searchParams].every(([name, value]) => QUERY[name]?.test(value));
        if (!PATH.test(path) || path.includes('..') || !isAllowed)
          throw new Problem('not_found', 'There is nothing here.');
        reply.hijack();
        const { headers } = request;
        origin({ url: `${PREFIX}${path}${url.search}`, method: request.method, headers }, reply.raw);
        return reply;
      },
    });
}
