import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { DelayLine } from './delay-line.mjs';

/** When each of `count` frames that are sent `everyMs` apart arrives, in ms from its departure. */
function delays(seed, { count = 400, everyMs = 100 } = {}) {
  mock.timers.enable({ apis: ['setTimeout'] });
  const now = mock.method(performance, 'now', () => nowMs);
  let nowMs = 0;
  const line = new DelayLine(seed);
  const taken = [];
  const order = [];
  for (let k = 0; nowMs < count * everyMs + 100; nowMs++, mock.timers.tick(1)) {
    if (nowMs % everyMs === 0 && k < count) {
      const [id, sentMs] = [k++, nowMs];
      line.send(() => {
        taken[id] = nowMs - sentMs;
        order.push(id);
      });
    }
  }
  now.mock.restore();
  mock.timers.reset();
  return { taken, order };
}

describe('DelayLine', () => {
  it('takes 35 to 65 ms, evenly', () => {
    const { taken } = delays(1);
    assert.equal(taken.length, 400);
    // A timer is a millisecond late.
    assert.ok(Math.min(...taken) >= 34 && Math.max(...taken) <= 66, `${Math.min(...taken)} to ${Math.max(...taken)}`);
    const mean = taken.reduce((sum, ms) => sum + ms, 0) / taken.length;
    assert.ok(Math.abs(mean - 50) < 2, `${mean} on average`);
  });

  it('is the same for the same seed, and another for another', () => {
    assert.deepEqual(delays(7).taken, delays(7).taken);
    assert.notDeepEqual(delays(7).taken, delays(8).taken);
  });

  it('lets nobody overtake', () => {
    const { order } = delays(3, { everyMs: 2 });
    assert.deepEqual(
      order,
      order.map((_, k) => k),
    );
  });

  it('forgets what is on its way when it is closed', () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const line = new DelayLine(1);
    let arrived = false;
    line.send(() => (arrived = true));
    line.close();
    mock.timers.tick(1000);
    mock.timers.reset();
    assert.equal(arrived, false);
  });
});
