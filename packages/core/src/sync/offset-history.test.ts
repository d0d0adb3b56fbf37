import { expect } from 'chai';
import { OffsetHistory } from './offset-history.ts';
import { manualOffset } from './placement.ts';

const change = (id: string, seconds: number) => ({ id, before: manualOffset(seconds) });

describe('OffsetHistory', () => {
  it('gives back the last change first, of all or of one', () => {
    const history = new OffsetHistory();
    for (const [id, seconds] of [
      ['a', 1],
      ['b', 2],
      ['a', 3],
    ] as const) {
      history.add(change(id, seconds));
    }
    expect(history.take('b')).to.deep.equal(change('b', 2));
    expect(history.has('b')).to.equal(false);
    expect(history.take()).to.deep.equal(change('a', 3));
    expect(history.take()).to.deep.equal(change('a', 1));
    expect(history.take()).to.equal(null);
  });

  it('forgets those that have gone, and what is too long ago', () => {
    const history = new OffsetHistory();
    history.add(change('b', 1));
    for (let step = 0; step < 1000; step++) history.add(change('a', step));
    expect(history.has('b')).to.equal(false);
    let steps = 0;
    while (history.take()) steps++;
    expect(steps).to.equal(100);
    history.add(change('a', 1));
    history.forget('a');
    expect(history.has()).to.equal(false);
  });
});
