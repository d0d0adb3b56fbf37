import type { T333Error } from '@t333/core/errors';
import { expect } from 'chai';
import {
  answer,
  clientStage,
  json,
  refusal,
  silence,
  type ClientStage,
  type Respond,
} from './fixtures/client-stage.ts';
import type { TwitchHttpError } from './http-error.ts';

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'ok',
    (error: T333Error) => error.code,
  );

/** Lets a call come to its end, whatever it has to wait for. */
async function end(stage: ClientStage, promise: Promise<unknown>): Promise<unknown> {
  const code = codeOf(promise);
  await stage.pass(200_000);
  return code;
}

const cheermotes = (stage: ClientStage): Promise<unknown> => stage.client.get('/bits/cheermotes');

describe('TwitchClient', () => {
  it('sends what Twitch wants, and gives back what it answers', async () => {
    const stage = clientStage(() => json({ data: [{ id: '1' }] }));
    const { data } = await stage.client.get('/videos', { query: { id: ['2', '1'], first: 3, after: undefined } });
    expect(data).to.deep.equal([{ id: '1' }]);
    const [request] = stage.seen;
    expect(request).to.include({ method: 'GET', path: '/videos?first=3&id=1&id=2', token: 'app-1' });
    expect(request?.headers.get('client-id')).to.equal('my-app');
    expect(stage.clock.pending).to.equal(0);
  });

  it('sends bodies as JSON, and knows answers without one', async () => {
    const stage = clientStage(() => answer('', 204));
    const answered = await stage.client.patch('/channels', {
      query: { broadcaster_id: '1' },
      body: { title: 'A & B' },
      as: '1',
    });
    expect(answered).to.equal(undefined);
    expect(stage.seen[0]).to.deep.include({
      method: 'PATCH',
      path: '/channels?broadcaster_id=1',
      token: '1-1',
      body: { title: 'A & B' },
    });
    expect(stage.seen[0]?.headers.get('content-type')).to.equal('application/json');
  });

  it('escapes what stands in a query', async () => {
    const stage = clientStage(() => json({ data: [] }));
    await stage.client.get('/search/channels', { query: { query: 'a&b=ü #1', live_only: true } });
    expect(stage.seen[0]?.path).to.equal('/search/channels?live_only=true&query=a%26b%3D%C3%BC+%231');
  });

  it('knows every method', async () => {
    const stage = clientStage(() => json({ data: [] }, 200));
    await stage.client.post('/raids', { query: { from_broadcaster_id: '1', to_broadcaster_id: '2' } });
    await stage.client.put('/users', { query: { description: 'x' } });
    await stage.client.delete('/moderation/suspicious_users', {
      query: { broadcaster_id: '1', moderator_id: '1', user_id: '2' },
    });
    expect(stage.seen.map(({ method }) => method)).to.deep.equal(['POST', 'PUT', 'DELETE']);
  });

  it('checks paths, queries and bodies when it is compiled', () => {
    const { client } = clientStage(() => json({ data: [] }));
    const wrong = (): unknown[] => [
      // @ts-expect-error no such path
      client.get('/nothing'),
      // @ts-expect-error not that method
      client.put('/streams'),
      // @ts-expect-error a required parameter is missing
      client.get('/channels/followed'),
      // @ts-expect-error no such parameter
      client.get('/streams', { query: { login: 'a' } }),
      // @ts-expect-error a body is required
      client.post('/polls'),
      // @ts-expect-error it does not come in pages
      client.paginate('/users'),
    ];
    expect(wrong).to.be.a('function');
  });

  describe('when a token is refused', () => {
    const expired: Respond = ({ token }) =>
      token === 'app-1' ? refusal(401, 'Invalid OAuth token') : json({ data: [] });

    it('gets another and tries once more', async () => {
      const stage = clientStage(expired);
      expect(await end(stage, cheermotes(stage))).to.equal('ok');
      expect(stage.renewed).to.deep.equal(['app-1']);
      expect(stage.seen.map(({ token }) => token)).to.deep.equal(['app-1', 'app-2']);
    });

    it('does so for a POST too', async () => {
      const stage = clientStage(expired);
      const call = stage.client.post('/streams/markers', { body: { user_id: '1' } });
      expect(await end(stage, call)).to.equal('ok');
      expect(stage.seen).to.have.length(2);
    });

    it('gives up when the second is refused as well', async () => {
      const stage = clientStage(() => refusal(401, 'Invalid OAuth token'));
      expect(await end(stage, cheermotes(stage))).to.equal('unauthorized');
      expect(stage.seen).to.have.length(2);
      expect(stage.renewed).to.have.length(1);
    });

    it('renews nothing for a missing scope', async () => {
      const stage = clientStage(() => refusal(401, 'Missing scope: bits:read'));
      const error = await cheermotes(stage).catch((thrown: TwitchHttpError) => thrown);
      expect(error).to.include({ code: 'missing-scope', status: 401, twitchMessage: 'Missing scope: bits:read' });
      expect(stage.renewed).to.have.length(0);
    });

    it('does not call without a token', async () => {
      const stage = clientStage(() => json({ data: [] }));
      expect(await end(stage, stage.client.get('/bits/cheermotes', { as: 'nobody' }))).to.equal('unauthorized');
      expect(stage.seen).to.have.length(0);
    });
  });

  describe('when a call fails', () => {
    const faults: [string, Respond, string, number][] = [
      ['a connection that breaks', () => Promise.reject(new TypeError('reset')), 'network', 3],
      ['no answer', silence, 'timeout', 3],
      ['a 503', () => answer('', 503), 'http', 3],
      ['a web page', () => answer('<html>', 200, { 'Content-Type': 'text/html' }), 'invalid-response', 3],
      [
        'half an answer',
        () => answer('{"data": [', 200, { 'Content-Type': 'application/json' }),
        'invalid-response',
        3,
      ],
      ['no data', () => json({ total: 1 }), 'invalid-response', 3],
      ['a 403', () => refusal(403, 'No'), 'forbidden', 1],
      ['a 404', () => refusal(404, 'No'), 'not-found', 1],
      ['a 429 for ever', () => refusal(429, 'No', { 'Ratelimit-Remaining': '700' }), 'rate-limited', 3],
    ];
    for (const [what, respond, code, tries] of faults) {
      it(`ends with ${code} after ${what}, in ${tries} ${tries > 1 ? 'tries' : 'try'}`, async () => {
        const stage = clientStage(respond);
        expect(await end(stage, cheermotes(stage))).to.equal(code);
        expect(stage.seen).to.have.length(tries);
        expect(stage.client.limits).to.include({ waiting: 0, inFlight: 0 });
        expect(stage.clock.pending).to.equal(0);
      });
    }

    it('succeeds when a later try does', async () => {
      const stage = clientStage((_, count) => (count < 3 ? answer('', 502) : json({ data: [] })));
      expect(await end(stage, cheermotes(stage))).to.equal('ok');
    });

    it('sends a message to the chat once, whatever happens', async () => {
      const stage = clientStage(() => Promise.reject(new TypeError('reset')));
      const call = stage.client.post('/chat/messages', {
        body: { broadcaster_id: '1', sender_id: '1', message: 'hi' },
      } as never);
      expect(await end(stage, call)).to.equal('network');
      expect(stage.seen).to.have.length(1);
    });

    for (const [what, headers] of [
      ['no headers', {}],
      ['headers that are nonsense', { 'Ratelimit-Limit': '', 'Ratelimit-Remaining': 'NaN', 'Ratelimit-Reset': '-' }],
      ['half of the headers', { 'Ratelimit-Limit': '800', 'Ratelimit-Reset': '1' }],
    ] as const) {
      it(`takes an answer with ${what} for one that says nothing, and goes on at once`, async () => {
        const stage = clientStage(() => json({ data: [] }, 200, headers));
        const calls = Array.from({ length: 200 }, (_, n) =>
          stage.client.get('/bits/cheermotes', { query: { broadcaster_id: String(n) } }),
        );
        const code = codeOf(Promise.all(calls));
        await stage.pass(0);
        expect(stage.seen).to.have.length(200);
        expect(await code).to.equal('ok');
        expect(stage.client.limits.buckets.get('app')).to.deep.equal({ limit: 800, remaining: 600 });
        expect(stage.clock.pending).to.equal(0);
      });
    }

    it('leaves Twitch alone after five failures in a row, and says so', async () => {
      const stage = clientStage(() => answer('', 500));
      await end(stage, Promise.allSettled([1, 2].map(() => cheermotes(stage))));
      expect(stage.client.health.getSnapshot()).to.deep.equal({ name: 'api.twitch.tv', status: 'closed' });
      const calls = Array.from({ length: 5 }, (_, n) =>
        stage.client.get('/bits/cheermotes', { query: { broadcaster_id: String(n) } }),
      );
      await end(stage, Promise.allSettled(calls));
      expect(stage.client.health.getSnapshot().status).to.equal('open');
    });
  });

  describe('at a limit', () => {
    it('leaves alone only the endpoint that answered 429 with points left', async () => {
      const stage = clientStage(({ path }) =>
        path.startsWith('/raids')
          ? refusal(429, 'Too many', { 'Ratelimit-Remaining': '700', 'Retry-After': '30' })
          : json({ data: [] }),
      );
      const raid = codeOf(stage.client.delete('/raids', { query: { broadcaster_id: '1' } }));
      await stage.pass(0);
      expect(await codeOf(cheermotes(stage))).to.equal('ok');
      expect(stage.seen).to.have.length(2);
      await stage.pass(29_999);
      expect(stage.seen).to.have.length(2);
      await stage.pass(60_000);
      expect(await raid).to.equal('rate-limited');
      expect(stage.seen).to.have.length(4);
    });

    it('waits for the reset when the bucket is empty, for that user alone', async () => {
      const stage = clientStage(({ token }, count) =>
        token === '1-1' && count === 1
          ? refusal(429, 'Too many', {
              'Ratelimit-Limit': '800',
              'Ratelimit-Remaining': '0',
              'Ratelimit-Reset': String(Date.UTC(2026, 0, 1) / 1000 + 20),
            })
          : json({ data: [] }),
      );
      const one = codeOf(stage.client.get('/bits/cheermotes', { as: '1' }));
      await stage.pass(0);
      expect(await codeOf(stage.client.get('/bits/cheermotes', { as: '2' }))).to.equal('ok');
      await stage.pass(19_999);
      expect(stage.seen).to.have.length(2);
      await stage.pass(1);
      expect(await one).to.equal('ok');
    });

    it('shows what is left', async () => {
      const stage = clientStage(() =>
        json({ data: [] }, 200, { 'Ratelimit-Limit': '120', 'Ratelimit-Remaining': '17' }),
      );
      await cheermotes(stage);
      expect(stage.client.limits.buckets.get('app')).to.deep.equal({ limit: 120, remaining: 17 });
    });
  });

  describe('when it is to stop', () => {
    it('stops at once, and takes its request with it', async () => {
      const stage = clientStage(silence);
      const controller = new AbortController();
      const call = codeOf(stage.client.get('/bits/cheermotes', { signal: controller.signal }));
      await stage.pass(0);
      controller.abort();
      expect(await call).to.equal('aborted');
      expect(stage.seen[0]?.signal.aborted).to.equal(true);
      expect(stage.clock.pending).to.equal(0);
      expect(await codeOf(stage.client.get('/bits/cheermotes', { signal: controller.signal }))).to.equal('aborted');
    });

    it('stops while it waits to try again', async () => {
      const stage = clientStage(() => answer('', 503));
      const controller = new AbortController();
      const call = codeOf(stage.client.get('/bits/cheermotes', { signal: controller.signal }));
      await stage.pass(0);
      controller.abort();
      expect(await call).to.equal('aborted');
      expect(stage.clock.pending).to.equal(0);
    });

    it('ends everything when it is destroyed', async () => {
      const stage = clientStage(silence, { maxConcurrent: 1 });
      const calls = ['1', '2', '3'].map((id) => codeOf(stage.client.get('/users', { query: { id } })));
      calls.push(codeOf(cheermotes(stage)), codeOf(stage.client.delete('/videos', { query: { id: '1' } })));
      await stage.pass(0);
      stage.client.destroy();
      expect(await Promise.all(calls)).to.deep.equal(Array.from(calls, () => 'destroyed'));
      expect(await codeOf(cheermotes(stage))).to.equal('destroyed');
      expect(stage.clock.pending).to.equal(0);
    });
  });
});
