import { Type } from 'typebox';
import type { App } from '../http/app.ts';
import { callerOf, secretOf } from '../http/identity.ts';
import { networkOf } from '../http/ip.ts';
import { Problem } from '../http/problem.ts';
import {
  MAX_HISTORY,
  MAX_ID_LENGTH,
  MAX_NONCE_LENGTH,
  MAX_POLL_WAIT_SECONDS,
  MAX_TEXT_LENGTH,
  parsePosition,
} from '../protocol.ts';
import { personOf } from './person.ts';
import { answerPoll } from './polls.ts';
import type { Realtime } from './realtime.ts';

const tags = ['realtime'];
const ByChannel = Type.Object({ id: Type.String({ minLength: 1, maxLength: MAX_ID_LENGTH }) });
const PATIENCE = MAX_POLL_WAIT_SECONDS;

/**
 * Tickets for sockets, and what sockets do for those that have none.
 *
 * @param pollsPerIp so many polls of one address are held at once; others are answered at once, with what there is
 */
export function realtimeRoutes(app: App, realtime: Realtime, { pollsPerIp }: { pollsPerIp: number }): void {
  const held = new Map<string, number>();

  app.post(
    '/v1/rt/ticket',
    { schema: { tags, response: { 200: Type.Object({ ticket: Type.String() }) } } },
    async (request) => {
      const { id, scopes } = callerOf(request, 'chat:read');
      return { ticket: await realtime.tickets.issue(id, scopes, secretOf(request)) };
    },
  );

  app.get(
    '/v1/channels/:id/events',
    {
      schema: {
        tags,
        params: ByChannel,
        querystring: Type.Object({
          since: Type.Optional(Type.String({ maxLength: 200 })),
          limit: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_HISTORY })),
          wait: Type.Optional(Type.Integer({ minimum: 0, maximum: PATIENCE })),
        }),
      },
    },
    async (request, reply) => {
      const { since: text, limit = 50, wait: waitSeconds = 0 } = request.query;
      const since = text === undefined ? undefined : parsePosition(text);
      if (since === null) throw new Problem('bad_request', 'since is epoch:seq.');
      const left = new AbortController();
      request.raw.once('close', () => left.abort());
      const person = request.caller && personOf(callerOf(request, 'chat:read'));
      const { ip } = request;
      const network = networkOf(ip);
      const count = held.get(network) ?? 0;
      const isHeld = waitSeconds > 0 && count < pollsPerIp;
      if (isHeld) held.set(network, count + 1);
      const poll = { since, limit, waitSeconds: isHeld ? waitSeconds : 0, person, ip, signal: left.signal };
      const body = await answerPoll(realtime, request.params.id, poll).finally(() => {
        if (!isHeld) return;
        const others = held.get(network)! - 1;
        if (others > 0) held.set(network, others);
        else held.delete(network);
      });
      return reply.header('cache-control', 'no-store').type('application/json').send(body);
    },
  );

  app.post(
    '/v1/channels/:id/messages',
    {
      bodyLimit: 4096,
      schema: {
        tags,
        params: ByChannel,
        headers: Type.Object({ 'idempotency-key': Type.String({ minLength: 1, maxLength: MAX_NONCE_LENGTH }) }),
        body: Type.Object({
          text: Type.String({ minLength: 1 }),
          replyTo: Type.Optional(Type.String({ minLength: 1, maxLength: MAX_ID_LENGTH })),
        }),
        response: {
          200: Type.Object({
            id: Type.String(),
            seq: Type.Integer(),
            cooldownUntilAt: Type.Optional(Type.Number()),
          }),
        },
      },
      // Who asks is more to the point than what is wrong with it.
      preValidation: async (request) => void callerOf(request, 'chat:write'),
    },
    async (request) => {
      const person = personOf(callerOf(request, 'chat:write'));
      const { text, replyTo } = request.body;
      if ([...text].length > MAX_TEXT_LENGTH) throw new Problem('too_long', `At most ${MAX_TEXT_LENGTH} characters.`);
      const nonce = request.headers['idempotency-key'];
      const room = await realtime.rooms.get(request.params.id);
      const {
        id = '',
        seq = 0,
        ...rest
      } = await realtime.speaking.say(room, person, {
        nonce,
        text,
        ...(replyTo !== undefined && { replyTo }),
      });
      return { id, seq, ...rest };
    },
  );
}
