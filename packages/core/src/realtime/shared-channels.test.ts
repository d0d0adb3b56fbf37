import { expect } from 'chai';
import type { RealtimeItem } from './index.ts';
import { rejection, stage } from './fixtures/connection-stage.ts';

function shared() {
  const at = stage();
  const [one, other] = [{}, {}];
  const items: RealtimeItem[] = [];
  at.connection.addEventListener('items', (event) => items.push(...event.items));
  const facts = () => items.flatMap((item) => (item.kind === 'joined' && item.settings ? [item.settings] : []));
  return { ...at, one, other, items, facts };
}

describe('RealtimeConnection, about channels that several share', () => {
  it('leaves a channel when its last holder has', async () => {
    const { connection, one, other, on, say, told, state, clock } = shared();
    await on(connection.join('a', { holder: one }));
    await on(Promise.all([connection.join('a', { holder: other }), connection.join('a')]));
    connection.leave('a', one);
    connection.leave('a', one);
    connection.leave('a', {});
    expect([connection.holds('a', one), connection.holds('a', other), connection.holds('a')]).to.deep.equal([
      false,
      true,
      true,
    ]);
    connection.leave('a');
    say('1');
    await clock.advance(0);
    expect(told).to.deep.equal(['1']);
    connection.leave('a', other);
    expect(state().channels.size).to.equal(0);
    say('2');
    await clock.advance(0);
    expect(told).to.deep.equal(['1']);
    connection.destroy();
  });

  for (const isNamed of [true, false]) {
    it(`leaves it to whoever waits on, when ${isNamed ? 'another holder' : 'one of two callers'} gives up`, async () => {
      const { connection, one, on, say, told, clock, state } = shared();
      const impatience = new AbortController();
      const first = connection.join('a', { signal: impatience.signal, ...(isNamed && { holder: one }) });
      const second = connection.join('a');
      impatience.abort();
      expect((await rejection(first)).code).to.equal('aborted');
      await on(second);
      say('1');
      await clock.advance(0);
      expect(told).to.deep.equal(['1']);
      connection.leave('a');
      expect(state().channels.size).to.equal(0);
      connection.destroy();
    });
  }

  it('leaves it when all who waited have given up, and rejects those who wait for whoever leaves', async () => {
    const { connection, one, state } = shared();
    const controllers = [new AbortController(), new AbortController()];
    const joins = controllers.map(({ signal }) => rejection(connection.join('a', { signal })));
    controllers[0]!.abort();
    expect(state().channels.size).to.equal(1);
    controllers[1]!.abort();
    expect(state().channels.size).to.equal(0);
    const left = rejection(connection.join('a', { holder: one }));
    connection.leave('a', one);
    expect((await Promise.all([...joins, left])).map(({ code }) => code)).to.deep.equal(Array(3).fill('aborted'));
    connection.destroy();
  });

  for (const sockets of [true, false]) {
    it(`tells whoever comes later how the channel is, over ${sockets ? 'a socket' : 'polls'}`, async () => {
      const { connection, one, other, hub, on, facts, state, say, told } = shared();
      hub.faults.refuseSockets = !sockets;
      await on(connection.join('a', { holder: one }), 1000);
      say('1');
      hub.channel('a').settings = { ...hub.channel('a').settings, slowModeMs: 7000 };
      if (!sockets) await on(Promise.resolve(), 5000);
      const before = facts().length;
      await on(connection.join('a', { holder: other }), sockets ? 100 : 0);
      expect(facts().length).to.equal(before + 1);
      expect(facts().at(-1)).to.include({ slowModeMs: 7000 });
      // Who is in already is told nothing.
      await on(connection.join('a', { holder: other }), 0);
      expect(facts().length).to.equal(before + 1);
      expect(told).to.deep.equal(['1']);
      expect(state().carrier).to.equal(sockets ? 'websocket' : 'polling');
      connection.destroy();
    });
  }

  it('has the same holders after a refusal', async () => {
    const { connection, one, other, hub, on, state } = shared();
    hub.channel('a').refusal = 'banned';
    await rejection(on(connection.join('a', { holder: one })));
    hub.channel('a').refusal = null;
    await on(connection.join('a', { holder: other }));
    connection.leave('a', other);
    expect(state().channels.get('a')).to.include({ status: 'joined' });
    connection.leave('a', one);
    expect(state().channels.size).to.equal(0);
    connection.destroy();
  });
});
