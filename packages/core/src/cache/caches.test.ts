import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import type { Cache } from './cache.ts';
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

describe('ReadThroughCache', () => {
  it('loads once for all who ask, and then not for as long as the value is good', async () => {
    const clock = new FakeClock();
    const cache = new ReadThroughCache({
      cache: new MemoryCache<number>({ clock }),
      onError: (error) => expect.fail(String(error)),
    });
    let loads = 0;
    const get = (): Promise<number> => cache.getOrSet('a', 1000, async () => ++loads);
    expect(await Promise.all([get(), get()])).to.deep.equal([1, 1]);
    expect(await get()).to.equal(1);
    await clock.advance(1000);
    expect(await get()).to.equal(2);
  });

  it('does not keep a failure', async () => {
    const cache = new ReadThroughCache({
      cache: new MemoryCache<number>(),
      onError: (error) => expect.fail(String(error)),
    });
    await cache.getOrSet('a', 1000, () => Promise.reject(new Error('no'))).catch(() => {});
    expect(await cache.getOrSet('a', 1000, async () => 1)).to.equal(1);
  });

  it('works without its cache, and says so', async () => {
    const errors: unknown[] = [];
    const cache = new ReadThroughCache<number>({ cache: failing, onError: (error) => errors.push(error) });
    expect(await cache.getOrSet('a', 1000, async () => 1)).to.equal(1);
    expect(errors).to.have.length(2);
  });
});
