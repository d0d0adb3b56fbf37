import { expect } from 'chai';
import { stage } from './fixtures/connection-stage.ts';
import { CHAT_SERVER } from './fixtures/script-socket.ts';

const { chat } = CHAT_SERVER;

/** A connection without sockets; a function answers its polls. */
function polled(answer: (since: string | null, times: number) => Response | object) {
  const polls: (string | null)[] = [];
  const at = stage({
    fetch: async (input) => {
      const since = new URL(String(input)).searchParams.get('since');
      polls.push(since);
      if (polls.length > 500) return new Promise(() => {});
      const said = answer(since, polls.length);
      // A real Response needs turns of the event loop that a test's clock knows nothing of.
      const { status = 200, headers = {} } = said as { status?: number; headers?: Record<string, string> };
      const text = status === 200 ? JSON.stringify(said) : '';
      return { ok: status === 200, status, headers: new Headers(headers), text: async () => text } as Response;
    },
  });
  at.hub.faults.refuseSockets = true;
  return { ...at, polls };
}

const page = (lastSeq: number, ...seqs: number[]) => ({
  epoch: 'e',
  lastSeq,
  recovered: true,
  pollAfterMs: 4000,
  events: seqs.map(chat),
});

describe('polls', () => {
  it('ask at once for the rest of what one answer does not hold', async () => {
    const { connection, clock, told, on, polls } = polled((since) =>
      since === null ? page(10) : since === 'e:10' ? page(14, 11, 12) : page(14, 13, 14),
    );
    await on(connection.join('a'), 6000);
    expect(told).to.deep.equal(['11', '12', '13', '14']);
    expect(polls.slice(0, 3)).to.deep.equal([null, 'e:10', 'e:12']);
    connection.destroy();
    expect(clock.pending).to.equal(0);
  });

  it('do not storm at a hole', async () => {
    const { connection, clock, told, on, polls } = polled((since) =>
      since === null ? page(10) : since === 'e:10' ? page(30, 12) : page(30),
    );
    await on(connection.join('a'), 5000);
    await clock.advance(6000);
    expect(polls.length).to.be.below(10);
    expect(told).to.deep.equal(['gap 11-11', '12']);
    connection.destroy();
  });

  it('wait as long as the server wishes, whoever hurries', async () => {
    const {
      connection,
      clock,
      on,
      page: shown,
      network,
      polls,
    } = polled((_, times) => (times === 1 ? page(0) : { status: 429, headers: { 'retry-after': '60' } }));
    await on(connection.join('a'), 10_000);
    expect(polls.length).to.equal(2);
    for (let times = 0; times < 20; times++) {
      shown.set(true);
      shown.set(false);
      network.comeBack();
      await clock.advance(20);
    }
    expect(polls.length).to.equal(2);
    await clock.advance(60_000);
    expect(polls.length).to.equal(3);
    connection.destroy();
  });

  it('begin no new row of tries when they are hurried', async () => {
    const {
      connection,
      clock,
      on,
      page: shown,
      polls,
    } = polled((_, times) => (times === 1 ? page(0) : { status: 500 }));
    await on(connection.join('a'), 60_000);
    const hurry = () => (shown.set(true), shown.set(false));
    hurry();
    await clock.advance(10);
    const before = polls.length;
    await clock.advance(8000);
    expect(polls.length - before).to.be.at.most(1);
    connection.destroy();
  });
});
