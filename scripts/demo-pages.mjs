import { contentSecurityPolicy } from './csp.mjs';

const DEMO = '/examples/demo/';

/** A Koa middleware that holds every page of the demo to the policy that it promises to work under. */
export function demoPages(context, next) {
  if (context.path.startsWith(DEMO)) context.set('content-security-policy', contentSecurityPolicy());
  if (context.path === DEMO) context.path = `${DEMO}index.html`;
  return next();
}
