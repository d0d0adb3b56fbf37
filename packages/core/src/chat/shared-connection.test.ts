import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { HealthMonitor, realtimeHealth } from '../health/index.ts';
import { tipsOf } from '../tips/index.ts';
import type { ChatEvent } from './events.ts';
import { ANN, failureOf, ME, t333Stage } from './fixtures/t333-stage.ts';
import { T333Chat } from './t333-chat.ts';

/** A chat, and a monitor of the health of the same channel, on the connection of another chat. */
function sharing({ sockets = true } = {}) {
  const at = t333Stage({ sockets });
  const { connection } = at.chat;
  at.hub.channel('north').roles.set(ME.id, 'moderator');
  const chat = new T333Chat({ connection, clock: at.clock });
  const told: string[] = [];
  const heard = (events: readonly ChatEvent[]): string[] =>
    events.flatMap((event) => (event.type === 'message' ? [event.message.text] : event.type === 'gap' ? ['gap'] : []));
  chat.addEventListener('chat', ({ events }) => told.push(...heard(events)));
  const watch = () => new HealthMonitor({ clock: at.clock, source: realtimeHealth(connection, 'north') });
  const say = (...texts: string[]): void => {
    for (const text of texts) at.hub.say('north', ANN, text);
  };
  const state = () => chat.state.getSnapshot().channels.get('north');
  return { ...at, connection, chat, first: at.chat, told, heard, watch, say, state };
}

describe('a connection that a chat shares', () => {
  for (const sockets of [true, false]) {
    it(`gives a chat its past, and who one is, after a monitor of its health, by ${sockets ? 'sockets' : 'polls'}`, async () => {
      const { on, chat, told, watch, say, state, connection, first } = sharing({ sockets });
      say('1', '2');
      const monitor = watch();
      await on(Promise.resolve(), 1000);
      expect(monitor.state.getSnapshot().link).to.equal('open');
      say('3');
      await on(Promise.resolve(), 10_000);
      await on(chat.join('north', { history: 50 }), 1000);
      expect(told).to.deep.equal(['1', '2', '3']);
      expect(state()).to.deep.include({ status: 'joined' });
      expect(state()!.identity).to.deep.include({ user: ME });
      expect(state()!.settings).to.not.equal(null);
      monitor.destroy();
      say('4');
      await on(Promise.resolve(), 30_000);
      expect(told).to.deep.equal(['1', '2', '3', '4']);
      chat.leave('north');
      expect(connection.state.getSnapshot().channels.size).to.equal(0);
      first.destroy();
    });
  }

  it('keeps the health, when a chat that was there before it goes', async () => {
    const { on, chat, watch, hub, clock, connection, first } = sharing();
    await on(chat.join('north', { history: 50 }));
    const monitor = watch();
    await on(Promise.resolve());
    chat.leave('north');
    const timestamp = clock.wallTime();
    hub.tellHealth('north', { bitrateKbps: 1, fps: 2, dropRate: 0, timestamp });
    await on(Promise.resolve());
    expect(monitor.state.getSnapshot()).to.include({ link: 'open' });
    expect(monitor.state.getSnapshot().sample).to.include({ activeFps: 2 });
    monitor.destroy();
    expect(connection.state.getSnapshot().channels.size).to.equal(0);
    first.destroy();
  });

  it('is told no health any more, when the last monitor goes and a chat stays', async () => {
    const { on, chat, watch, hub, clock, say, told, connection, first } = sharing();
    const healths: number[] = [];
    connection.addEventListener('items', ({ items }) => {
      for (const item of items) if (item.kind === 'event' && item.event.type === 'health') healths.push(item.event.fps);
    });
    const tell = async (fps: number): Promise<void> => {
      hub.tellHealth('north', { bitrateKbps: 1, fps, dropRate: 0, timestamp: clock.wallTime() });
      await on(Promise.resolve());
    };
    const monitors = [watch(), watch()];
    await on(chat.join('north', { history: 50 }));
    for (const [index, monitor] of monitors.entries()) {
      await tell(index);
      monitor.destroy();
      await on(Promise.resolve());
    }
    await tell(2);
    expect(healths).to.deep.equal([0, 1]);
    say('still here');
    await on(Promise.resolve());
    expect(told).to.deep.equal(['still here']);
    first.destroy();
  });

  it('tells each of two chats the past of one channel once, and in order, whatever is said meanwhile', async () => {
    const { on, first, chat, told, say, hub, events, heard } = sharing();
    say('1', '2');
    await on(first.join('north', { history: 50 }));
    hub.faults.delayMs = () => 50;
    const joining = chat.join('north', { history: 50 });
    for (const text of ['3', '4', '5', '6']) {
      await on(Promise.resolve(), 60);
      say(text);
    }
    await on(joining, 1000);
    expect(told).to.deep.equal(['1', '2', '3', '4', '5', '6']);
    expect(heard(events)).to.deep.equal(told);
    chat.destroy();
    say('7');
    await on(Promise.resolve(), 1000);
    expect(heard(events).at(-1)).to.equal('7');
    first.destroy();
  });

  it('tells a chat that comes back later what it has missed', async () => {
    const { on, first, chat, told, say, connection } = sharing();
    say('1', '2');
    await on(first.join('north'));
    const { epoch } = connection.position('north')!;
    say('3');
    await on(chat.join('north', { since: { epoch, seq: 1 } }));
    expect(told).to.deep.equal(['2', '3']);
    first.destroy();
  });

  const numbers = (from: number, to: number): string[] =>
    Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);

  it('tells it all of that, also where it is more than a page', async () => {
    const { on, first, chat, told, say, connection } = sharing();
    say('1');
    await on(first.join('north'));
    const { epoch } = connection.position('north')!;
    say(...numbers(2, 700));
    await on(Promise.resolve());
    await on(chat.join('north', { since: { epoch, seq: 1 } }));
    expect(told).to.deep.equal(numbers(2, 700));
    first.destroy();
  });

  it('tells it of a gap, where that is too much', async () => {
    const { on, first, chat, told, events, say, connection } = sharing();
    say('1');
    await on(first.join('north'));
    const { epoch } = connection.position('north')!;
    say(...numbers(2, 1500));
    await on(Promise.resolve());
    const gaps: unknown[] = [];
    chat.addEventListener('chat', (event) => gaps.push(...event.events.filter(({ type }) => type === 'gap')));
    await on(chat.join('north', { since: { epoch, seq: 1 } }));
    expect(told).to.deep.equal(['gap', ...numbers(501, 1500)]);
    expect(gaps[0]).to.deep.include({ reset: false, from: { epoch, seq: 2 }, to: { epoch, seq: 500 } });
    expect(events.some(({ type }) => type === 'gap')).to.equal(false);
    first.destroy();
  });

  it('tells it of a gap, where what it has missed is not to be had', async () => {
    const { on, first, chat, told, say, connection } = sharing();
    say('1', '2');
    await on(first.join('north'));
    const { epoch } = connection.position('north')!;
    connection.history = () => Promise.reject(new T333Error('timeout', ''));
    await on(chat.join('north', { since: { epoch, seq: 1 } }));
    say('3');
    await on(Promise.resolve());
    expect(told).to.deep.equal(['gap', '3']);
    first.destroy();
  });

  it('tells it of no gap, where something else than messages has happened', async () => {
    const { on, first, chat, told, say, act, connection } = sharing();
    act('north', { action: 'settings', settings: { slowModeMs: 1 } });
    await on(first.join('north'));
    const { epoch } = connection.position('north')!;
    act('north', { action: 'settings', settings: { slowModeMs: 2 } });
    say('3');
    await on(Promise.resolve());
    await on(chat.join('north', { since: { epoch, seq: 1 } }));
    expect(told).to.deep.equal(['3']);
    first.destroy();
  });

  it('lets one caller of a chat give up, and the other go on', async () => {
    const { on, chat, say, told, state, first } = sharing();
    const impatience = new AbortController();
    const given = chat.join('north', { signal: impatience.signal });
    const joining = chat.join('north');
    impatience.abort();
    expect(await failureOf(given)).to.include({ code: 'aborted' });
    await on(joining);
    say('1');
    await on(Promise.resolve());
    expect([state()?.status, ...told]).to.deep.equal(['joined', '1']);
    first.destroy();
  });

  it('tells the tips on when a chat leaves what the page has joined, too', async () => {
    const { on, chat, hub, connection, first } = sharing();
    const tips: string[] = [];
    const life = new AbortController();
    tipsOf(connection, 'north')(({ id }) => tips.push(id), life.signal);
    const give = (id: string) =>
      hub
        .channel('north')
        .log({ type: 'tip', id, user: ANN, amountMinor: 500, currency: 'EUR', text: '', displayMs: 8000 });
    await on(chat.join('north', { history: 50 }));
    await on(connection.join('north'));
    give('one');
    chat.destroy();
    give('two');
    await on(Promise.resolve());
    expect(tips).to.deep.equal(['one', 'two']);
    life.abort();
    first.destroy();
  });
});
