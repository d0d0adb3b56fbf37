import { createOrigin, startOrigin } from '../examples/origin/index.mjs';

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

/**
 * Gives tests real streams under `/origin` and, as `/test-env.json` tells, on a second origin for what crosses origins.
 * The middleware must come before the server's own, which answers what is no file with 404.
 */
export function testOrigin() {
  let own;
  let other;
  return {
    async middleware(context, next) {
      if (context.path === '/test-env.json') context.body = { otherOrigin: other.url };
      else if (context.path === '/mockServiceWorker.js') context.redirect('/node_modules/msw/lib/mockServiceWorker.js');
      else await own.middleware(context, next);
    },
    plugin: {
      name: 't333-origin',
      async serverStart() {
        own = streams();
        other = await startOrigin();
      },
      async serverStop() {
        own.close();
        await other?.close();
      },
    },
  };
}
