import { expect } from 'chai';
import { rejection, useStages } from './fixtures/chat-stage.ts';

describe('The link of a TwitchChat', () => {
  const stage = useStages();

  it('comes back ever more slowly to a server that takes it and ends it', async () => {
    const { chat, mock, pass, clock } = stage();
    let times = 0;
    let isFlapping = true;
    chat.addEventListener('irc', ({ message }) => {
      if (message.command !== '001') return;
      times++;
      if (isFlapping) queueMicrotask(() => mock.chat.disconnect(1006));
    });
    chat.join('bob').catch(() => {});
    await pass(60_000);
    expect(times).to.be.within(4, 9);
    isFlapping = false;
    await pass(60_000);
    expect(chat.state.getSnapshot().status).to.equal('open');
    mock.chat.disconnect(1006);
    await pass(0);
    expect(chat.state.getSnapshot().retryAtMs! - clock.now()).to.equal(500);
  });

  it('gives up at once where there is no way', async () => {
    for (const ircUrl of ['nowhere', 'gopher://nowhere']) {
      const { chat, on, pass, errors } = stage({ ircUrl });
      expect((await rejection(on(chat.join('bob')))).code).to.equal('invalid-argument');
      await pass(600_000);
      expect(chat.state.getSnapshot()).to.deep.include({ status: 'failed', retryAtMs: null });
      expect(errors).to.have.length(1);
    }
    const { WebSocket } = globalThis;
    Reflect.deleteProperty(globalThis, 'WebSocket');
    try {
      const { chat, on } = stage({ WebSocket: undefined as never });
      const { code, message } = await rejection(on(chat.join('bob')));
      expect([code, message]).to.deep.equal(['unsupported', 'No WebSocket here (Node 22 has one): pass one.']);
      expect(chat.state.getSnapshot().status).to.equal('failed');
    } finally {
      globalThis.WebSocket = WebSocket;
    }
  });
});
