import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startRealtimeServer, type StartedRealtimeServer } from '../../../../examples/realtime/index.ts';
import { hubServer, runCuts } from './fixtures/cut-run.ts';
import { fastClock } from './fixtures/fast-clock.ts';
import { seededRandom } from './fixtures/seeded-random.ts';
import { TestNetwork } from './fixtures/test-device.ts';
import { RealtimeConnection } from './realtime-connection.ts';

/** There and back again, each: a bad line to another continent. */
const MAX_DELAY_MS = 400;

describe('RealtimeConnection over real sockets', () => {
  const clock = fastClock(20);
  let server: StartedRealtimeServer;
  before(async () => {
    server = await startRealtimeServer({ clock, keep: 5000, pollAfterMs: 500 });
  });
  after(() => server.close());

  const run = async (polling: boolean): Promise<void> => {
    const random = seededRandom(333);
    const network = new TestNetwork();
    const connection = new RealtimeConnection({ url: server.url, clock, random, network, polling });
    const lossy = seededRandom(7);
    server.hub.faults.losesEvent = () => lossy() < 0.002;
    // Each frame and each answer takes a time of its own.
    const slow = seededRandom(11);
    server.hub.faults.delayMs = () => slow() * MAX_DELAY_MS;
    let mostSockets = 0;
    const channels = Array.from({ length: 9 }, (_, index) => `channel-${index} ${polling}`);
    const report = await runCuts({
      connection,
      network,
      server: hubServer(server.hub),
      channels,
      messages: 10_000,
      cuts: 50,
      random,
      polling,
      async pause() {
        mostSockets = Math.max(mostSockets, server.hub.sessions.size);
        await new Promise((resolve) => void clock.after(50, () => resolve(undefined)));
      },
    });
    for (const id of channels) {
      const expected = Array.from({ length: report.said.get(id) ?? 0 }, (_, index) => `message ${index + 1} 🦊`);
      assert.deepEqual(report.texts.get(id), expected, id);
    }
    assert.equal(
      [...report.said.values()].reduce((sum, one) => sum + one),
      10_000,
    );
    const takeovers = report.carriers.filter((carrier) => carrier === 'polling').length;
    assert.ok(polling ? takeovers >= 20 : takeovers === 0, `${takeovers} times polls took over`);
    assert.deepEqual([report.resets, report.gaps], [0, 0], 'resets and gaps');
    assert.equal(mostSockets, 1, 'sockets');
    connection.destroy();
    assert.equal(connection.state.getSnapshot().status, 'closed');
  };

  it('tells 10,000 messages of nine channels once and in order, while its socket is cut 50 times and polls take over', () =>
    run(true));

  it('tells as many over sockets alone', () => run(false));
});
