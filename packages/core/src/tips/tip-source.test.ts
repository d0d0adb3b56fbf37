import { expect } from 'chai';
import { memoryClient } from '../../../../examples/realtime/memory-client.ts';
import { ANN, stage } from '../realtime/fixtures/connection-stage.ts';
import { RealtimeConnection } from '../realtime/realtime-connection.ts';
import type { Clock } from '../time/clock.ts';
import type { Tip } from './tip.ts';
import { tipsOf, type TipsOfOptions } from './tip-source.ts';

const HOUR_MS = 3_600_000;

const clockOf = (clock: Clock): Clock => ({
  now: () => clock.now(),
  wallTime: () => clock.wallTime(),
  after: (delayMs, task) => clock.after(delayMs, task),
});

/** Another connection to the same hub, on a device with another clock. */
const stageOn = ({ hub, network, page }: ReturnType<typeof stage>, clock: Clock): RealtimeConnection =>
  new RealtimeConnection({
    url: 'wss://t333.example/v1',
    ...memoryClient(hub),
    clock,
    random: () => 0.5,
    network,
    page,
  });

function follow(at: ReturnType<typeof stage>, options: TipsOfOptions = {}) {
  const life = new AbortController();
  const tips: Tip[] = [];
  tipsOf(at.connection, 'a', options)((tip) => tips.push(tip), life.signal);
  const give = (id: string, ageMs = 0, channel = 'a'): void =>
    void at.hub.channel(channel).log({
      type: 'tip',
      id,
      user: ANN,
      amountMinor: 500,
      currency: 'EUR',
      text: 'Nice',
      at: at.clock.wallTime() - ageMs,
    });
  return { tips, give, ids: () => tips.map(({ id }) => id), end: () => life.abort() };
}

describe('tipsOf', () => {
  it('tells the tips of one channel, as long as it is wanted', async () => {
    const at = stage();
    const { tips, give, end } = follow(at);
    await at.on(Promise.all([at.connection.join('a'), at.connection.join('b')]));
    give('one');
    give('elsewhere', 0, 'b');
    at.hub.say('a', ANN, 'hello');
    at.hub.channel('a').log({
      type: 'tip',
      id: 'two',
      user: null,
      amountMinor: 1,
      currency: 'JPY',
      text: '',
      displayMs: 4000,
    });
    await at.clock.advance(100);
    expect(tips).to.deep.equal([
      { id: 'one', name: 'Ann', amountMinor: 500, currency: 'EUR', text: 'Nice' },
      { id: 'two', name: null, amountMinor: 1, currency: 'JPY', text: '', displayMs: 4000 },
    ]);
    end();
    give('three');
    await at.clock.advance(100);
    expect(tips).to.have.length(2);
    at.connection.destroy();
  });

  it('leaves out what is old by the time of the server, whatever this device believes', async () => {
    const at = stage();
    const { clock } = at;
    // The device is an hour behind: to it all is new.
    const device = { ...clockOf(clock), wallTime: () => clock.wallTime() - HOUR_MS };
    const late = stageOn(at, device);
    const { give, ids } = follow({ ...at, connection: late });
    give('hours ago', 5 * HOUR_MS);
    give('too long ago', 121_000);
    give('just now', 60_000);
    await at.on(late.join('a', { history: 50 }));
    expect(ids()).to.deep.equal(['just now']);
    late.destroy();
    at.connection.destroy();
  });

  it('tells what was missed while the connection was lost', async () => {
    const at = stage();
    const { give, ids } = follow(at);
    await at.on(at.connection.join('a'));
    at.hub.cut();
    give('missed');
    await at.clock.advance(60_000);
    expect(ids()).to.deep.equal(['missed']);
    at.connection.destroy();
  });

  it('takes an age of the page', async () => {
    const at = stage();
    const { give, ids } = follow(at, { maxAgeMs: 6 * HOUR_MS });
    give('hours ago', 5 * HOUR_MS);
    await at.on(at.connection.join('a', { history: 50 }));
    expect(ids()).to.deep.equal(['hours ago']);
    at.connection.destroy();
  });

  it('loses nothing by polls, to a device whose clock is ahead', async () => {
    const at = stage();
    at.hub.faults.refuseSockets = true;
    const { clock } = at;
    const early = stageOn(at, { ...clockOf(clock), wallTime: () => clock.wallTime() + HOUR_MS });
    const { give, ids } = follow({ ...at, connection: early });
    give('hours ago', 5 * HOUR_MS);
    at.hub.say('a', ANN, 'hello');
    await at.on(early.join('a', { history: 50 }), 10_000);
    give('now');
    await clock.advance(10_000);
    expect(early.state.getSnapshot().roundTripMs).to.equal(null);
    expect(ids()).to.deep.equal(['now']);
    early.destroy();
    at.connection.destroy();
  });
});
