import { expect } from 'chai';
import { usePrivateStorage } from '../../base/private-storage.harness.ts';
import { said } from '../fake-feed.harness.ts';
import { IGNORED_KEY, IgnoredUsers, readIgnored } from '../ignored-users.ts';
import { IgnoredList } from './ignored-list.ts';

const ANN = { service: 's', id: '1', name: 'Ann' };

describe('readIgnored()', () => {
  for (const [text, users] of [
    [null, []],
    ['{', []],
    ['{}', []],
    ['[null]', []],
    [JSON.stringify([ANN]), [ANN]],
  ] as const)
    it(`${text}`, () => expect(readIgnored(text)).to.deep.equal(users));
});

describe('IgnoredList', () => {
  beforeEach(usePrivateStorage);

  it('hides who was named, on one service, and never oneself; and is there on the next page', () => {
    const users = new IgnoredUsers();
    const list = new IgnoredList(users);
    const entry = said('hi', { user: { id: '__proto__' } });
    expect(users.has(entry)).to.equal(false);
    const user = list.add(entry);
    list.add(entry);
    expect(users.has(said('more', { user: { id: '__proto__' } }))).to.equal(true);
    expect(users.has(said('mine', { user: { id: '__proto__' }, isOwn: true }))).to.equal(false);
    expect(users.has(said('elsewhere', { user: { id: '__proto__' }, service: 'other' }))).to.equal(false);
    const later = new IgnoredUsers();
    later.load();
    expect(later.has(entry)).to.equal(true);
    const again = new IgnoredList(later);
    expect(again.all).to.deep.equal([{ service: 'fake', id: '__proto__', name: 'Ann' }]);
    again.remove(user);
    expect([later.has(entry), localStorage.getItem(IGNORED_KEY)]).to.deep.equal([false, '[]']);
  });

  it('takes what is stored for what it may be, and no more of it than a list can bear', () => {
    const many = Array.from({ length: 600 }, (_, id) => ({ ...ANN, id: `${id}` }));
    localStorage.setItem(IGNORED_KEY, JSON.stringify([null, 1, { id: 1 }, ...many]));
    const users = new IgnoredUsers();
    users.load();
    expect(new IgnoredList(users).all.map(({ id }) => id))
      .to.have.length(500)
      .and.include('599');
  });
});
