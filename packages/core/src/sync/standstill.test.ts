import { expect } from 'chai';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakePlayer } from '../testing/fake-player.ts';
import { SyncMember, type Absence, type MemberPhase } from './sync-member.ts';
import { standsStill } from './standstill.ts';

interface Row {
  phase?: MemberPhase;
  away?: Absence;
  /** Where its material begins. */
  start?: number;
  suspended?: boolean;
}

function memberOf({ phase = 'idle', away, start = 0, suspended = false }: Row): SyncMember {
  const clock = new FakeClock();
  const player = new FakePlayer({ clock });
  player.set({ duration: 10, lifecycle: suspended ? 'suspended' : 'active' });
  const member = new SyncMember('m', player, clock, { offset: 0 });
  member.material.place({ seconds: 0 - start, source: 'manual', certainty: 1 });
  return Object.assign(member, { phase, away: away ?? null });
}

describe('standsStill', () => {
  const PARKED: Row = { away: 'parked' };
  const rows: [what: string, members: Row[], stands: boolean][] = [
    ['nobody', [], false],
    ['one that plays', [{ phase: 'running' }], false],
    ['one that is stopped', [PARKED], true],
    ['one that may not play', [{ away: 'blocked' }], true],
    ['one that is stopped beside one that plays', [PARKED, { phase: 'running' }], false],
    ['one that stalls', [{ phase: 'stalled' }], true],
    ['one that stalls beside one that plays', [{ phase: 'stalled' }, { phase: 'correcting' }], false],
    ['one that stalls beside one that has ended', [{ phase: 'stalled' }, { start: -50 }], true],
    ['one that failed', [{ phase: 'idle' }], true],
    ['a gap', [{ start: -50 }, { start: 50 }], false],
    ['one that is stopped beside one that stalls', [PARKED, { phase: 'stalled' }], true],
    ['one that is stopped beside one that has ended', [PARKED, { start: -50 }], true],
    ['one that is stopped beside one that is to begin', [PARKED, { start: 50 }], false],
    ['one that is stopped beside one that is to begin unseen', [PARKED, { start: 50, suspended: true }], true],
    ['one that is gone, or looked at by itself', [{ away: 'gone' }, { away: 'loose' }], false],
  ];
  for (const [what, members, stands] of rows) {
    it(`${stands ? 'holds' : 'does not hold'} for ${what}`, () => {
      expect(standsStill(members.map(memberOf), 5)).to.equal(stands);
    });
  }
});
