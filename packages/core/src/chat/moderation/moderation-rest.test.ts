import { expect } from 'chai';
import { failureOf } from '../fixtures/t333-stage.ts';
import { moderationRest } from './moderation-rest.ts';

const ANN = { id: 'u-ann', handle: 'ann', name: 'Ann' };
const MOD = { id: 'u-mod', handle: 'mod', name: 'Mod' };
const { signal } = new AbortController();

interface Asked {
  method: string;
  url: string;
  credentials: RequestCredentials | undefined;
  authorization: string | null;
}

/** A server that answers one thing. */
function server(body: unknown, status = 200) {
  const asked: Asked[] = [];
  const fetch = async (url: RequestInfo | URL, { method = 'GET', credentials, headers }: RequestInit = {}) => {
    asked.push({ method, url: String(url), credentials, authorization: new Headers(headers).get('authorization') });
    const isNothing = status === 204;
    return new Response(isNothing ? null : typeof body === 'string' ? body : JSON.stringify(body), { status });
  };
  const api = moderationRest({
    url: 'https://example.com/v1',
    channelId: 'c/1',
    headers: async () => ({ authorization: 'Bearer x' }),
    fetch,
  });
  return { api, asked };
}

describe('moderationRest', () => {
  it('reads messages that wait', async () => {
    const message = { id: 'm', user: ANN, text: 'rude', emotes: [], badges: [] };
    const { api, asked } = server({
      items: [{ message, reason: 'spam', score: 0.8, at: '1970-01-01T00:00:00.005Z', extra: 1 }, { bad: true }],
    });
    const { items, nextCursor } = await api.held({ signal });
    expect(nextCursor).to.equal(null);
    expect(items).to.have.length(1);
    expect(items[0]).to.include({ id: 'm', reason: 'spam', score: 0.8, heldAtMs: 5 });
    expect(items[0]!.message).to.deep.include({ text: 'rude', user: ANN, atMs: 5 });
    expect(asked).to.deep.equal([
      {
        method: 'GET',
        url: 'https://example.com/v1/channels/c%2F1/held?limit=100',
        credentials: 'same-origin',
        authorization: 'Bearer x',
      },
    ]);
  });

  it('reads the log, page by page', async () => {
    const { api, asked } = server({
      items: [
        {
          id: '7',
          at: '1970-01-01T00:00:00.009Z',
          action: 'timeout',
          moderatorId: 'u-mod',
          moderatorHandle: 'mod',
          userId: 'u-ann',
          userHandle: 'ann',
          messageId: null,
          reason: 'spam',
          until: '1970-01-01T00:00:00.099Z',
        },
        { id: '6', at: 8, action: 'settings', moderatorId: null, settings: { slowModeMs: 5000 } },
        { id: '5', at: 7, action: 'unheard-of' },
      ],
      nextCursor: 'a b',
    });
    const { items, nextCursor } = await api.log({ cursor: 'x y', signal });
    expect(asked[0]!.url).to.equal('https://example.com/v1/channels/c%2F1/moderation?limit=100&cursor=x+y');
    expect(nextCursor).to.equal('a b');
    expect(items).to.have.length(2);
    expect(items[0]).to.deep.include({
      id: 'log 7',
      atMs: 9,
      action: 'timeout',
      moderator: { id: 'u-mod', name: 'mod' },
      user: { id: 'u-ann', name: 'ann' },
      untilMs: 99,
    });
    expect(items[1]!.settings).to.deep.equal({ slowModeMs: 5000 });
  });

  it('reads who is silenced', async () => {
    const { api } = server({
      items: [
        { userId: 'u-ann', userHandle: 'ann', at: 1, until: 2 },
        { userId: 'u-bob', userHandle: 'bob', at: 3, until: null, reason: 'rude', moderatorId: 'u-mod' },
      ],
      nextCursor: null,
    });
    expect((await api.silenced({ signal })).items).to.deep.equal([
      { user: { id: 'u-ann', name: 'ann' }, kind: 'timeout', sinceMs: 1, untilMs: 2, moderator: null },
      {
        user: { id: 'u-bob', name: 'bob' },
        kind: 'ban',
        sinceMs: 3,
        untilMs: null,
        moderator: { id: 'u-mod', name: null },
        reason: 'rude',
      },
    ]);
  });

  it('lists, adds and removes moderators', async () => {
    const { api, asked } = server({ items: [MOD] });
    expect(await api.moderators!.list({ signal })).to.deep.equal([{ id: 'u-mod', name: 'Mod' }]);
    const { api: writing, asked: wrote } = server(null, 204);
    await writing.moderators!.add('01a200f0-b4bd-783b-a7c9-7e57f6d4e051', { signal });
    await writing.moderators!.remove('u-ann', { signal });
    expect([...asked, ...wrote].map(({ method, url }) => `${method} ${new URL(url).pathname}`)).to.deep.equal([
      'GET /v1/channels/c%2F1/moderators',
      'PUT /v1/channels/c%2F1/moderators/01a200f0-b4bd-783b-a7c9-7e57f6d4e051',
      'DELETE /v1/channels/c%2F1/moderators/u-ann',
    ]);
  });

  it('finds whom a handle names', async () => {
    const { api, asked } = server({ items: [MOD, ANN] });
    await api.moderators!.add(' @Ann', { signal });
    expect(asked.map(({ method, url }) => `${method} ${url}`)).to.deep.equal([
      'GET https://example.com/v1/channels?query=ann&limit=100',
      'PUT https://example.com/v1/channels/c%2F1/moderators/u-ann',
    ]);
    expect(await failureOf(api.moderators!.add('zoe', { signal }))).to.include({ code: 'not-found' });
  });

  for (const [body, status, code] of [
    [{ code: 'forbidden', detail: 'For moderators.' }, 403, 'forbidden'],
    [{ code: 'unauthenticated' }, 401, 'unauthorized'],
    ['<html>', 200, 'invalid-response'],
    [{ items: 'none' }, 200, 'invalid-response'],
    ['oops', 500, 'http'],
  ] as const)
    it(`says ${code} where the server answers ${JSON.stringify(body)} and ${status}`, async () => {
      expect(await failureOf(server(body, status).api.held({ signal }))).to.include({ code });
    });

  it('says where an address is none', () => {
    expect(() => moderationRest({ url: 'http://[', channelId: 'c' }))
      .to.throw()
      .with.property('code', 'invalid-argument');
  });
});
