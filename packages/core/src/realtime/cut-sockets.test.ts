import { expect } from 'chai';
import { runCuts, type CutServer } from './fixtures/cut-run.ts';
import { seededRandom } from './fixtures/seeded-random.ts';
import { TestNetwork } from './fixtures/test-device.ts';
import { RealtimeConnection } from './realtime-connection.ts';

describe('RealtimeConnection in a browser, over real sockets', () => {
  it('tells 1,000 messages of three channels once and in order, while its socket is cut six times and polls take over', async () => {
    const { realtime } = (await (await fetch('/test-env.json')).json()) as { realtime: string };
    const turn = async (knobs: object): Promise<void> => {
      await fetch(`${realtime}/knobs`, { method: 'POST', body: JSON.stringify(knobs) });
    };
    const server: CutServer = {
      say: (channelId, count) => turn({ say: { channelId, count } }),
      cut: () => turn({ cut: true }),
      refuseSockets: (refuseSockets) => turn({ refuseSockets }),
    };
    const random = seededRandom(333);
    const network = new TestNetwork();
    await turn({ pollAfterMs: 50, delayMs: 30 });
    const connection = new RealtimeConnection({ url: realtime, random, network });
    const run = crypto.randomUUID();
    const channels = ['a', 'b', 'c'].map((name) => `${name} ${run}`);
    const report = await runCuts({
      connection,
      network,
      server,
      channels,
      messages: 1000,
      cuts: 6,
      random,
      // As long as a frame takes there and back.
      pause: async () => void (await fetch(`${realtime}/channels/${channels[0]}/events?limit=1`)),
    });
    for (const id of channels)
      expect(report.texts.get(id)).to.deep.equal(
        Array.from({ length: report.said.get(id) ?? 0 }, (_, index) => `message ${index + 1} 🦊`),
      );
    expect(report.carriers).to.include('polling');
    expect([report.resets, report.gaps]).to.deep.equal([0, 0]);
    await turn({ delayMs: 0 });
    connection.destroy();
  });
});
