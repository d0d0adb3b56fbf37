import { expect } from 'chai';
import type { T333Error } from '../errors.ts';
import { KeyvStore, type KeyvLike } from './keyv-store.ts';

type Listener = (error: unknown) => void;

/** As Keyv 6 does it: an outage is an empty answer and an event. */
class Fake implements KeyvLike {
  readonly listeners = new Set<Listener>();
  isDown = false;

  on(_: 'error', listener: Listener): void {
    this.listeners.add(listener);
  }

  off(_: 'error', listener: Listener): void {
    this.listeners.delete(listener);
  }

  readonly get = (): Promise<unknown> => this.#answer(undefined);
  readonly set = (): Promise<unknown> => this.#answer(!this.isDown);
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
  it('tells an outage from a value that is not there', async () => {
    const keyv = new Fake();
    const store = new KeyvStore(keyv);
    const acts = [() => store.get('a'), () => store.set('a', 1), () => store.delete('a')];
    for (const act of acts) expect(await codeOf(act())).to.equal('ok');
    keyv.isDown = true;
    for (const act of acts) expect(await codeOf(act())).to.equal('store connection lost');
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

  it('makes Keyv 5 tell: it is silent otherwise', () => {
    const keyv = Object.assign(new Fake(), { throwOnErrors: false });
    expect(new KeyvStore(keyv)).to.be.instanceOf(KeyvStore);
    expect(keyv.throwOnErrors).to.equal(true);
  });
});
