import { createOrigin, startOrigin } from '../examples/origin/index.mjs';

const PREFIX = '/origin';

/**
 * A dev-server plugin that gives tests and demos real streams under `/origin` and, as `/test-env.json` tells, on a
 * second origin for what crosses origins.
 */
export function testOrigin() {
  const handle = createOrigin({ prefix: PREFIX });
  let other;
  return {
    name: 't333-origin',
    async serverStart({ app }) {
      other = await startOrigin();
      app.use(async (context, next) => {
        if (context.path === '/test-env.json') {
          context.body = { otherOrigin: other.url };
        } else if (context.path === '/mockServiceWorker.js') {
          context.redirect('/node_modules/msw/lib/mockServiceWorker.js');
        } else if (context.path.startsWith(`${PREFIX}/`)) {
          context.respond = false;
          handle(context.req, context.res);
        } else {
          await next();
        }
      });
    },
    serverStop: () => other?.close(),
  };
}
