import { expect } from 'chai';
import { setUp } from './fixtures/three-users.ts';

describe('the look-ups of the mock', () => {
  it('find users by id and login in one call, each once', async () => {
    const { app } = setUp();
    const { body } = await app('GET', '/users?id=1&login=BOB&login=ann&id=99');
    expect(body.data.map(({ login }) => login)).to.deep.equal(['ann', 'bob']);
  });

  it('show an address to its owner alone', async () => {
    const { mock, as, app } = setUp();
    mock.addUser({ id: '4', login: 'dan', email: 'dan@example.com' } as never);
    expect((await app('GET', '/users?id=4')).body.data[0]).not.to.have.property('email');
    expect((await as('4', 'user:read:email')('GET', '/users')).body.data[0]).to.include({ email: 'dan@example.com' });
  });

  it('tell of 20 streams where 100 were asked for without `first`', async () => {
    const { mock, app } = setUp();
    for (let n = 1; n <= 100; n++) mock.addStream({ user_login: `s${n}`, viewer_count: n });
    const logins = Array.from({ length: 100 }, (_, n) => `user_login=s${n + 1}`).join('&');
    const few = await app('GET', `/streams?${logins}`);
    expect(few.body.data).to.have.length(20);
    expect(few.body.pagination.cursor).to.be.a('string');
    const all = await app('GET', `/streams?${logins}&first=100`);
    expect(all.body.data).to.have.length(100);
    expect(all.body.pagination).to.deep.equal({});
  });

  it('page there and back', async () => {
    const { mock, app } = setUp();
    for (let n = 1; n <= 5; n++) mock.addStream({ user_login: `s${n}`, viewer_count: n });
    const page = async (query: string): Promise<[unknown[], string | undefined]> => {
      const { body } = await app('GET', `/streams?first=2${query}`);
      return [body.data.map(({ user_login }) => user_login), body.pagination.cursor];
    };
    const [first, cursor] = await page('');
    const [second, next] = await page(`&after=${cursor}`);
    const [third, end] = await page(`&after=${next}`);
    expect([first, second, third, end]).to.deep.equal([['s5', 's4'], ['s3', 's2'], ['s1'], undefined]);
    expect(await page(`&before=${next}`)).to.deep.equal([second, next]);
  });

  it('tell streams by game, language, and who follows', async () => {
    const { mock, as, app } = setUp();
    mock.addStream({ user_id: '1', game_id: '10', language: 'de' });
    mock.addStream({ user_id: '2', game_id: '11' });
    mock.follow({ id: '3' }, { id: '2' });
    const ids = async (call: typeof app, path: string): Promise<unknown[]> =>
      (await call('GET', path)).body.data.map(({ user_id }) => user_id);
    expect(await ids(app, '/streams?game_id=10&game_id=12')).to.deep.equal(['1']);
    expect(await ids(app, '/streams?language=en')).to.deep.equal(['2']);
    expect(await ids(as('3', 'user:read:follows'), '/streams/followed?user_id=3')).to.deep.equal(['2']);
    mock.endStream({ login: 'bob' });
    expect(await ids(app, '/streams')).to.deep.equal(['1']);
  });

  it('tell of follows, to those who may know', async () => {
    const { mock, as, app } = setUp();
    mock.follow({ id: '2' }, { id: '1' });
    mock.follow({ id: '2' }, { id: '3' });
    const followed = await as('2', 'user:read:follows')('GET', '/channels/followed?user_id=2');
    expect(followed.body.data.map(({ broadcaster_login }) => broadcaster_login)).to.deep.equal(['cat', 'ann']);
    const one = await as('2', 'user:read:follows')('GET', '/channels/followed?user_id=2&broadcaster_id=1');
    expect([one.body.data.length, one.body.total]).to.deep.equal([1, 2]);
    const seen = await as('1', 'moderator:read:followers')('GET', '/channels/followers?broadcaster_id=1');
    expect(seen.body.data[0]).to.include({ user_login: 'bob' });
    const hidden = await app('GET', '/channels/followers?broadcaster_id=1');
    expect([hidden.body.data, hidden.body.total]).to.deep.equal([[], 1]);
  });

  it('change a channel, and slow down who changes it too often', async () => {
    const { clock, mock, as, app } = setUp();
    mock.addGame({ id: '10', name: 'Chess' });
    const own = as('1', 'channel:manage:broadcast');
    expect(
      (await own('PATCH', '/channels?broadcaster_id=1', { game_id: '10', title: 'New', view_count: 9 })).status,
    ).to.equal(204);
    const { body } = await app('GET', '/channels?broadcaster_id=1&broadcaster_id=99');
    expect(body.data).to.have.length(1);
    expect(body.data[0]).to.include({ title: 'New', game_name: 'Chess' }).and.not.have.property('view_count');
    expect((await own('PATCH', '/channels?broadcaster_id=1', {})).status).to.equal(400);
    for (let n = 0; n < 9; n++) await own('PATCH', '/channels?broadcaster_id=1', { title: `${n}` });
    expect((await own('PATCH', '/channels?broadcaster_id=1', { title: 'x' })).status).to.equal(409);
    await clock.advance(10_000);
    expect((await own('PATCH', '/channels?broadcaster_id=1', { title: 'x' })).status).to.equal(204);
  });

  it('search', async () => {
    const { mock, app } = setUp();
    mock.addStream({ user_login: 'annie' });
    mock.addGame({ name: 'Chess' });
    expect((await app('GET', '/search/channels?query=ANN')).body.data).to.have.length(2);
    expect((await app('GET', '/search/channels?query=ann&live_only=true')).body.data[0]).to.include({ is_live: true });
    expect((await app('GET', '/search/categories?query=che')).body.data[0]).to.include({ name: 'Chess' });
    expect((await app('GET', '/games?name=Chess&name=Go')).body.data).to.have.length(1);
    expect((await app('GET', '/games/top')).body.data).to.have.length(1);
  });

  it('list recordings, the newest or the most seen first', async () => {
    const { mock, app } = setUp();
    mock.addVideo({ id: '1', user_id: '1', created_at: '2025-01-01T00:00:00Z', view_count: 9 });
    mock.addVideo({ id: '2', user_id: '1', created_at: '2025-02-01T00:00:00Z', type: 'highlight' });
    mock.addClip({ id: 'A', broadcaster_id: '1', created_at: '2025-01-01T00:00:00Z' });
    mock.addClip({ id: 'B', broadcaster_id: '1', view_count: 5 });
    const ids = async (path: string): Promise<unknown[]> => (await app('GET', path)).body.data.map(({ id }) => id);
    expect(await ids('/videos?user_id=1')).to.deep.equal(['2', '1']);
    expect(await ids('/videos?user_id=1&sort=views')).to.deep.equal(['1', '2']);
    expect(await ids('/videos?user_id=1&type=highlight')).to.deep.equal(['2']);
    expect(await ids('/videos?id=1&id=7')).to.deep.equal(['1']);
    expect(await ids('/clips?broadcaster_id=1')).to.deep.equal(['B', 'A']);
    expect(await ids('/clips?broadcaster_id=1&ended_at=2025-06-01T00:00:00Z')).to.deep.equal(['A']);
    expect(await ids('/clips?id=A')).to.deep.equal(['A']);
  });
});
