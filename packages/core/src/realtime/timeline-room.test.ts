import { expect } from 'chai';
import * as fc from 'fast-check';
import { moveRoom, readRoomTimeline, readTimelineFrame, type TimelineFrame } from './timeline-room.ts';

fc.configureGlobal({ seed: 333 });

const REQUEST: TimelineFrame = {
  type: 'timeline',
  roomId: 'r',
  position: -1.5,
  rate: 0.25,
  playing: true,
  at: 0,
  rev: 0,
};
const EVENT = { ...REQUEST, rev: 1, by: 'u' };

describe('readTimelineFrame', () => {
  it('takes what is right, and nothing that it does not know', () => {
    expect(readTimelineFrame({ ...REQUEST, rid: '1', extra: {} })).to.deep.equal(REQUEST);
  });

  const wrong: Record<string, unknown[]> = {
    type: ['chat', undefined],
    roomId: [1, null, ['r'], 'x'.repeat(201)],
    position: ['0', null, NaN, Infinity, -Infinity, 1e11, [1]],
    rate: [0, 0.24, 4.01, -1, NaN, '1', true],
    playing: [1, 'true', null],
    at: [-1, NaN, Infinity, 9e15, '0', new Date(0)],
    rev: [-1, 0.5, NaN, Infinity, 2 ** 53, '0'],
  };
  for (const [field, values] of Object.entries(wrong)) {
    for (const value of values) {
      it(`refuses ${field} ${String(value).slice(0, 20)} (${typeof value})`, () => {
        expect(readTimelineFrame({ ...REQUEST, [field]: value })).to.equal(null);
      });
    }
  }

  it('gives anything else null', () => {
    fc.assert(fc.property(fc.anything({ withNullPrototype: true }), (value) => readTimelineFrame(value) === null));
    expect(readTimelineFrame(undefined)).to.equal(null);
  });
});

describe('readRoomTimeline', () => {
  it('takes what is right', () => expect(readRoomTimeline({ ...EVENT, seq: 4 })).to.deep.equal(EVENT));

  for (const by of [undefined, null, 1, 'x'.repeat(201)]) {
    it(`refuses by ${String(by).slice(0, 20)}`, () => expect(readRoomTimeline({ ...EVENT, by })).to.equal(null));
  }
});

describe('moveRoom', () => {
  const rows: [what: string, known: number, rev: number, next: number | null][] = [
    ['the first act', 0, 0, 1],
    ['an act that knows the last', 7, 7, 8],
    ['an act that does not know the last', 7, 6, null],
    ['an act that knows more than there is', 7, 8, null],
    ['an act in a room that was forgotten', 0, 7, null],
  ];
  for (const [what, known, rev, next] of rows) {
    it(`${next === null ? 'refuses' : 'takes'} ${what}`, () => {
      const room = known === 0 ? undefined : { ...EVENT, rev: known };
      const moved = moveRoom(room, { ...REQUEST, position: 9, rev }, 'v');
      expect(moved).to.deep.equal(next === null ? null : { ...REQUEST, position: 9, rev: next, by: 'v' });
    });
  }
});
