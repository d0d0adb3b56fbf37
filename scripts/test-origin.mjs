import { createOrigin, startOrigin } from '../examples/origin/index.mjs';

const PREFIX = '/origin';

/** The example streams under `/origin`, as a Koa middleware. */
export function streams() {
  const origin = createOrigin({ prefix: PREFIX });
  return {
    close: origin.close,
    async middleware(context, next) {
      if (!context.path.startsWith(`${PREFIX}/`)) return next();
      context.respond = false;
      origin(context.req, context.res);
    },
  };
}

/**
 * A dev-server plugin that gives tests real streams under `/origin` and, as `/test-env.json` tells, on a second origin
 * for what crosses origins.
 */
export function testOrigin() {
  const own = streams();
  let other;
  return {
    name: 't333-origin',
    async serverStart({ app }) {
      other = await startOrigin();
      app.use(own.middleware);
      app.use((context, next) => {
        if (context.path === '/test-env.json') context.body = { otherOrigin: other.url };
        else if (context.path === '/mockServiceWorker.js')
          context.redirect('/node_modules/msw/lib/mockServiceWorker.js');
        else return next();
      });
    },
    async serverStop() {
      own.close();
      await other?.close();
    },
  };
}
