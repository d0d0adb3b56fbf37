import { expect } from 'chai';
import { FakeClock } from '@t333/core/testing';
import { TwitchMock } from '../index.ts';

const IRC = 'wss://irc-ws.chat.twitch.tv:443';

function setUp() {
  const clock = new FakeClock();
  const mock = new TwitchMock({ clock });
  const open = (url: string) => {
    const socket = new mock.WebSocket(url);
    const seen: string[] = [];
    socket.addEventListener('open', () => seen.push('open'));
    socket.addEventListener('error', () => seen.push('error'));
    socket.addEventListener('close', ({ code, reason, wasClean }) => seen.push(`close ${code} ${reason} ${wasClean}`));
    return { socket, seen };
  };
  return { clock, mock, open };
}

describe('MockSocket', () => {
  it('opens, sends and closes as a WebSocket does', async () => {
    const { clock, mock, open } = setUp();
    const { socket, seen } = open(IRC);
    const texts: unknown[] = [];
    socket.addEventListener('message', ({ data }) => texts.push(data));
    expect(socket.readyState).to.equal(mock.WebSocket.CONNECTING);
    expect(() => socket.send('x'))
      .to.throw()
      .with.property('name', 'InvalidStateError');
    await clock.advance(0);
    expect(socket.readyState).to.equal(socket.OPEN);
    socket.send('PING :a');
    await clock.advance(0);
    expect(texts).to.deep.equal([':tmi.twitch.tv PONG tmi.twitch.tv :a\r\n']);
    expect(() => socket.close(1006))
      .to.throw()
      .with.property('name', 'InvalidAccessError');
    socket.close(3000, 'enough');
    expect(socket.readyState).to.equal(socket.CLOSING);
    await clock.advance(0);
    expect(socket.readyState).to.equal(socket.CLOSED);
    socket.close();
    await clock.advance(0);
    expect(socket.readyState).to.equal(socket.CLOSED);
    expect(seen).to.deep.equal(['open', 'close 3000 enough true']);
    expect(mock.chat.connections).to.deep.equal([]);
    expect(clock.pending).to.equal(0);
  });

  it('tells `on…` handlers too, with the socket as `this`', async () => {
    const { clock, mock } = setUp();
    const socket = new mock.WebSocket(IRC);
    const seen: unknown[] = [];
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- this is what is tested
    socket.onopen = function (event) {
      seen.push(event.type, this === socket);
    };
    await clock.advance(0);
    expect(seen).to.deep.equal(['open', true]);
  });

  it('closes before it opened', async () => {
    const { clock, mock, open } = setUp();
    const { socket, seen } = open(IRC);
    socket.close();
    await clock.advance(0);
    expect(seen).to.deep.equal(['error', 'close 1006  false']);
    expect(mock.chat.connections).to.deep.equal([]);
  });

  it('may be closed as it opens', async () => {
    const { clock, mock, open } = setUp();
    const { socket } = open(IRC);
    socket.addEventListener('open', () => socket.close());
    await clock.advance(0);
    expect(mock.chat.connections).to.deep.equal([]);
    expect(clock.pending).to.equal(0);
  });

  it('refuses an address that is nobody’s', async () => {
    const { clock, mock, open } = setUp();
    const { seen } = open('wss://irc-ws.chat.twitch.tv/elsewhere');
    await clock.advance(0);
    expect(seen).to.deep.equal(['error', 'close 1006  false']);
    expect(() => new mock.WebSocket('ftp://example'))
      .to.throw()
      .with.property('name', 'SyntaxError');
  });

  it('is refused, held back or left hanging on demand', async () => {
    const { clock, mock, open } = setUp();
    mock.faults.add({ path: '/irc', fault: 'reset' });
    mock.faults.add({ path: '/irc', fault: { delayMs: 1000 } });
    mock.faults.add({ path: '/irc', fault: 'hang' });
    mock.faults.add({ fault: { status: 503 } });
    const [refused, late, hanging, next] = [open(IRC), open(IRC), open(IRC), open(IRC)];
    await clock.advance(999);
    expect([refused.seen, late.seen]).to.deep.equal([['error', 'close 1006  false'], []]);
    await clock.advance(1);
    expect([late.seen, hanging.seen, next.seen]).to.deep.equal([['open'], [], ['open']]);
  });

  it('breaks, or closes with a code, at the server’s wish', async () => {
    const { clock, mock, open } = setUp();
    const { seen } = open(IRC);
    await clock.advance(0);
    mock.chat.disconnect();
    await clock.advance(0);
    expect(seen).to.deep.equal(['open', 'error', 'close 1006  false']);
  });
});
