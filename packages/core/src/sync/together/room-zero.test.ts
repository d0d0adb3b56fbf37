import { expect } from 'chai';
import { groupTimeOf, roomTimeOf, type GroupZero } from './room-zero.ts';

const EPOCH_MS = Date.UTC(2026, 1, 1, 20);
const zeroOf = (epochMs: number | null, end = 100): GroupZero => ({ epochMs, range: { start: 0, end } });

describe('roomTimeOf and groupTimeOf', () => {
  it('agree on the moment, whatever each group counts from', () => {
    const [north, east] = [zeroOf(EPOCH_MS), zeroOf(EPOCH_MS + 5000)];
    expect(groupTimeOf(roomTimeOf(30, north), east)).to.be.closeTo(25, 1e-6);
    expect(groupTimeOf(roomTimeOf(-3, east), north)).to.be.closeTo(2, 1e-6);
  });

  const rows: [what: string, position: number, zero: GroupZero, time: number | null][] = [
    ['offsets alone', 30, zeroOf(null), 30],
    ['a room that began before anybody knew the real time', 30, zeroOf(EPOCH_MS), 30],
    ['real time, where that is not known yet', EPOCH_MS / 1000, zeroOf(null), null],
    ['real time, in a group whose offsets say so', 1.7e9, zeroOf(null, 1.8e9), 1.7e9],
    ['start times that count from somewhere', 30, zeroOf(5000), 30],
  ];
  for (const [what, position, zero, time] of rows) {
    it(`reads ${what}`, () => expect(groupTimeOf(position, zero)).to.equal(time));
  }

  it('leaves start times alone that count from somewhere', () => expect(roomTimeOf(30, zeroOf(5000))).to.equal(30));
});
