import { expect } from 'chai';
import { FakeClock } from '../testing/fake-clock.ts';
import { ServerClock } from './server-clock.ts';

describe('ServerClock', () => {
  it('believes the quickest of the last answers', async () => {
    const clock = new FakeClock();
    const server = new ServerClock(clock);
    expect([server.roundTripMs, server.time()]).to.deep.equal([null, clock.wallTime()]);
    const ahead = (): number => clock.wallTime() + 60_000;
    const ask = async (upMs: number, downMs: number): Promise<void> => {
      const sentAtMs = clock.now();
      await clock.advance(upMs);
      const serverAtMs = ahead();
      await clock.advance(downMs);
      server.learn(sentAtMs, serverAtMs);
    };
    await ask(10, 30);
    await ask(500, 0);
    expect(server.roundTripMs).to.equal(40);
    expect(server.time() - ahead()).to.equal(-10);
    for (let times = 0; times < 8; times++) await ask(100, 100);
    expect(server.roundTripMs).to.equal(200);
    await clock.advance(5000);
    expect(server.time()).to.equal(ahead());
  });
});
