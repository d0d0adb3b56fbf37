import { expect } from 'chai';
import { FakeClock } from '@t333/core/testing';
import { TwitchMock, type Fault, type TwitchMockOptions } from './index.ts';

const HELIX = 'https://api.twitch.tv/helix';

interface Seen {
  status: number;
  headers: Headers;
  body: unknown;
}

function setUp(options: TwitchMockOptions = {}) {
  const clock = new FakeClock();
  const mock = new TwitchMock({ clock, ...options });
  const { value } = mock.issueToken({ userId: '7' });
  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    mock.fetch(HELIX + path, { headers: { 'Client-Id': 'mock-client', Authorization: `Bearer ${value}` }, ...init });
  const ask = async (path: string, init: RequestInit = {}): Promise<Seen> => {
    const response = await call(path, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  };
  return { clock, mock, call, ask, token: value };
}

const messageOf = ({ body }: Seen): unknown => (body as { message: string }).message;

describe('TwitchMock.addUser', () => {
  it('knows who is there by their login, in any case', () => {
    const { mock } = setUp();
    const ann = mock.addUser({ login: 'ann' });
    expect(mock.addUser({ login: 'ANN', description: 'hello' })).to.equal(ann);
    expect(ann).to.include({ login: 'ann', display_name: 'ann', description: 'hello' });
    expect(mock.addUser({ id: ann.id, login: 'ann', view_count: 3 })).to.equal(ann);
    expect([...mock.users.values()].filter(({ login }) => login === 'ann')).to.deep.equal([ann]);
    expect(() => mock.addUser({ id: '1', login: 'ann' })).to.throw(`ann is that of the user ${ann.id}`);
  });
});

describe('TwitchMock.fetch', () => {
  it('needs no real time: a fake clock that stands still is enough', async () => {
    const { clock, call } = setUp();
    let login = '';
    void call('/users')
      .then((response) => response.json())
      .then(({ data }) => (login = data[0].login));
    await clock.advance(0);
    expect(login).to.equal('user7');
  });

  it('remembers what it was asked', async () => {
    const { mock, ask } = setUp();
    await ask('/users?id=7&id=8');
    await ask('/chat/messages', { method: 'POST', body: '{"message":"hi"}' });
    const [first, second] = mock.requests;
    expect(first).to.include({ service: 'helix', method: 'GET', path: '/users', status: 200 });
    expect(first?.query.getAll('id')).to.deep.equal(['7', '8']);
    expect(second?.body).to.deep.equal({ message: 'hi' });
  });

  it('takes a native Request too', async () => {
    const { mock, token } = setUp();
    const headers = { 'Client-Id': 'mock-client', Authorization: `Bearer ${token}` };
    const response = await mock.fetch(new Request(`${HELIX}/users`, { headers }));
    expect(response.status).to.equal(200);
  });

  it('answers as a Response does', async () => {
    const { call } = setUp();
    const response = await call('/users');
    const copy = response.clone();
    const text = await response.text();
    expect(response.bodyUsed).to.equal(true);
    expect(await copy.text()).to.equal(text);
    expect(await response.text().catch((error: Error) => error.name)).to.equal('TypeError');
    expect(await new Response((await call('/users')).body).text()).to.equal(text);
  });

  it('says what is wrong with the sign-in, and takes no point for it', async () => {
    const { mock, ask, token } = setUp();
    const as = async (headers: Record<string, string>): Promise<unknown> => messageOf(await ask('/users', { headers }));
    expect(await as({})).to.equal('OAuth token is missing');
    expect(await as({ Authorization: `Bearer ${token}` })).to.equal('Client ID is missing');
    expect(await as({ Authorization: 'Bearer x', 'Client-Id': 'mock-client' })).to.equal('Invalid OAuth token');
    expect(await as({ Authorization: `Bearer ${token}`, 'Client-Id': 'x' })).to.equal(
      'Client ID and OAuth token do not match',
    );
    expect(mock.bucket('7').remaining).to.equal(800);
  });

  it('refuses a token that is over', async () => {
    const { clock, ask } = setUp();
    await clock.advance(14_400_000);
    const seen = await ask('/users');
    expect(seen.body).to.deep.equal({ error: 'Unauthorized', status: 401, message: 'Invalid OAuth token' });
  });

  it('keeps a bucket for the app, and one for each user', async () => {
    const { clock, mock, ask } = setUp({ pointsPerMinute: 60 });
    mock.bucket('7').remaining = 1;
    expect((await ask('/users')).headers.get('ratelimit-remaining')).to.equal('0');
    const refused = await ask('/users');
    expect(refused.status).to.equal(429);
    expect(refused.headers.get('ratelimit-limit')).to.equal('60');
    expect(refused.headers.get('ratelimit-reset')).to.equal(String(clock.wallTime() / 1000 + 60));
    expect(mock.bucket('8').remaining).to.equal(60);
    expect(mock.bucket().remaining).to.equal(60);
    await clock.advance(1000);
    expect((await ask('/users')).status).to.equal(200);
  });

  it('keeps its headers to itself, or from pages', async () => {
    for (const headers of ['never', 'hidden'] as const) {
      const seen = await setUp({ headers }).ask('/users');
      expect(seen.headers.get('ratelimit-limit'), headers).to.equal(null);
      expect(seen.headers.get('content-type'), headers).to.contain('application/json');
    }
  });

  it('takes its time', async () => {
    const { clock, call } = setUp({ latencyMs: 50 });
    let status = 0;
    void call('/users').then((response) => (status = response.status));
    await clock.advance(49);
    expect(status).to.equal(0);
    await clock.advance(1);
    expect(status).to.equal(200);
  });

  it('answers paths that a test adds', async () => {
    const { mock, ask } = setUp();
    mock.on('GET', '/bits/leaderboard', (_, call) => ({ data: [], total: Number(call?.token.userId) }));
    mock.on('GET', 'https://emotes.example/list', () => new Response('[]', { headers: { 'x-a': '1' } }));
    expect((await ask('/bits/leaderboard')).body).to.deep.equal({ data: [], total: 7 });
    expect((await mock.fetch('https://emotes.example/list?x=1')).headers.get('x-a')).to.equal('1');
    expect(await mock.fetch('https://elsewhere.example/').catch((error: Error) => error.name)).to.equal('TypeError');
    expect((await ask('/bits/cheermotes')).status).to.equal(404);
  });
});

describe('TwitchMock.faults', () => {
  const outcomes: [Fault, string | number][] = [
    ['reset', 'TypeError'],
    ['cut', 'TypeError'],
    ['truncated', 'SyntaxError'],
    ['html', 'SyntaxError'],
    [{ status: 500 }, 500],
    [{ status: 429, body: { status: 429 }, headers: { 'Retry-After': '1' } }, 429],
    ['no-headers', 200],
    ['wrong-type', 200],
  ];
  for (const [fault, outcome] of outcomes) {
    it(`strikes once with ${JSON.stringify(fault)}`, async () => {
      const { mock, ask } = setUp();
      mock.faults.add({ path: '/users', fault });
      const found = await ask('/users').then(
        ({ status }) => status,
        (error: Error) => error.name,
      );
      expect(found).to.equal(outcome);
      expect((await ask('/users')).headers.get('ratelimit-limit')).to.equal('800');
    });
  }

  it('strikes only what fits, as often as told, after as many as told', async () => {
    const { mock, ask } = setUp();
    mock.faults.add({ method: 'get', path: /^\/users/, times: 2, skip: 1, fault: { status: 503 } });
    mock.faults.add({ match: ({ query }) => query.get('first') === '5', fault: { status: 502 } });
    const statuses: number[] = [];
    for (const path of ['/streams', '/users', '/users', '/users', '/users', '/streams?first=5']) {
      statuses.push((await ask(path)).status);
    }
    expect(statuses).to.deep.equal([200, 200, 503, 503, 200, 502]);
  });

  it('takes a rule back', async () => {
    const { mock, ask } = setUp();
    mock.faults.add({ times: Infinity, fault: { status: 503 } })();
    mock.faults.add({ times: Infinity, fault: { status: 503 } });
    mock.faults.clear();
    expect((await ask('/users')).status).to.equal(200);
  });

  it('spends no point where the request was not carried out', async () => {
    const { mock, ask } = setUp();
    mock.faults.add({ fault: { status: 503 } });
    mock.faults.add({ fault: { status: 503 }, afterwards: true });
    await ask('/users');
    expect(mock.bucket('7').remaining).to.equal(800);
    await ask('/users');
    expect(mock.bucket('7').remaining).to.equal(799);
  });

  it('hangs until it is aborted, and delays by the clock', async () => {
    const { clock, mock, call } = setUp();
    mock.faults.add({ fault: 'hang' });
    mock.faults.add({ fault: { delayMs: 1000 } });
    const aborting = new AbortController();
    const hanging = call('/users', { signal: aborting.signal }).catch((error: Error) => error.name);
    let status = 0;
    void call('/users').then((response) => (status = response.status));
    await clock.advance(999);
    expect(status).to.equal(0);
    await clock.advance(1);
    expect(status).to.equal(200);
    aborting.abort();
    expect(await hanging).to.equal('AbortError');
    expect(clock.pending).to.equal(0);
  });
});
