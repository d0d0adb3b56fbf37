import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { ChatClient, T333Chat, type ChatEntry } from '@t333/core/chat';
import { startRealtimeServer, type StartedRealtimeServer } from '../../../../examples/realtime/index.ts';
import { TwitchMock } from '../testing/index.ts';
import { startTwitchServer, type TwitchServer } from '../testing/server/index.ts';
import { TwitchChat } from './twitch-chat.ts';

const ANN = { id: 'ann', handle: 'ann', name: 'Ann' };
const NINE = Array.from({ length: 9 }, (_, index) => `stage-${index}`);
const MESSAGES = 300;

/** A network that lets no WebSocket through. */
class RefusedSocket extends EventTarget {
  readonly readyState = 3;

  constructor() {
    super();
    queueMicrotask(() => this.dispatchEvent(Object.assign(new Event('close'), { code: 1006 })));
  }

  close(): void {}
}

/** What is said in the same millisecond has no order. */
async function nextMillisecond(): Promise<void> {
  const now = Date.now();
  while (Date.now() === now) await turn();
}

const holds = ({ feed }: ChatClient, size: number): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (feed.size < size) return;
      stop();
      resolve();
    };
    const stop = feed.subscribe(look);
    look();
  });

const entriesOf = ({ feed }: ChatClient): ChatEntry[] =>
  Array.from({ length: feed.size }, (_, index) => feed.at(index)!);

describe('Twitch IRC, t333-rt/1 and polls as one list, over real sockets', () => {
  const mock = new TwitchMock();
  let twitchServer: TwitchServer;
  let server: StartedRealtimeServer;
  before(async () => {
    twitchServer = await startTwitchServer(mock);
    server = await startRealtimeServer({ pollAfterMs: 60 });
  });
  after(() => Promise.all([twitchServer.close(), server.close()]));

  it('is in the order of time, without copies, with nine channels on one socket', async () => {
    const twitch = new TwitchChat({ ircUrl: twitchServer.ircUrl });
    const sockets = new T333Chat({ url: server.url });
    const polls = new T333Chat({ url: server.url, WebSocket: RefusedSocket as unknown as typeof WebSocket });
    const client = new ChatClient();
    await Promise.all([
      client.join(twitch, 'bob'),
      ...NINE.map((name) => client.join(sockets, name)),
      client.join(polls, 'polled'),
    ]);
    const most = { sockets: 0, irc: 0 };
    assert.equal(polls.state.getSnapshot().isPolling, true);

    const says = [
      (text: string) => void mock.chat.say('bob', 'ann', text),
      ...NINE.map((name) => (text: string) => void server.hub.say(name, ANN, text)),
      (text: string) => void server.hub.say('polled', ANN, text),
    ];
    for (let index = 0; index < MESSAGES; index++) {
      // Each source as often as the others, in turns that differ.
      says[(index * 7 + Math.floor(index / says.length)) % says.length]!(String(index));
      await nextMillisecond();
      most.sockets = Math.max(most.sockets, server.hub.sessions.size);
      most.irc = Math.max(most.irc, mock.chat.connections.length);
      // What was missed is told again, and stands where it was said.
      if (index === 100 || index === 200) server.hub.cut();
    }
    const texts = (): string[] =>
      entriesOf(client).map((entry) => (entry.kind === 'message' ? entry.message.text : `[${entry.kind}]`));
    await holds(client, MESSAGES);
    // Each source is in order: what would come twice is there before its last word.
    for (let index = 0; index < says.length; index++) {
      says[index]!(String(MESSAGES + index));
      await nextMillisecond();
    }
    await holds(client, MESSAGES + says.length);
    assert.deepEqual(
      texts(),
      Array.from({ length: MESSAGES + says.length }, (_, index) => String(index)),
    );
    assert.deepEqual([most.sockets, most.irc], [1, 1]);
    const channels = new Set(entriesOf(client).map(({ service, channel }) => `${service}/${channel}`));
    assert.equal(channels.size, 11);
    client.destroy();
    for (const transport of [twitch, sockets, polls]) transport.destroy();
  });
});
