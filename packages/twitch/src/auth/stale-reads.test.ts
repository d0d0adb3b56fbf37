import { expect } from 'chai';
import { outcome, setUp } from './fixtures/signed-in.ts';
import { TokenGrant } from './token-grant.ts';

/** A manager that reads a user's token, and has the answer when `release()` says so. */
function setUpReading(userId: string) {
  const all = setUp();
  const { manager, mock, clock, store } = all;
  const get = store.get.bind(store);
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const read = (): ReturnType<typeof manager.getToken> => {
    store.get = async (subject) => {
      store.get = get;
      const grant = await get(subject);
      await released;
      return grant;
    };
    return manager.getToken(userId);
  };
  const signIn = async (): Promise<string> => {
    const { value, refreshToken } = mock.issueToken({ userId });
    await manager.addUser(new TokenGrant({ value, refreshToken, obtainedAtMs: clock.wallTime() }));
    return value;
  };
  return { ...all, read, release, signIn };
}

describe('TokenManager while it reads', () => {
  for (const [what, expiresInSeconds] of [
    ['a token', 14_400],
    ['a token that is over', 0],
    ['nothing', null],
  ] as const) {
    it(`goes by a sign-in that came meanwhile, where it reads ${what}`, async () => {
      const { manager, store, posts, signedIn, read, release, signIn } = setUpReading('1');
      if (expiresInSeconds !== null) await signedIn('1', expiresInSeconds);
      const reading = read();
      const value = await signIn();
      release();
      expect((await reading).value).to.equal(value);
      expect((await manager.getToken('1')).value).to.equal(value);
      expect((await store.get('1'))?.value).to.equal(value);
      expect(posts()).to.equal(0);
    });
  }

  it('hands out nothing of who signed out meanwhile', async () => {
    const { manager, signedIn, read, release } = setUpReading('1');
    await signedIn('1');
    const reading = outcome(read());
    await manager.signOut('1');
    release();
    expect(await reading).to.equal('unauthorized');
    expect(await outcome(manager.getToken('1'))).to.equal('unauthorized');
  });

  it('goes by a sign-in after a sign-out', async () => {
    const { manager, signedIn, read, release, signIn } = setUpReading('1');
    await signedIn('1');
    const reading = read();
    await manager.signOut('1');
    const value = await signIn();
    release();
    expect((await reading).value).to.equal(value);
    expect((await manager.getToken('1')).value).to.equal(value);
  });
});
