import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BusyMeter, unionLength } from './page/shared-estimate.js';

describe('unionLength()', () => {
  for (const [name, spans, length] of [
    ['nothing', [], 0],
    [
      'apart',
      [
        [5, 7],
        [0, 2],
      ],
      4,
    ],
    [
      'overlapping',
      [
        [0, 4],
        [2, 6],
      ],
      6,
    ],
    [
      'one within another',
      [
        [0, 10],
        [2, 3],
        [4, 12],
      ],
      12,
    ],
  ]) {
    it(name, () => assert.equal(unionLength(spans), length));
  }
});

describe('BusyMeter', () => {
  const download = (first, end, loaded) => ({ loading: { first, end }, loaded, aborted: false });

  it('sees a link that two share as the one that it is', () => {
    const meter = new BusyMeter(0);
    meter.watch(download(100, 200, 5000));
    meter.watch(download(100, 200, 5000));
    assert.deepEqual(meter.look(250), { busyMs: 100, bytes: 10_000 });
  });

  it('goes on with what is under way, and counts nothing twice', () => {
    const meter = new BusyMeter(0);
    const stats = download(100, 0, 4000);
    meter.watch(stats);
    assert.deepEqual(meter.look(250), { busyMs: 150, bytes: 4000 });
    Object.assign(stats, { loaded: 6000, loading: { first: 100, end: 300 } });
    assert.deepEqual(meter.look(500), { busyMs: 50, bytes: 2000 });
    assert.deepEqual(meter.look(750), { busyMs: 0, bytes: 0 });
  });

  it('does not count the wait for the first byte', () => {
    const meter = new BusyMeter(0);
    meter.watch(download(0, 0, 0));
    assert.deepEqual(meter.look(250), { busyMs: 0, bytes: 0 });
  });
});
