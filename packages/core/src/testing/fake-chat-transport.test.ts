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
