import { expect } from 'chai';
import { outcome } from './fixtures/signed-in.ts';
import { KeyvRecords, type KeyvShaped } from './keyv-records.ts';
import { KeyvTokenStore } from './keyv-token-store.ts';
import { TokenGrant, toRecord } from './token-grant.ts';

/** As Keyv 6 does it: a failure is an `error` event, and then a plain answer. */
class SilentKeyv implements KeyvShaped {
  readonly map = new Map<string, unknown>();
  fails = false;
  /** What a failed `set` answers: false, but true on @keyv/redis. */
  failedSet = false;
  readonly #listeners: ((error: unknown) => void)[] = [];

  on(_event: 'error', listener: (error: unknown) => void): void {
    this.#listeners.push(listener);
  }

  #isOut(): boolean {
    if (this.fails) for (const listener of this.#listeners) listener(new Error('connection lost'));
    return this.fails;
  }

  async get(key: string): Promise<unknown> {
    return this.#isOut() ? undefined : this.map.get(key);
  }

  async set(key: string, value: unknown): Promise<boolean> {
    if (this.#isOut()) return this.failedSet;
    this.map.set(key, value);
    return true;
  }

  async delete(key: string): Promise<boolean> {
    return this.#isOut() ? false : this.map.delete(key);
  }
}

const grant = new TokenGrant({ value: 'a', refreshToken: 'r', scopes: ['s'], obtainedAtMs: 1 });

describe('KeyvRecords', () => {
  it('makes an outage a rejection, which no answer is', async () => {
    for (const failedSet of [false, true]) {
      const keyv = new SilentKeyv();
      keyv.failedSet = failedSet;
      const records = new KeyvRecords(keyv);
      expect(await records.get('1')).to.equal(undefined);
      await records.set('1', 'record');
      keyv.fails = true;
      expect(await outcome(records.get('1'))).to.equal('store');
      expect(await outcome(records.set('1', 'x'))).to.equal('store');
      expect(await outcome(records.delete('1'))).to.equal('store');
      keyv.fails = false;
      expect(await records.get('1')).to.equal('record');
      await records.delete('1');
      await records.delete('1');
      expect(await records.get('1')).to.equal(undefined);
    }
  });

  it('takes `false` for a failure where nothing else tells', async () => {
    const records = new KeyvRecords({ get: () => undefined, set: () => false, delete: () => false });
    expect(await outcome(records.set('1', 'x'))).to.equal('store');
    await records.delete('1');
  });

  it('reads by what rejects, where there is such a thing', async () => {
    const keyv = {
      get: () => undefined,
      set: () => true,
      delete: () => true,
      getRaw: (): Promise<{ value: unknown }> => Promise.reject(new Error('connection lost')),
    };
    expect(await outcome(new KeyvRecords(keyv).get('1'))).to.equal('store');
    keyv.getRaw = async () => ({ value: 'record' });
    expect(await new KeyvRecords(keyv).get('1')).to.equal('record');
  });

  it('believes an answer in spite of somebody else’s error', async () => {
    const keyv = new SilentKeyv();
    const records = new KeyvRecords(keyv);
    await records.set('1', 'record');
    const reading = records.get('1');
    keyv.fails = true;
    const failing = outcome(records.get('2'));
    expect(await reading).to.equal('record');
    expect(await failing).to.equal('store');
  });

  it('keeps to its prefix', async () => {
    const map = new Map<string, unknown>([['other', 1]]);
    const records = new KeyvRecords(map, { prefix: 'mine:' });
    await records.set('1', 'record');
    expect([...map.keys()]).to.deep.equal(['other', 'mine:1']);
  });

  it('does not take a list that broke off for a whole one', async () => {
    const keyv = new SilentKeyv();
    const broken = Object.assign(keyv, {
      async *iterator(): AsyncGenerator<[string, unknown]> {
        yield ['twitch-token:1', 'record'];
        keyv.fails = true;
        await keyv.get('2');
      },
    });
    const seen: string[] = [];
    const list = async (): Promise<void> => {
      for await (const subject of new KeyvRecords(broken).subjects()) seen.push(subject);
    };
    expect(await outcome(list())).to.equal('store');
    expect(seen).to.deep.equal(['1']);
  });

  it('says so where keys cannot be listed', async () => {
    const list = async (): Promise<unknown> => {
      for await (const subject of new KeyvRecords(new Map()).subjects()) return subject;
      return null;
    };
    expect(await outcome(list())).to.equal('unsupported');
  });
});

describe('KeyvTokenStore', () => {
  it('brings a grant back whole', async () => {
    const store = new KeyvTokenStore(new Map());
    expect(await store.get('1')).to.equal(undefined);
    await store.set('1', grant);
    const back = await store.get('1');
    expect(back && toRecord(back)).to.deep.equal(toRecord(grant));
    await store.delete('1');
    expect(await store.get('1')).to.equal(undefined);
  });

  it('does not take anything else for a token', async () => {
    const map = new Map<string, unknown>([['twitch-token:1', { value: 7 }]]);
    expect(await outcome(new KeyvTokenStore(map).get('1'))).to.equal('undecipherable');
  });
});
