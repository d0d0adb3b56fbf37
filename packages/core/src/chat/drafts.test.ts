import { expect } from 'chai';
import * as fc from 'fast-check';
import { FakeClock } from '../testing/fake-clock.ts';
import { ChatDrafts, readDrafts, type DraftStorage } from './drafts.ts';

fc.configureGlobal({ seed: 333 });

class FakeStorage implements DraftStorage {
  text: string | null = null;
  writes = 0;
  refuses = false;

  getItem(): string | null {
    if (this.refuses) throw new DOMException('no', 'SecurityError');
    return this.text;
  }

  setItem(_key: string, text: string): void {
    if (this.refuses) throw new DOMException('full', 'QuotaExceededError');
    this.writes++;
    this.text = text;
  }

  removeItem(): void {
    this.text = null;
  }
}

describe('ChatDrafts', () => {
  it('outlive their page, and are stored now and then', async () => {
    const clock = new FakeClock();
    const storage = new FakeStorage();
    const drafts = new ChatDrafts(clock, () => storage);
    for (const text of ['h', 'he', 'hey']) drafts.set('a/b', text);
    expect(storage.writes).to.equal(0);
    await clock.advance(500);
    expect(storage.writes).to.equal(1);
    const next = new ChatDrafts(clock, () => storage);
    expect([next.get('a/b'), next.get('a/c')]).to.deep.equal(['hey', '']);
    next.set('a/b', '');
    next.flush();
    expect([storage.text, clock.pending]).to.deep.equal([null, 0]);
  });

  it('of two tabs leave each other alone', () => {
    const storage = new FakeStorage();
    const [one, two] = [new ChatDrafts(new FakeClock(), () => storage), new ChatDrafts(new FakeClock(), () => storage)];
    one.set('a', 'from one');
    one.flush();
    two.set('b', 'from two');
    two.flush();
    expect(new ChatDrafts(new FakeClock(), () => storage).get('a')).to.equal('from one');
  });

  it('work without a storage, and with one that refuses', async () => {
    const clock = new FakeClock();
    const storage = new FakeStorage();
    storage.refuses = true;
    for (const drafts of [new ChatDrafts(clock), new ChatDrafts(clock, () => storage)]) {
      drafts.set('a', 'x');
      await clock.advance(1000);
      expect(drafts.get('a')).to.equal('x');
    }
    expect(clock.pending).to.equal(0);
  });

  it('ignore what is none', () => {
    const table: [stored: string | null, drafts: [string, string][]][] = [
      [null, []],
      ['', []],
      ['{"a":"b"}', []],
      ['[["a","b"],["c"],[1,2],null,["d","e","f"],{"0":"a","1":"b"}]', [['a', 'b']]],
      ['[["__proto__","x"]]', [['__proto__', 'x']]],
      [JSON.stringify([['a', 'x'.repeat(5000)]]), []],
    ];
    for (const [stored, drafts] of table) expect([...readDrafts(stored)]).to.deep.equal(drafts);
    expect(readDrafts(JSON.stringify(Array.from({ length: 90 }, (_, index) => [`${index}`, 'x']))).size).to.equal(50);
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        for (const [key, draft] of readDrafts(text))
          expect([typeof key, typeof draft]).to.deep.equal(['string', 'string']);
      }),
    );
  });
});
