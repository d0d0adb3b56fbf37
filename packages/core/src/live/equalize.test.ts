import { expect } from 'chai';
import { commonLatency, NOTHING_COMMON, type CommonLatency, type TileLatency } from './equalize.ts';

const tile = (ownTargetSeconds: number | null, healthy = true): TileLatency => ({ ownTargetSeconds, healthy });
const at = (seconds: number, spareSinceMs: number | null = null): CommonLatency => ({ seconds, spareSinceMs });

describe('commonLatency', () => {
  const cases: [string, CommonLatency, TileLatency[], CommonLatency][] = [
    ['is nobody’s of one', NOTHING_COMMON, [tile(1)], NOTHING_COMMON],
    ['is that of the slowest', NOTHING_COMMON, [tile(1), tile(3), tile(2)], at(3)],
    ['rises at once', at(3), [tile(1), tile(3.2)], at(3.2)],
    ['does not follow a little less', at(3), [tile(1), tile(2.95)], at(3)],
    ['waits before it falls', at(3), [tile(1), tile(2)], at(3, 20_000)],
    ['falls in the end, by a little', at(3, 10_000), [tile(1), tile(2)], at(2.995, 10_000)],
    ['falls to the end', at(2.004, 10_000), [tile(1), tile(2)], at(2, 10_000)],
    ['rests there', at(2, 10_000), [tile(1), tile(2)], at(2)],
    ['begins to wait anew', at(3, 15_000), [tile(1), tile(3)], at(3)],
    ['does not wait for who starves', NOTHING_COMMON, [tile(1), tile(2), tile(9, false)], at(2)],
    ['does not wait for who is far too late', NOTHING_COMMON, [tile(1), tile(2), tile(31)], at(2)],
    ['does not wait for who is not known', NOTHING_COMMON, [tile(1), tile(2), tile(null)], at(2)],
    ['stays while all starve', at(3, 15_000), [tile(1, false), tile(2, false)], at(3)],
    ['ends with the second', at(3), [tile(3)], NOTHING_COMMON],
  ];
  for (const [name, before, tiles, expected] of cases) {
    it(name, () => expect(commonLatency(before, tiles, 30, 20_000)).to.deep.equal(expected));
  }
});
