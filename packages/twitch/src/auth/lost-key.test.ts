import { expect } from 'chai';
import { EncryptedTokenStore } from './encrypted-token-store.ts';
import { outcome, pass, setUp } from './fixtures/signed-in.ts';
import { TokenGrant } from './token-grant.ts';

/** A Map that takes nothing while it is full. */
class FullMap extends Map<string, unknown> {
  isFull = false;

  override set(key: string, value: unknown): this {
    if (this.isFull) throw new Error('disk full');
    return super.set(key, value);
  }
}

const storeWithNewKey = (map: FullMap): EncryptedTokenStore =>
  new EncryptedTokenStore(map, { current: 'k', keys: { k: crypto.getRandomValues(new Uint8Array(32)) } });

/** A user who signed in before the key was lost. */
async function setUpLost() {
  const map = new FullMap();
  await storeWithNewKey(map).set('1', new TokenGrant({ value: 'sealed', refreshToken: 'r', obtainedAtMs: 1 }));
  const store = storeWithNewKey(map);
  const all = setUp({ store });
  const signIn = async (): Promise<string> => {
    const { value, refreshToken } = all.mock.issueToken({ userId: '1' });
    const obtainedAtMs = all.clock.wallTime();
    await all.manager.addUser(new TokenGrant({ value, refreshToken, obtainedAtMs }));
    return value;
  };
  return { ...all, map, store, signIn };
}

describe('TokenManager without the key of a record', () => {
  it('says so, and leaves the record as it is', async () => {
    const { manager, map } = await setUpLost();
    const before = [...map];
    expect(await outcome(manager.getToken('1'))).to.equal('undecipherable');
    expect([...map]).to.deep.equal(before);
  });

  it('lets the user sign in again', async () => {
    const { manager, store, signIn } = await setUpLost();
    const value = await signIn();
    expect((await manager.getToken('1')).value).to.equal(value);
    expect((await store.get('1'))?.value).to.equal(value);
  });

  it('writes the sign-in over it later, where the store did not take it', async () => {
    const { manager, map, store, signIn } = await setUpLost();
    map.isFull = true;
    const value = await signIn();
    expect(manager.state.getSnapshot().unsaved).to.deep.equal(['1']);
    map.isFull = false;
    await manager.flush();
    expect(manager.state.getSnapshot().unsaved).to.deep.equal([]);
    expect((await store.get('1'))?.value).to.equal(value);
  });

  it('renews what the store did not take', async () => {
    const { manager, map, mock, clock, signIn } = await setUpLost();
    map.isFull = true;
    await signIn();
    const renewed = await manager.renew(await manager.getToken('1'));
    expect(mock.tokens.find(renewed.value)?.userId).to.equal('1');
    map.isFull = false;
    await pass(clock, 10_000, 500);
    expect(manager.state.getSnapshot().unsaved).to.deep.equal([]);
    expect(clock.pending).to.equal(0);
  });

  it('lets the user sign out', async () => {
    const { manager, map, events } = await setUpLost();
    await manager.signOut('1');
    expect(map.size).to.equal(0);
    expect(events).to.deep.equal(['removed 1']);
    expect(await outcome(manager.getToken('1'))).to.equal('unauthorized');
  });

  it('revokes the token that it has in memory', async () => {
    const { manager, map, mock, signIn } = await setUpLost();
    const value = await signIn();
    for (const key of map.keys()) map.set(key, 'damaged');
    await manager.signOut('1');
    expect(mock.tokens.find(value)).to.equal(undefined);
    expect(map.size).to.equal(0);
  });

  it('signs nobody out while the store does not answer', async () => {
    const { manager, map, store } = await setUpLost();
    store.get = () => Promise.reject(new Error('connection lost'));
    expect(await outcome(manager.signOut('1'))).to.equal('store');
    expect(map.size).to.equal(1);
  });
});
