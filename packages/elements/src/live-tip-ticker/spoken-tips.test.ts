import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import { SpokenTips } from './spoken-tips.ts';

describe('SpokenTips', () => {
  it('says the first at once, and those that follow together', async () => {
    const clock = new FakeClock();
    const said: string[] = [];
    const spoken = new SpokenTips(clock, (text) => said.push(text));
    for (const text of ['a', 'b', 'c', 'd', 'e']) spoken.add(text);
    expect(said).to.deep.equal(['a']);
    await clock.advance(5000);
    expect(said).to.deep.equal(['a', 'c d e']);
    spoken.add('f');
    await clock.advance(10_000);
    expect(said).to.deep.equal(['a', 'c d e', 'f']);
    expect(clock.pending).to.equal(0);
    spoken.add('g');
    spoken.add('h');
    spoken.destroy();
    await clock.advance(10_000);
    expect(said.at(-1)).to.equal('g');
  });
});
