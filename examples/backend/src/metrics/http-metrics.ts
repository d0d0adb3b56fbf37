import type { App } from '../http/app.ts';
import type { Metrics } from './metrics.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Requests by their route, never by their address: addresses are without end, and some hold what is secret. */
export function measureRequests(app: App, metrics: Metrics): void {
  const requests = metrics.counter('t333_http_requests_total', 'Requests that were answered.');
  const seconds = metrics.histogram('t333_http_request_seconds', 'How long answers took, held ones too.', SECONDS);
  app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    const route = routeOptions.url ?? 'none';
    requests.add({ method, route, status: reply.statusCode });
    seconds.observe(reply.elapsedTime / 1000, { method, route });
  });
}
