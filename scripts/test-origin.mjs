import { createRooms } from '../examples/crowd/index.ts';
import { createOrigin, startOrigin } from '../examples/origin/index.mjs';
import { startRealtimeServer } from '../examples/realtime/index.ts';
import { systemClock } from '../packages/core/src/time/clock.ts';

const PREFIX = '/origin';

/** The example streams under `/origin`, as a Koa middleware. */
export function streams() {
  const origin = createOrigin({ prefix: PREFIX });
  return {
    close: origin.close,
    async middleware(context, next) {
      if (!context.path.startsWith(`${PREFIX}/`)) return next();
      // Koa's own answer, which is not sent, would be logged as a 404.
      context.status = 200;
      context.respond = false;
      origin(context.req, context.res);
    },
  };
}

/** Realtime servers with a crowd under `/rooms`: a Koa middleware, and what takes the sockets of a server. */
export function rooms() {
  const { handle, upgrade, close } = createRooms({ prefix: '/rooms', clock: systemClock });
  return {
    close,
    upgrade,
    async middleware(context, next) {
      if (!handle(context.req, context.res)) return next();
      context.status = 200;
      context.respond = false;
    },
  };
}

/** What somebody who counts how well playback goes would get: each POST, with its type, until it is asked for. */
function collector() {
  let got = [];
  return async (context) => {
    if (context.method === 'GET') {
      context.body = got;
      got = [];
      return;
    }
    const chunks = [];
    for await (const chunk of context.req) chunks.push(chunk);
    got.push({
      type: context.get('content-type'),
      cookie: context.get('cookie'),
      body: Buffer.concat(chunks).toString(),
    });
    context.status = 204;
  };
}

/**
 * Gives tests real streams under `/origin` and, as `/test-env.json` tells, on a second origin for what crosses origins; a server of
 * t333-rt/1 with knobs, and the rooms of the demo under `/rooms`.
 * The middleware must come before the server's own, which answers what is no file with 404.
 */
export function testOrigin() {
  let own;
  let ownRooms;
  let other;
  let realtime;
  const collect = collector();
  return {
    async middleware(context, next) {
      if (context.path === '/test-env.json') context.body = { otherOrigin: other.url, realtime: realtime.url };
      else if (context.path === '/collector') await collect(context);
      else if (context.path === '/mockServiceWorker.js') context.redirect('/node_modules/msw/lib/mockServiceWorker.js');
      else await own.middleware(context, () => ownRooms.middleware(context, next));
    },
    plugin: {
      name: 't333-origin',
      async serverStart({ server }) {
        own = streams();
        ownRooms = rooms();
        server.on('upgrade', ownRooms.upgrade);
        other = await startOrigin();
        realtime = await startRealtimeServer({ knobs: true, keep: 5000 });
      },
      async serverStop() {
        own.close();
        ownRooms.close();
        await other?.close();
        await realtime?.close();
      },
    },
  };
}
