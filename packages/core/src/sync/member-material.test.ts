import { expect } from 'chai';
import type { PlayerState } from '../player/player.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakePlayer } from '../testing/fake-player.ts';
import { MemberMaterial } from './member-material.ts';
import { manualOffset } from './placement.ts';

const NEXT = { source: 'https://example.com/next.m3u8', startsAfter: 15, duration: 5 };

function materialOf(state: Partial<PlayerState>, next = [NEXT]) {
  const player = new FakePlayer({ clock: new FakeClock() });
  const material = new MemberMaterial(player, { offset: 0, next });
  player.set({ source: 'first', duration: 10, phase: 'ready', ...state });
  material.place(manualOffset(-100));
  return { material, player };
}

describe('MemberMaterial', () => {
  it('knows the first video whichever is loaded, once it has been', () => {
    const { material, player } = materialOf({});
    expect(material.sourceToLoad(105)).to.equal(null);
    expect(material.sourceToLoad(116)).to.equal(NEXT.source);
    player.set({ source: NEXT.source, duration: 6 });
    expect(material.sourceToLoad(105)).to.equal('first');
    expect(material.parts.map(({ duration }) => duration)).to.deep.equal([10, 6]);
  });

  it('takes what follows for no first video', () => {
    const { material, player } = materialOf({ source: NEXT.source, duration: 5 });
    expect(material.parts[0]).to.deep.include({ source: null, duration: NaN });
    player.set({ source: 'first', duration: 10 });
    expect(material.parts[0]).to.deep.include({ source: 'first', duration: 10 });
  });

  it('is over, for who plays on, a little before the end of what has ended', () => {
    const { material, player } = materialOf({}, []);
    player.set({ phase: 'ended' });
    expect(material.at(109.7)).to.deep.equal({ start: 100, end: 110 });
    expect(material.rest(109.7)).to.equal(null);
    expect(material.rest(109.2)).to.deep.equal({ start: 100, end: 110 });
  });

  const moments: [time: number, last: number | null][] = [
    [109.99, null],
    [110, 109.958],
    [110.03, 109.958],
    [110.1, null],
    [120, 119.958],
  ];
  for (const [time, last] of moments) {
    it(`has ${last === null ? 'no last picture' : 'a last picture'} at ${time}`, () => {
      const found = materialOf({}).material.lastMomentAt(time);
      if (last === null) expect(found).to.equal(null);
      else expect(found).to.be.closeTo(last, 1e-9);
    });
  }
});
