import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Keyv as Keyv5 } from 'keyv';
import { Keyv as Keyv6 } from 'keyv-6';
import { KeyvStore, type KeyvLike } from './keyv-store.ts';

/** A store that can go down, as adapters see it. */
class Adapter extends Map<string, unknown> {
  isDown = false;
  override get(key: string): unknown {
    this.#check();
    return super.get(key);
  }
  override set(key: string, value: unknown): this {
    this.#check();
    return super.set(key, value);
  }
  override delete(key: string): boolean {
    this.#check();
    return super.delete(key);
  }
  #check(): void {
    if (this.isDown) throw new Error('connection lost');
  }
}

const versions: [string, (store: Adapter) => unknown][] = [
  ['Keyv 5', (store) => new Keyv5({ store: store as never })],
  ['Keyv 6', (store) => new Keyv6({ store: store as never })],
];

for (const [name, open] of versions) {
  describe(`KeyvStore on ${name}`, () => {
    it('keeps, finds and removes', async () => {
      const store = new KeyvStore<{ n: number } | null>(open(new Adapter()) as KeyvLike);
      await store.set('a', { n: 1 }, 60_000);
      assert.deepEqual(await store.get('a'), { n: 1 });
      await store.delete('a');
      assert.equal(await store.get('a'), undefined);
      await store.delete('a');
    });

    it('rejects when the store is down', async () => {
      const adapter = new Adapter();
      const store = new KeyvStore<number>(open(adapter) as KeyvLike);
      await store.set('a', 1);
      adapter.isDown = true;
      await assert.rejects(store.get('a'), { code: 'store', retryable: true });
      await assert.rejects(store.set('a', 2), { code: 'store' });
      await assert.rejects(store.delete('a'), { code: 'store' });
      adapter.isDown = false;
      assert.equal(await store.get('a'), 1);
    });
  });
}
