import { expect } from 'chai';
import type { T333Error } from '../errors.ts';
import { KeyvStore, type KeyvLike } from './keyv-store.ts';

type Listener = (error: unknown) => void;

/** As Keyv does it: an outage is an empty answer and an event. */
class Fake implements KeyvLike {
  readonly listeners = new Set<Listener>();
  isDown = false;
  /** What `set` answers then: Keyv 6 on Redis says `true`. */
  setWhenDown: boolean;

  constructor(setWhenDown = false) {
    this.setWhenDown = setWhenDown;
  }

  on(_: 'error', listener: Listener): void {
    this.listeners.add(listener);
  }

  off(_: 'error', listener: Listener): void {
    this.listeners.delete(listener);
  }

  readonly get = (): Promise<unknown> => this.#answer(undefined);
  readonly set = (): Promise<unknown> => this.#answer(!this.isDown || this.setWhenDown);
  readonly delete = (): Promise<unknown> => this.#answer(false);

  async #answer(value: unknown): Promise<unknown> {
    await Promise.resolve();
    if (this.isDown) for (const listener of this.listeners) listener(new Error('connection lost'));
    return value;
  }
}

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'ok',
    (error: T333Error) => `${error.code} ${(error.cause as Error | undefined)?.message}`,
  );

describe('KeyvStore', () => {
  for (const setWhenDown of [false, true]) {
    it(`tells an outage from a value that is not there, where a failed set answers ${setWhenDown}`, async () => {
      const keyv = new Fake(setWhenDown);
      const store = new KeyvStore(keyv);
      const acts = [() => store.get('a'), () => store.set('a', 1), () => store.delete('a')];
      for (const act of acts) expect(await codeOf(act())).to.equal('ok');
      keyv.isDown = true;
      for (const act of acts) expect(await codeOf(act())).to.equal('store connection lost');
    });
  }

  it('takes what was not kept for a failure, also where nothing tells why', async () => {
    const store = new KeyvStore({ get: () => undefined, set: () => false, delete: () => false });
    expect(await codeOf(store.set('a', 1))).to.equal('store It was not kept.');
    expect(await codeOf(store.delete('a'))).to.equal('ok');
  });

  it('works on a Map', async () => {
    const store = new KeyvStore<number>(new Map<string, unknown>());
    await store.set('a', 1);
    expect(await store.get('a')).to.equal(1);
    await store.delete('a');
    expect(await store.get('a')).to.equal(undefined);
  });

  it('rejects in the same way when the store throws', async () => {
    const down = (): Promise<never> => Promise.reject(new Error('gone'));
    const store = new KeyvStore({ get: down, set: down, delete: down });
    for (const act of [() => store.get('a'), () => store.set('a', 1), () => store.delete('a')]) {
      expect(await codeOf(act())).to.equal('store gone');
    }
  });

  it('leaves no listener behind', async () => {
    const keyv = new Fake();
    const store = new KeyvStore(keyv);
    const both = [store.get('a'), store.get('b')];
    expect(keyv.listeners.size).to.equal(1);
    await Promise.all(both);
    expect(keyv.listeners.size).to.equal(0);
  });

  it('reads Keyv 5 by the method that rejects, and changes none of its settings', async () => {
    const keyv = Object.assign(new Fake(), {
      throwOnErrors: false,
      getRaw: async (key: string): Promise<unknown> => {
        if (key === 'lost') throw new Error('gone');
        return key === 'a' ? { value: 1 } : undefined;
      },
    });
    const store = new KeyvStore(keyv);
    expect([await store.get('a'), await store.get('b')]).to.deep.equal([1, undefined]);
    expect(await codeOf(store.get('lost'))).to.equal('store gone');
    expect(keyv.throwOnErrors).to.equal(false);
  });
});
