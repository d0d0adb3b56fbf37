import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Link } from './link.mjs';

/** A clock that jumps to the next sleeper as soon as nobody else runs. */
function virtualTime() {
  let nowMs = 0;
  /** @type {{ at: number, wake: () => void }[]} */
  const sleepers = [];
  const sleep = (/** @type {number} */ ms) =>
    new Promise((resolve) => sleepers.push({ at: nowMs + ms, wake: () => resolve(undefined) }));
  const run = async (/** @type {Promise<unknown>} */ work) => {
    const state = { done: false };
    void work.then(() => (state.done = true));
    while (!state.done) {
      await new Promise((resolve) => setImmediate(resolve));
      sleepers.sort((a, b) => a.at - b.at);
      const next = sleepers.shift();
      if (next) {
        nowMs = Math.max(nowMs, next.at);
        next.wake();
      }
    }
    return nowMs;
  };
  return { now: () => nowMs, sleep, run, skip: (/** @type {number} */ ms) => (nowMs += ms) };
}

/**
 * @param {Link} link
 * @param {number} bytes
 */
async function transferAll(link, bytes) {
  for (let rest = bytes; rest > 0; rest -= link.chunkBytes) {
    await link.transfer(Math.min(rest, link.chunkBytes), new AbortController().signal);
  }
}

describe('Link', () => {
  it('passes bytes at its bandwidth, but for the burst', async () => {
    const time = virtualTime();
    const link = new Link({ bandwidthBps: 1_000_000, now: time.now, sleep: time.sleep });
    assert.equal(Math.round(await time.run(transferAll(link, 125_000))), 980);
  });

  it('is shared: two at once take as long as one after the other, and end together', async () => {
    const time = virtualTime();
    const link = new Link({ bandwidthBps: 1_000_000, now: time.now, sleep: time.sleep });
    /** @type {number[]} */
    const ends = [];
    const one = () => transferAll(link, 62_500).then(() => ends.push(time.now()));
    await time.run(Promise.all([one(), one()]));
    const chunkMs = (link.chunkBytes * 8000) / link.bandwidthBps;
    assert.equal(Math.round(Number(ends[1])), 980);
    assert.ok(Number(ends[1]) - Number(ends[0]) <= chunkMs + 1e-6);
  });

  it('saves up no more than the burst while idle', async () => {
    const time = virtualTime();
    const link = new Link({ bandwidthBps: 1_000_000, now: time.now, sleep: time.sleep });
    time.skip(60_000);
    assert.equal(Math.round(await time.run(transferAll(link, 125_000))), 60_980);
  });
});
