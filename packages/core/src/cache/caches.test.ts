import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import type { Cache } from './cache.ts';
import { FailOpenCache } from './fail-open-cache.ts';
import { MemoryCache } from './memory-cache.ts';
import { ReadThroughCache } from './read-through-cache.ts';
import { TwoLevelCache, type StoredEntry } from './two-level-cache.ts';

const failing: Cache<never> = {
  get: () => Promise.reject(new T333Error('store', 'down')),
  set: () => Promise.reject(new T333Error('store', 'down')),
  delete: () => Promise.reject(new T333Error('store', 'down')),
};

describe('MemoryCache', () => {
  it('keeps a value for its time, null too', async () => {
    const clock = new FakeClock();
    const cache = new MemoryCache<number | null>({ clock });
    cache.set('a', 1, 1000);
    cache.set('none', null, 2000);
    await clock.advance(999);
    expect(cache.get('a')).to.equal(1);
    await clock.advance(1);
    expect(cache.get('a')).to.equal(undefined);
    expect(cache.get('none')).to.equal(null);
    expect(clock.pending).to.equal(0);
  });

  it('lets go of what was not used for the longest time', () => {
    const cache = new MemoryCache<number>({ maxEntries: 10, clock: new FakeClock() });
    for (let n = 0; n < 1000; n++) {
      cache.get('0');
      cache.set(String(n), n, 1000);
    }
    const kept = Array.from({ length: 1000 }, (_, n) => cache.get(String(n))).filter((value) => value !== undefined);
    expect(kept.length).to.be.at.least(10).and.at.most(20);
    expect(kept).to.include(0).and.to.include(999);
  });

  it('forgets on demand', () => {
    const cache = new MemoryCache<number>();
    cache.set('a', 1, 1000);
    cache.set('b', 1, 1000);
    cache.delete('a');
    expect([cache.get('a'), cache.get('b')]).to.deep.equal([undefined, 1]);
    cache.clear();
    expect(cache.get('b')).to.equal(undefined);
  });
});

describe('TwoLevelCache', () => {
  const setUp = (): {
    clock: FakeClock;
    store: MemoryCache<StoredEntry<string>>;
    open: () => TwoLevelCache<string>;
  } => {
    const clock = new FakeClock();
    const store = new MemoryCache<StoredEntry<string>>({ clock });
    return { clock, store, open: () => new TwoLevelCache({ store, clock }) };
  };

  it('shares values through the store', async () => {
    const { open } = setUp();
    await open().set('a', 'x', 10_000);
    expect(await open().get('a')).to.equal('x');
    expect(await open().get('b')).to.equal(undefined);
  });

  it('answers from memory for 60 s', async () => {
    const { clock, store, open } = setUp();
    const cache = open();
    await cache.set('a', 'x', 3_600_000);
    store.delete('a');
    await clock.advance(59_999);
    expect(await cache.get('a')).to.equal('x');
    await clock.advance(1);
    expect(await cache.get('a')).to.equal(undefined);
  });

  it('keeps nothing for longer than its time, whichever level it came from', async () => {
    const { clock, open } = setUp();
    await open().set('a', 'x', 30_000);
    await clock.advance(20_000);
    const late = open();
    expect(await late.get('a')).to.equal('x');
    await clock.advance(10_000);
    expect(await late.get('a')).to.equal(undefined);
  });

  /** A store whose next answers wait to be let go; what they say was so when they were asked for. */
  const slowStore = (
    store: MemoryCache<StoredEntry<string>>,
  ): { store: Cache<StoredEntry<string>>; go: () => void } => {
    let go!: () => void;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const then = <Result>(result: Result): Promise<Result> => gate.then(() => result);
    return {
      go: () => go(),
      store: {
        get: (key) => then(store.get(key)),
        set: (key, entry, ttlMs) => then(store.set(key, entry, ttlMs)),
        delete: (key) => gate.then(() => store.delete(key)),
      },
    };
  };

  it('does not put back what it read before a newer value was set', async () => {
    const { clock, store, open } = setUp();
    await open().set('a', 'old', 10_000);
    const slow = slowStore(store);
    const cache = new TwoLevelCache({ store: slow.store, clock });
    const read = cache.get('a');
    const written = cache.set('a', 'new', 10_000);
    slow.go();
    await Promise.all([read, written]);
    expect(await cache.get('a')).to.equal('new');
  });

  for (const first of ['get', 'delete'] as const) {
    it(`does not put back what was deleted meanwhile, with the ${first} first`, async () => {
      const { clock, store, open } = setUp();
      await open().set('a', 'old', 10_000);
      const slow = slowStore(store);
      const cache = new TwoLevelCache({ store: slow.store, clock });
      const acts = [() => cache.get('a'), () => cache.delete('a')];
      const both = (first === 'get' ? acts : acts.toReversed()).map((act) => act());
      slow.go();
      await Promise.all(both);
      expect(await cache.get('a')).to.equal(undefined);
    });
  }

  it('leaves out an entry that another program wrote', async () => {
    const { store, open } = setUp();
    store.set('a', 'x' as never, 1000);
    expect(await open().get('a')).to.equal(undefined);
  });

  it('says when the store fails', async () => {
    const cache = new TwoLevelCache({ store: failing, clock: new FakeClock() });
    for (const act of [() => cache.get('a'), () => cache.set('a', 'x' as never, 1), () => cache.delete('a')]) {
      expect(await act().catch((error: T333Error) => error.code)).to.equal('store');
    }
  });
});

describe('FailOpenCache', () => {
  const never = (): Promise<never> => new Promise(() => {});
  const outages: [string, Cache<number>][] = [
    ['rejects', failing],
    ['does not answer', { get: never, set: never, delete: never }],
    [
      'throws something',
      {
        get: () => {
          throw new Error('down');
        },
        set: () => Promise.reject(new Error('down')),
        delete: () => Promise.reject(new Error('down')),
      },
    ],
  ];
  for (const [what, cache] of outages) {
    it(`has nothing and keeps nothing where its cache ${what}, and says so`, async () => {
      const clock = new FakeClock();
      const errors: string[] = [];
      const open = new FailOpenCache({ cache, clock, onError: ({ code }) => errors.push(code) });
      const results = Promise.all([open.get('a'), open.set('a', 1, 1000), open.delete('a')]);
      await clock.advance(1000);
      expect(await results).to.deep.equal([undefined, undefined, undefined]);
      expect(errors).to.deep.equal(['store', 'store', 'store']);
      expect(clock.pending).to.equal(0);
    });
  }

  it('is its cache otherwise', async () => {
    const clock = new FakeClock();
    const open = new FailOpenCache({ cache: new MemoryCache<number>({ clock }), clock });
    await open.set('a', 1, 1000);
    expect(await open.get('a')).to.equal(1);
    await open.delete('a');
    expect(await open.get('a')).to.equal(undefined);
  });
});

describe('ReadThroughCache', () => {
  const onError = (error: T333Error): never => expect.fail(String(error));

  it('loads once for all who ask, and then not for as long as the value is good', async () => {
    const clock = new FakeClock();
    const cache = new ReadThroughCache({ cache: new MemoryCache<number>({ clock }), onError });
    let loads = 0;
    const get = (): Promise<number> => cache.getOrSet('a', 1000, async () => ++loads);
    expect(await Promise.all([get(), get()])).to.deep.equal([1, 1]);
    expect(await get()).to.equal(1);
    await clock.advance(1000);
    expect(await get()).to.equal(2);
  });

  it('keeps that there is none', async () => {
    const cache = new ReadThroughCache<number | null>({ cache: new MemoryCache(), onError });
    let loads = 0;
    const get = (): Promise<number | null> => cache.getOrSet('a', 1000, async () => (++loads, null));
    expect([await get(), await get(), loads]).to.deep.equal([null, null, 1]);
  });

  it('does not keep a failure', async () => {
    const cache = new ReadThroughCache({ cache: new MemoryCache<number>(), onError });
    await cache.getOrSet('a', 1000, () => Promise.reject(new Error('no'))).catch(() => {});
    expect(await cache.getOrSet('a', 1000, async () => 1)).to.equal(1);
  });

  it('works without its cache, and says so', async () => {
    const clock = new FakeClock();
    const errors: string[] = [];
    const cache = new ReadThroughCache<number>({ cache: failing, clock, onError: ({ code }) => errors.push(code) });
    expect(await cache.getOrSet('a', 1000, async () => 1)).to.equal(1);
    await clock.advance(0);
    expect(errors).to.deep.equal(['store', 'store']);
  });

  it('waits 1 s for a cache that does not answer, and not for it to keep what was loaded', async () => {
    const clock = new FakeClock();
    const never = (): Promise<never> => new Promise(() => {});
    const cache = new ReadThroughCache<number>({ cache: { get: never, set: never, delete: never }, clock });
    const value = cache.getOrSet('a', 1000, async () => 1);
    await clock.advance(1000);
    expect(await value).to.equal(1);
    await clock.advance(1000);
    expect(clock.pending).to.equal(0);
  });
});
