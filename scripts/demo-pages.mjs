import { contentSecurityPolicy } from './csp.mjs';

/** Twitch's own player is a script and a frame of theirs. */
const TWITCH = { 'script-src': ['https://player.twitch.tv'], 'frame-src': ['https://player.twitch.tv'] };

const DEMO = '/examples/demo/';

/** A Koa middleware that holds every page of the demo to the policy that it promises to work under. */
export function demoPages(context, next) {
  if (context.path.startsWith(DEMO)) context.set('content-security-policy', contentSecurityPolicy(TWITCH));
  if (context.path === DEMO) context.path = `${DEMO}index.html`;
  return next();
}
