import { expect } from 'chai';
import { usePrivateStorage } from '../base/private-storage.harness.ts';
import * as fc from 'fast-check';
import { readSets } from './emote-sets.ts';
import { addRecent, MAX_RECENT, readRecent, recentCells, recentKeys } from './recent-emotes.ts';

fc.configureGlobal({ seed: 333 });

const [section] = readSets([
  {
    id: 'a',
    title: 'A',
    emotes: Array.from({ length: 40 }, (_, index) => ({ id: `${index}`, text: `e${index}`, locked: index === 3 })),
  },
]);

describe('recent emotes', () => {
  beforeEach(usePrivateStorage);

  it('come the latest first, once, and no more than some', () => {
    for (const cell of [...section!.cells, section!.cells[20]!]) addRecent(cell);
    const keys = recentKeys();
    expect(keys).to.have.length(MAX_RECENT);
    expect(keys.slice(0, 3)).to.deep.equal([' 20', ' 39', ' 38']);
  });

  it('are of what there is, and can be picked', () => {
    const cells = recentCells([section!], [' 5', ' gone', ' 3', ' 1']);
    expect(cells.map(({ text }) => text)).to.deep.equal(['e5', 'e1']);
    expect(cells[0], 'drawn twice').to.not.equal(section!.cells[5]);
  });

  it('does not care for what others have stored there', () => {
    const stored = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(fc.anything()).map((list) => JSON.stringify(list)),
    );
    fc.assert(
      fc.property(stored, (text) => {
        const keys = readRecent(text);
        expect(keys.length).to.be.at.most(MAX_RECENT);
        for (const key of keys) expect(key).to.be.a('string');
      }),
    );
    expect(readRecent(null)).to.deep.equal([]);
  });

  it('works where nothing can be stored', () => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      addRecent(section!.cells[7]!);
      expect(recentKeys()[0]).to.equal(' 7');
    } finally {
      Storage.prototype.setItem = setItem;
      addRecent(section!.cells[7]!);
    }
  });
});
