import { Refused } from '../refused.ts';
import type { HelixCall } from './call.ts';
import type { HelixEndpoint } from './endpoint.ts';

function subscribe(call: HelixCall): object {
  const { transport, condition } = call.fields as {
    transport?: Record<string, string>;
    condition?: Record<string, string>;
  };
  if (!condition) throw new Refused(400, 'Missing required parameter "condition"');
  if (transport?.['method'] !== 'websocket') throw new Refused(400, 'the mock knows the transport websocket only');
  const wish = {
    type: call.text('type'),
    version: call.text('version'),
    condition,
    sessionId: transport['session_id'] ?? '',
  };
  return { data: [call.eventSub.subscribe(wish, call.token)], ...totals(call) };
}

function list(call: HelixCall): object {
  const { query, eventSub, token } = call;
  const rows = eventSub
    .list(token.userId)
    .filter(({ status }) => (query.get('status') ?? status) === status)
    .filter(({ type }) => (query.get('type') ?? type) === type);
  return { ...call.page(rows, { default: 100, max: 100 }), ...totals(call) };
}

const totals = ({ eventSub, token }: HelixCall): object => ({
  total: eventSub.list(token.userId).length,
  total_cost: eventSub.totalCost(token.userId),
  max_total_cost: eventSub.limits.cost,
});

export const EVENT_SUB_ENDPOINTS: readonly HelixEndpoint[] = [
  { method: 'POST', path: '/eventsub/subscriptions', token: 'user', status: 202, run: subscribe },
  { method: 'GET', path: '/eventsub/subscriptions', run: list },
  {
    method: 'DELETE',
    path: '/eventsub/subscriptions',
    run(call) {
      call.eventSub.unsubscribe(call.one('id'), call.token.userId);
      return undefined;
    },
  },
];
