import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { rejection } from '../realtime/fixtures/connection-stage.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { ApiClient, type ApiClientOptions } from './api-client.ts';

const CHANNEL = { id: 'c 1', handle: 'ann', title: 'Evening' };

type Answer = [status: number, body?: unknown] | 'never';

/** A server that answers each request in turn, and what it was asked. */
function serve(answers: Answer[], options: Partial<ApiClientOptions> = {}) {
  const asked: string[] = [];
  const requests: RequestInit[] = [];
  const clock = new FakeClock();
  const fetch = async (url: URL, init: RequestInit): Promise<Response> => {
    asked.push(`${init.method} ${url.href}${typeof init.body === 'string' ? ` ${init.body}` : ''}`);
    requests.push(init);
    const answer = answers.shift()!;
    if (answer === 'never') {
      return new Promise((_, reject) => {
        init.signal!.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
      });
    }
    const [status, body] = answer;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return new Response(body === undefined ? null : text, { status });
  };
  const api = new ApiClient({
    url: 'https://api.example.com/base',
    fetch: fetch as unknown as typeof globalThis.fetch,
    clock,
    ...options,
  });
  return { api, asked, requests, clock };
}

const page = (items: object[], nextCursor: string | null): Answer => [200, { items, nextCursor }];

describe('ApiClient', () => {
  it('puts what a call takes where it belongs', async () => {
    const { api, asked, requests } = serve([[200, CHANNEL], [200, CHANNEL], [204]], {
      headers: () => ({ authorization: 'Bearer t333_x' }),
      credentials: 'include',
    });
    expect(await api.call('GET /v1/channels/{id}', { path: { id: 'c 1/2' } })).to.deep.equal(CHANNEL);
    await api.call('PATCH /v1/channels/mine', { body: { title: 'Night' } });
    expect(await api.call('PUT /v1/channels/{id}/follow', { path: { id: 'c' } })).to.equal(undefined);
    expect(asked).to.deep.equal([
      'GET https://api.example.com/base/v1/channels/c%201%2F2',
      'PATCH https://api.example.com/base/v1/channels/mine {"title":"Night"}',
      'PUT https://api.example.com/base/v1/channels/c/follow',
    ]);
    const headers = requests.map((request) => new Headers(request.headers));
    expect(headers.map((one) => one.get('content-type'))).to.deep.equal([null, 'application/json', null]);
    expect(headers[0]!.get('authorization')).to.equal('Bearer t333_x');
    expect(requests[0]).to.include({ credentials: 'include', cache: 'no-store' });
  });

  it('asks for pages as they are used up', async () => {
    const { api, asked } = serve([page([{ id: '1' }, { id: '2' }], 'a&b'), page([{ id: '3' }], null)]);
    const ids: string[] = [];
    for await (const { id } of api.each('GET /v1/channels', { query: { query: 'night', limit: 2 } })) {
      ids.push(id);
      if (id === '2') expect(asked).to.have.lengthOf(1);
    }
    expect(ids).to.deep.equal(['1', '2', '3']);
    expect(asked[1]).to.equal('GET https://api.example.com/base/v1/channels?query=night&limit=2&cursor=a%26b');
  });

  it('asks for no more once nobody listens', async () => {
    const { api, asked } = serve([page([{ id: '1' }, { id: '2' }], 'more')]);
    for await (const _ of api.each('GET /v1/channels')) break;
    expect(asked).to.have.lengthOf(1);
  });

  it('ends a list that does not end', async () => {
    const { api } = serve([page([], 'same'), page([], 'same')]);
    const error = await rejection(api.each('GET /v1/channels').next());
    expect(error).to.include({ code: 'invalid-response' });
  });

  for (const { status, body, code, wireCode = undefined, retryable } of [
    {
      status: 401,
      body: { code: 'unauthenticated', status: 401 },
      code: 'unauthorized',
      wireCode: 'unauthenticated',
      retryable: false,
    },
    {
      status: 404,
      body: { code: 'not_found', status: 404 },
      code: 'not-found',
      wireCode: 'not_found',
      retryable: false,
    },
    { status: 409, body: { code: 'duplicate', status: 409 }, code: 'invalid-argument', retryable: false },
    {
      status: 429,
      body: { code: 'rate_limited', status: 429 },
      code: 'rate-limited',
      wireCode: 'rate_limited',
      retryable: true,
    },
    { status: 502, body: '<html>', code: 'http', retryable: true },
    { status: 200, body: '<html>', code: 'invalid-response', retryable: false },
  ])
    it(`says ${code} of ${status} ${JSON.stringify(body)}`, async () => {
      const { api } = serve([[status, body]]);
      const error = await rejection(api.call('GET /v1/auth/me'));
      expect(error).to.be.instanceOf(T333Error);
      expect(error).to.include({ code, retryable });
      if (wireCode) expect(error).to.include({ wireCode });
    });

  it('is ended by a signal, and by its time', async () => {
    const { api, clock } = serve(['never', 'never']);
    const ending = new AbortController();
    const ended = rejection(api.call('GET /v1/auth/me', { signal: ending.signal }));
    ending.abort();
    expect(await ended).to.include({ code: 'aborted' });
    const late = rejection(api.call('GET /v1/auth/me'));
    await clock.advance(15_000);
    expect(await late).to.include({ code: 'timeout', retryable: true });
  });

  it('needs an address', () => {
    expect(() => new ApiClient({ url: 'http://' }))
      .to.throw(T333Error)
      .with.property('code', 'invalid-argument');
  });
});
