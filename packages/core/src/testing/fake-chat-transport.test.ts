import { expect } from 'chai';
import type { ChatEvent } from '../chat/events.ts';
import { T333Error } from '../errors.ts';
import { describeChatTransport } from './chat-transport-conformance.ts';
import { FakeChatTransport } from './fake-chat-transport.ts';
import { FakeClock } from './fake-clock.ts';

for (const replay of [true, false]) {
  describeChatTransport(`FakeChatTransport ${replay ? 'with' : 'without'} replay`, {
    channels: ['north', 'south'],
    refused: { channel: 'closed', code: 'forbidden' },
    recoveryMs: 1000,
    create() {
      const clock = new FakeClock();
      const transport = new FakeChatTransport({ clock, capabilities: { replay, history: replay, moderate: replay } });
      transport.refuse('closed', new T333Error('forbidden', 'Banned.'));
      const settings = (slowModeMs: number) => ({
        ...transport.state.getSnapshot().channels.get('north')!.settings!,
        slowModeMs,
      });
      return {
        transport,
        server: {
          say: (channel, text) => transport.say(channel, text).id,
          deleteMessage: (channel, id) => transport.tell(channel, { type: 'deleted', channel, messageIds: [id] }),
          timeOut: (channel, userId, seconds) =>
            transport.tell(channel, {
              type: 'moderated',
              channel,
              userId,
              action: 'timeout',
              untilMs: clock.wallTime() + seconds * 1000,
            }),
          clear: (channel) => transport.tell(channel, { type: 'cleared', channel }),
          setSlowMode: (channel, ms) =>
            transport.tell(channel, { type: 'settings', channel, settings: Object.freeze(settings(ms)) }),
          drop() {
            transport.drop();
            clock.after(500, () => transport.restore());
          },
          get connections() {
            return transport.state.getSnapshot().status === 'open' ? 1 : 0;
          },
        },
        pass: (milliseconds) => clock.advance(milliseconds),
        leftovers: () => clock.pending,
      };
    },
  });
}

describe('FakeChatTransport', () => {
  it('holds what is pinned and how many watch, and tells what is soon out of date only once', async () => {
    const transport = new FakeChatTransport({ clock: new FakeClock() });
    const told: ChatEvent[] = [];
    transport.addEventListener('chat', ({ events }) => told.push(...events));
    await transport.join('north');
    const channel = () => transport.state.getSnapshot().channels.get('north')!;
    expect(channel()).to.include({ pinned: null, viewerCount: null });
    const message = transport.say('north', 'hello');
    transport.tell('north', { type: 'viewers', channel: 'north', viewerCount: 7 });
    await transport.moderate('north', { action: 'pin', messageId: message.id });
    expect(channel()).to.include({ pinned: message, viewerCount: 7 });
    expect(told.map(({ position }) => position?.seq)).to.deep.equal([1, undefined, 2]);
    await transport.moderate('north', { action: 'unpin' });
    expect(channel().pinned).to.equal(null);
    await transport.moderate('north', { action: 'settings', settings: { emoteOnly: true } });
    expect(channel().settings).to.include({ emoteOnly: true, slowModeMs: 0 });
  });

  it('says which events are missing where it cannot tell them again', async () => {
    const transport = new FakeChatTransport({ clock: new FakeClock(), capabilities: { replay: false } });
    const gaps: ChatEvent[] = [];
    transport.addEventListener('chat', ({ events }) => gaps.push(...events.filter(({ type }) => type === 'gap')));
    await transport.join('north');
    transport.say('north', 'one');
    transport.drop();
    for (const text of ['two', 'three']) transport.say('north', text);
    transport.restore();
    const [from, to] = [2, 3].map((seq) => ({ epoch: 'fake', seq }));
    expect(gaps).to.deep.equal([{ type: 'gap', channel: 'north', reset: false, from, to }]);
  });
});
