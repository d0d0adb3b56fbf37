import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { EncryptedTokenStore } from './encrypted-token-store.ts';
import { grants } from './fixtures/grants.ts';
import { outcome, pass } from './fixtures/signed-in.ts';
import type { KeyvShaped } from './keyv-records.ts';
import type { KeyRing } from './token-cipher.ts';
import { TokenGrant, toRecord } from './token-grant.ts';
import type { TokenLock } from './token-lock.ts';

fc.configureGlobal({ seed: 333 });

const newKey = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(32));
const KEYS = { old: newKey(), new: newKey() };
const RING: KeyRing = { current: 'new', keys: KEYS };
const OLD_RING: KeyRing = { current: 'old', keys: { old: KEYS.old } };

/** A Map that can list its keys as a Keyv does. */
class ListedMap extends Map<string, unknown> {
  async *iterator(): AsyncGenerator<[string, unknown]> {
    yield* this;
  }
}

const grant = new TokenGrant({ value: 'access', refreshToken: 'refresh', scopes: ['s'], obtainedAtMs: 1 });
const keyOf = (subject: string): string => `twitch-token:${subject}`;

function setUp(ring = RING) {
  const map = new ListedMap();
  return { map, store: new EncryptedTokenStore(map, ring) };
}

describe('EncryptedTokenStore', () => {
  it('keeps its key when whoever brought it wipes the memory', async () => {
    const key = newKey();
    const copy = key.slice();
    const { map, store } = setUp({ current: 'a', keys: { a: key } });
    key.fill(0);
    await store.set('7', grant);
    const other = new EncryptedTokenStore(map, { current: 'a', keys: { a: copy } });
    expect((await other.get('7'))?.value).to.equal('access');
  });

  it('brings any grant of any user back whole', async () => {
    const { store } = setUp();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), grants, async (subject, any) => {
        await store.set(subject, any);
        const back = await store.get(subject);
        expect(back && toRecord(back)).to.deep.equal(toRecord(any));
      }),
    );
  });

  it('shows nothing, and writes the same never twice alike', async () => {
    const { map, store } = setUp();
    await store.set('1', grant);
    const first = map.get(keyOf('1'));
    await store.set('1', grant);
    expect(first).to.match(/^1\.new\.[\w+/]{16}\.[\w+/=]+$/);
    expect(map.get(keyOf('1'))).not.to.equal(first);
    expect(String(first)).not.to.contain('access');
  });

  it('notices any bit that was changed', async () => {
    const { map, store } = setUp();
    await store.set('1', grant);
    const record = String(map.get(keyOf('1')));
    for (let at = 0; at < record.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = String.fromCharCode(record.charCodeAt(at) ^ (1 << bit));
        map.set(keyOf('1'), record.slice(0, at) + changed + record.slice(at + 1));
        expect(await outcome(store.get('1')), `${bit} of ${at}`).to.equal('undecipherable');
      }
    }
    map.set(keyOf('1'), record);
    expect((await store.get('1'))?.value).to.equal('access');
  });

  it('notices whatever else is put in place of a record', async () => {
    const { map, store } = setUp();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), fc.string()), async (value) => {
        map.set(keyOf('1'), value);
        expect(await outcome(store.get('1'))).to.equal(value === null ? 'fulfilled' : 'undecipherable');
      }),
    );
  });

  it('gives nobody the record of another', async () => {
    const { map, store } = setUp();
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), grants, async (owner, thief, any) => {
        fc.pre(owner !== thief);
        await store.set(owner, any);
        map.set(keyOf(thief), map.get(keyOf(owner)));
        expect(await outcome(store.get(thief))).to.equal('undecipherable');
      }),
    );
  });

  it('does not take one key for another under the same id', async () => {
    const { map, store } = setUp();
    await store.set('1', grant);
    const other = new EncryptedTokenStore(map, { current: 'new', keys: { new: newKey() } });
    expect(await outcome(other.get('1'))).to.equal('undecipherable');
  });

  it('takes keys as bytes, as base64 and of WebCrypto', async () => {
    const map = new Map<string, unknown>();
    const bytes = newKey();
    const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
    const base64 = btoa(String.fromCharCode(...bytes));
    await new EncryptedTokenStore(map, { current: 'k', keys: { k: bytes } }).set('1', grant);
    for (const k of [bytes, base64, key]) {
      const store = new EncryptedTokenStore(map, { current: 'k', keys: { k } });
      expect((await store.get('1'))?.value).to.equal('access');
    }
  });

  it('refuses keys that are none', async () => {
    const make = (ring: KeyRing) => async (): Promise<unknown> => new EncryptedTokenStore(new Map(), ring);
    expect(await outcome(make({ current: 'a', keys: {} })())).to.equal('invalid-argument');
    expect(await outcome(make({ current: 'a.b', keys: { 'a.b': newKey() } })())).to.equal('invalid-argument');
    for (const k of [new Uint8Array(16), 'short', 'AAAA']) {
      expect(await outcome(make({ current: 'k', keys: { k } })())).to.equal('invalid-argument');
    }
  });

  it('shows no key and no token in JSON', async () => {
    const { store } = setUp();
    await store.set('1', grant);
    expect(JSON.stringify(store)).to.equal('{}');
  });
});

describe('EncryptedTokenStore on a Keyv that does not answer', () => {
  /** What is asked for next has no answer, ever. */
  function setUpMute() {
    const map = new ListedMap();
    const clock = new FakeClock();
    const store = new EncryptedTokenStore(map, RING, { clock });
    /** The next call is not answered. @returns resolves when it has come: sealing before it takes its own time */
    const mute = (method: 'get' | 'set' | 'delete'): Promise<void> => {
      const keyv: KeyvShaped = map;
      return new Promise((asked) => {
        keyv[method] = () => {
          Reflect.deleteProperty(map, method);
          asked();
          return new Promise(() => {});
        };
      });
    };
    return { map, clock, store, mute };
  }

  it('gives up after 5 s, and lets in who waits behind', async () => {
    const { clock, store, mute } = setUpMute();
    await store.set('1', grant);
    for (const method of ['set', 'delete', 'get'] as const) {
      const asked = mute(method);
      const stuck = outcome(method === 'set' ? store.set('1', grant) : store[method]('1'));
      let isOver = false;
      void stuck.then(() => (isOver = true));
      const next = store.set('1', new TokenGrant({ value: method, obtainedAtMs: 2 }));
      await asked;
      await pass(clock, 4999);
      expect(isOver, method).to.equal(false);
      await pass(clock, 1);
      expect(await stuck, method).to.equal('store');
      await next;
      expect((await store.get('1'))?.value).to.equal(method);
    }
    expect(clock.pending).to.equal(0);
  });

  it('does not write what it rotates after it gave up the reading of it', async () => {
    const { map, clock, store } = setUpMute();
    const before = new EncryptedTokenStore(map, OLD_RING);
    await before.set('1', grant);
    const record = map.get(keyOf('1'));
    let answer = (): void => {};
    const keyv: KeyvShaped = map;
    const asked = new Promise<void>((isAsked) => {
      keyv.get = () => {
        isAsked();
        return new Promise((resolve) => (answer = () => resolve(record)));
      };
    });
    const rotation = outcome(store.rotate());
    await asked;
    await pass(clock, 5000);
    expect(await rotation).to.equal('store');
    Reflect.deleteProperty(map, 'get');
    const renewed = new TokenGrant({ value: 'renewed', obtainedAtMs: 2 });
    await store.set('1', renewed);
    answer();
    await pass(clock, 1);
    expect((await store.get('1'))?.value).to.equal('renewed');
  });
});

describe('EncryptedTokenStore.rotate', () => {
  it('reads with old keys, writes with the new one, and then needs no old one', async () => {
    const { map, store: before } = setUp(OLD_RING);
    for (const user of ['1', '2', '3']) await before.set(user, grant);
    map.set('somebody else’s', 'thing');
    const store = new EncryptedTokenStore(map, RING);
    expect((await store.get('1'))?.value).to.equal('access');
    await store.set('3', grant);
    expect(await store.rotate()).to.deep.equal({ written: 2, undecipherable: [] });
    expect(await store.rotate()).to.deep.equal({ written: 0, undecipherable: [] });
    const after = new EncryptedTokenStore(map, { current: 'new', keys: { new: KEYS.new } });
    for (const user of ['1', '2', '3']) expect((await after.get(user))?.refreshToken).to.equal('refresh');
    expect(await outcome(before.get('1'))).to.equal('undecipherable');
    expect(map.get('somebody else’s')).to.equal('thing');
  });

  it('goes past what it cannot read, and says whose it is', async () => {
    const { map, store: before } = setUp(OLD_RING);
    for (const user of ['1', '2', '3']) await before.set(user, grant);
    map.set(keyOf('2'), 'damaged');
    const rotation = await new EncryptedTokenStore(map, RING).rotate({ subjects: ['1', '2', '3', '4'] });
    expect(rotation).to.deep.equal({ written: 2, undecipherable: ['2'] });
    expect(map.get(keyOf('2'))).to.equal('damaged');
  });

  it('never puts an older token in place of one that was renewed meanwhile', async () => {
    const { map, store: before } = setUp(OLD_RING);
    await before.set('1', grant);
    const store = new EncryptedTokenStore(map, RING);
    const renewed = new TokenGrant({ value: 'renewed', refreshToken: 'next', obtainedAtMs: 2 });
    await Promise.all([store.rotate(), store.set('1', renewed), store.rotate()]);
    expect((await store.get('1'))?.value).to.equal('renewed');
  });

  it('reads and writes only while it holds the lock that processes share', async () => {
    const { map, store: before } = setUp(OLD_RING);
    for (const user of ['1', '2']) await before.set(user, grant);
    let holder = 'nobody';
    const lock: TokenLock = {
      async hold(name, task) {
        holder = name;
        return task().finally(() => (holder = 'nobody'));
      },
    };
    const log: string[] = [];
    const { get, set } = ListedMap.prototype;
    map.get = (key) => (log.push(`${holder} reads ${key}`), get.call(map, key));
    map.set = (key, value) => (log.push(`${holder} writes ${key}`), set.call(map, key, value));
    expect((await new EncryptedTokenStore(map, RING).rotate({ lock })).written).to.equal(2);
    expect(log).to.deep.equal(
      ['1', '2'].flatMap((user) => [`${user} reads ${keyOf(user)}`, `${user} writes ${keyOf(user)}`]),
    );
    expect(holder).to.equal('nobody');
  });

  it('ends with its signal', async () => {
    const { store } = setUp();
    await store.set('1', grant);
    expect(await outcome(store.rotate({ signal: AbortSignal.abort() }))).to.equal('aborted');
  });
});
