import { T333Error } from '@t333/core/errors';
import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import { clientStage, json, refusal, silence, type ClientStage, type Respond } from './fixtures/client-stage.ts';
import { checkLive, streams } from './streams.ts';
import { TwitchCache } from './twitch-cache.ts';
import { users } from './users.ts';

const codeOf = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: T333Error) => error.code);
const numbers = (count: number, from = 1): string[] => Array.from({ length: count }, (_, n) => String(n + from));

/** Knows every user but those whose id ends in 0; a stream for each login that ends in an even digit. */
const world: Respond = ({ path }) => {
  const { pathname, searchParams } = new URL(path, 'https://x');
  const data =
    pathname === '/users'
      ? [...searchParams.getAll('id'), ...searchParams.getAll('login')]
          .filter((id) => !id.endsWith('0'))
          .map((id) => ({ id, login: id, display_name: id.toUpperCase() }))
      : searchParams
          .getAll('user_login')
          .filter((login) => /[02468]$/.test(login))
          .slice(0, Number(searchParams.get('first') ?? 20))
          .map((login) => ({ user_login: login, user_id: login }));
  return json({ data, pagination: {} });
};

const countIds = ({ seen }: ClientStage): number[] =>
  seen.map(({ path }) => path.split(/[?&]/).filter((part) => /^(id|login|user_login|user_id)=/.test(part)).length);

describe('look-ups', () => {
  it('of one task leave together, 100 in a request', async () => {
    const stage = clientStage(world);
    const found = users.byId(stage.client, numbers(250));
    await stage.pass(40);
    expect((await found).size).to.equal(250);
    expect((await found).get('7')).to.include({ login: '7' });
    expect((await found).get('10')).to.equal(null);
    expect(countIds(stage)).to.deep.equal([100, 100, 50]);
  });

  it('that come one after the other wait 40 ms for each other, and no longer', async () => {
    const stage = clientStage(world);
    const calls: Promise<unknown>[] = [];
    for (const id of numbers(100)) {
      calls.push(stage.client.get('/users', { query: { id } }));
      await stage.pass(10);
    }
    await stage.pass(40);
    await Promise.all(calls);
    expect(stage.seen.length).to.be.at.most(26);
    expect(countIds(stage)[0]).to.equal(1);
    expect(Math.max(...countIds(stage))).to.be.at.most(5);
    await stage.pass(40);
    expect(stage.clock.pending).to.equal(0);
  });

  it('does not keep a lone one waiting', async () => {
    const stage = clientStage(world);
    expect(await users.byLogin(stage.client, 'ann')).to.include({ login: 'ann' });
    expect(stage.seen[0]?.path).to.equal('/users?login=ann');
  });

  it('join a batch that waits for its turn', async () => {
    const answers: ((response: Response) => void)[] = [];
    const stage = clientStage(
      (request) =>
        request.path === '/bits/cheermotes' ? new Promise((resolve) => answers.push(resolve)) : world(request, 0),
      { maxConcurrent: 1 },
    );
    const blocker = stage.client.get('/bits/cheermotes');
    await stage.pass(0);
    const calls: Promise<unknown>[] = [];
    for (const id of numbers(3)) {
      calls.push(stage.client.get('/users', { query: { id } }));
      await stage.pass(100);
    }
    answers[0]?.(json({ data: [] }));
    await blocker;
    await Promise.all(calls);
    expect(countIds(stage)).to.deep.equal([0, 3]);
  });

  it('never mix tokens, paths or parameters', async () => {
    const stage = clientStage(world);
    const { client } = stage;
    await Promise.all([
      client.get('/users', { query: { id: '1' } }),
      client.get('/users', { query: { id: '2' }, as: '7' }),
      client.get('/users', { query: { login: '3' } }),
      client.get('/streams', { query: { user_login: '4' } }),
    ]);
    expect(stage.seen.map(({ path, token }) => `${token} ${path}`).toSorted()).to.deep.equal([
      '7-1 /users?id=2',
      'app-1 /streams?user_login=4',
      'app-1 /users?id=1',
      'app-1 /users?login=3',
    ]);
  });

  it('of streams ask for as many as there may be', async () => {
    const stage = clientStage(world);
    const live = await checkLive(stage.client, numbers(200));
    expect([...live.values()].filter((stream) => stream !== null)).to.have.length(100);
    expect(stage.seen).to.have.length(2);
    expect(stage.seen[0]?.path).to.match(/^\/streams\?first=100&/);
  });

  it('do not mind how a login is written', async () => {
    const stage = clientStage(world);
    const found = await streams.byLogin(stage.client, ['Ann2', 'ann2', 'BOB']);
    expect(found.get('Ann2')).to.equal(found.get('ann2'));
    expect(found.get('Ann2')).to.include({ user_login: 'ann2' });
    expect(found.get('BOB')).to.equal(null);
    expect(countIds(stage)).to.deep.equal([2]);
  });

  it('keep an id that Twitch would find fault with to themselves', async () => {
    const stage = clientStage((request, count) =>
      decodeURIComponent(request.path).includes('!') ? refusal(400, 'Invalid login names') : world(request, count),
    );
    const calls = ['ann', 'no!', 'bob'].map((login) => codeOf(users.byLogin(stage.client, login)));
    expect((await Promise.all(calls)).map((result) => (typeof result === 'string' ? result : 'ok'))).to.deep.equal([
      'ok',
      'http',
      'ok',
    ]);
    expect(stage.seen).to.have.length(2);
  });

  it('are asked for in halves when Twitch refuses a batch, so that only the one to blame fails', async () => {
    const stage = clientStage((request, count) =>
      /[?&]id=77\b/.test(request.path) ? refusal(400, 'Invalid id') : world(request, count),
    );
    const results = await Promise.allSettled(numbers(100).map((id) => users.byId(stage.client, id)));
    expect(results.filter(({ status }) => status === 'rejected')).to.have.length(1);
    expect(results[76]?.status).to.equal('rejected');
    expect(stage.seen.length).to.be.at.most(15);
  });

  it('fail together, without more requests, when the server fails', async () => {
    const stage = clientStage(() => refusal(503, 'Down'));
    const results = Promise.allSettled(numbers(100).map((id) => users.byId(stage.client, id)));
    await stage.pass(10_000);
    expect((await results).every(({ status }) => status === 'rejected')).to.equal(true);
    expect(stage.seen).to.have.length(3);
  });

  it('let one caller turn away', async () => {
    const stage = clientStage(world, { maxConcurrent: 1 });
    const controller = new AbortController();
    const gone = codeOf(stage.client.get('/users', { query: { id: '1' }, signal: controller.signal }));
    const kept = stage.client.get('/users', { query: { id: '2' } });
    await Promise.resolve();
    controller.abort();
    expect(await gone).to.equal('aborted');
    expect((await kept).data).to.have.length(1);
  });

  it('end with the last who waits', async () => {
    const stage = clientStage(silence);
    const controller = new AbortController();
    const all = codeOf(users.byId(stage.client, numbers(3), { signal: controller.signal }));
    await stage.pass(0);
    controller.abort();
    expect(await all).to.equal('aborted');
    expect(stage.seen[0]?.signal.aborted).to.equal(true);
    await stage.pass(40);
    expect(stage.clock.pending).to.equal(0);
  });

  it('do not take an object for a list', async () => {
    const stage = clientStage(() => json({ data: {} }));
    const both = ['1', '2'].map((id) => codeOf(users.byId(stage.client, id)));
    expect(await Promise.all(both)).to.deep.equal(['invalid-response', 'invalid-response']);
  });
});

describe('equal GETs', () => {
  const ask = (stage: ClientStage, logins: string[], signal?: AbortSignal): Promise<unknown> =>
    stage.client.get('/streams', { query: { user_login: logins, first: 5 }, signal });

  it('on their way are one, however their parameters are ordered', async () => {
    const stage = clientStage(world);
    const [one, other] = await Promise.all([ask(stage, ['a2', 'b2']), ask(stage, ['b2', 'a2'])]);
    expect(one).to.equal(other);
    expect(stage.seen).to.have.length(1);
    await ask(stage, ['a2', 'b2']);
    expect(stage.seen).to.have.length(2);
  });

  it('are two for two users', async () => {
    const stage = clientStage(world);
    await Promise.all(['1', '2'].map((as) => stage.client.get('/streams/followed', { as, query: { user_id: as } })));
    expect(stage.seen).to.have.length(2);
  });

  it('do not end with one of their callers', async () => {
    const stage = clientStage(world);
    const controller = new AbortController();
    const gone = codeOf(ask(stage, ['a2'], controller.signal));
    const kept = ask(stage, ['a2']);
    await Promise.resolve();
    controller.abort();
    expect(await gone).to.equal('aborted');
    expect(await kept).to.have.property('data');
  });
});

describe('TwitchCache', () => {
  const setUp = (): ClientStage => {
    const clock = new FakeClock();
    const cache = new TwitchCache({ clock, ttlSeconds: { '/games': 5 } });
    return clientStage(world, { cache, clock });
  };

  it('answers users for an hour, streams for a minute, and nothing else unless told', async () => {
    const { client, clock, seen, pass } = setUp();
    const askAll = async (): Promise<number> => {
      const before = seen.length;
      await client.get('/users', { query: { id: '1' } });
      await client.get('/streams', { query: { user_login: 'a' } });
      await client.get('/games', { query: { name: 'Go' } });
      await client.get('/bits/cheermotes');
      return seen.length - before;
    };
    expect(await askAll()).to.equal(4);
    expect(await askAll()).to.equal(1);
    await pass(5000);
    expect(await askAll()).to.equal(2);
    await pass(60_000);
    expect(await askAll()).to.equal(3);
    await clock.advance(3_600_000);
    expect(await askAll()).to.equal(4);
  });

  it('keeps each look-up of a batch, those that found nothing too', async () => {
    const { client, seen } = setUp();
    await users.byId(client, ['1', '10']);
    expect(await users.byId(client, '10')).to.equal(null);
    expect(await users.byId(client, '1')).to.include({ id: '1' });
    expect(seen).to.have.length(1);
  });

  it('does not give one user what another was answered', async () => {
    const { client, seen } = setUp();
    for (const as of ['1', '2', '1']) await client.get('/users', { as, query: { id: '5' } });
    expect(seen).to.have.length(2);
  });

  it('does not keep failures', async () => {
    const stage = clientStage((request, count) => (count === 1 ? refusal(400, 'No') : world(request, count)), {
      cache: new TwitchCache(),
    });
    expect(await codeOf(users.byId(stage.client, '1'))).to.equal('http');
    await stage.pass(40);
    expect(await users.byId(stage.client, '1')).to.include({ id: '1' });
  });

  it('goes on without its store, and says so', async () => {
    const down = (): Promise<never> => Promise.reject(new T333Error('store', 'down'));
    const errors: string[] = [];
    const cache = new TwitchCache({
      store: { get: down, set: down, delete: down },
      onError: ({ code }) => errors.push(code),
    });
    const { client } = clientStage(world, { cache });
    expect(await users.byId(client, '1')).to.include({ id: '1' });
    expect(errors).to.deep.equal(['store', 'store']);
  });

  it('does not wait for a store that does not answer', async () => {
    const never = (): Promise<never> => new Promise(() => {});
    const errors: string[] = [];
    const clock = new FakeClock();
    const store = { get: never, set: never, delete: never };
    const stage = clientStage(world, {
      clock,
      cache: new TwitchCache({ clock, store, onError: ({ code }) => errors.push(code) }),
    });
    const user = users.byId(stage.client, '1');
    await stage.pass(1000);
    expect(await user).to.include({ id: '1' });
    await stage.pass(1000);
    expect(errors).to.deep.equal(['store', 'store']);
    expect(clock.pending).to.equal(0);
  });
});
