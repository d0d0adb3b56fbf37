import { expect } from 'chai';
import type { PlayerState } from '../player/player.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakePlayer } from '../testing/fake-player.ts';
import { resolvePlacement, type Placement } from './placement.ts';

const EPOCH_MS = Date.UTC(2026, 1, 1);

describe('resolvePlacement', () => {
  const resolve = (placement: Placement, groupEpochMs: number | null, state: Partial<PlayerState> = {}) => {
    const player = new FakePlayer({ clock: new FakeClock() });
    player.set(state);
    const place = resolvePlacement(placement, player, groupEpochMs);
    player.destroy();
    return place && [place.offset.seconds, place.offset.source, place.groupEpochMs];
  };
  const told = (epochMs: number) => ({ wallClock: { mediaTime: 10, epochMs } });
  const rows: [what: string, got: unknown, wanted: unknown][] = [
    ['an offset as it is', resolve({ offset: 3 }, null), [3, 'manual', null]],
    ['the first start time as the zero', resolve({ startsAt: EPOCH_MS }, null), [0, 'start-time', EPOCH_MS]],
    ['a later one after it', resolve({ startsAt: EPOCH_MS + 2000 }, EPOCH_MS), [-2, 'start-time', EPOCH_MS]],
    ['no playlist that says nothing yet', resolve({ programDateTime: true }, EPOCH_MS), null],
    [
      'what a playlist says',
      resolve({ programDateTime: true }, EPOCH_MS, told(EPOCH_MS + 9000)),
      [1, 'program-date-time', EPOCH_MS],
    ],
    ['no playlist that says nonsense', resolve({ programDateTime: true }, null, told(NaN)), null],
  ];
  for (const [what, got, wanted] of rows) it(`takes ${what}`, () => expect(got).to.deep.equal(wanted));
});
