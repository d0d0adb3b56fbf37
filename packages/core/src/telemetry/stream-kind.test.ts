import { expect } from 'chai';
import { streamKindOf, type EdgeDistances, type StreamKind } from './stream-kind.ts';
import type { StreamType } from '../player/player.ts';

describe('streamKindOf', () => {
  const cases: [why: string, StreamType, EdgeDistances, StreamKind | null][] = [
    ['nobody knows yet', 'unknown', {}, null],
    ['a recording', 'on-demand', { liveEdgeOffset: NaN, holdBack: NaN }, 'v'],
    ['live, of a player that knows no more', 'live', {}, 'l'],
    ['live, by segments', 'live', { liveEdgeOffset: 6, holdBack: 6 }, 'l'],
    ['live, by parts', 'live', { liveEdgeOffset: 0.6, holdBack: 6 }, 'll'],
  ];
  for (const [why, type, distances, kind] of cases) {
    it(why, () => expect(streamKindOf(type, distances)).to.equal(kind));
  }
});
