import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { EventSub } from '../eventsub/index.ts';
import { TwitchClient } from '../helix/index.ts';
import { TwitchMock } from '../testing/index.ts';
import { startTwitchServer, type TwitchServer } from '../testing/server/index.ts';
import { TwitchChat } from './twitch-chat.ts';
import { twitchAccount } from './twitch-account.ts';

const ME = '500';

describe('Chat and EventSub over real sockets', () => {
  const mock = new TwitchMock();
  let server: TwitchServer;
  before(async () => {
    mock.addUser({ id: ME, login: 'me' });
    mock.addUser({ id: '1', login: 'bob' });
    server = await startTwitchServer(mock);
  });
  after(() => server.close());

  const auth = (...scopes: string[]) => {
    const { value } = mock.issueToken({ userId: ME, scopes });
    const token = { value, subject: ME, scopes, expiresAtMs: null };
    return { getToken: async () => token, renew: async () => token };
  };

  it('reads, writes and goes over to another connection', async () => {
    const chat = new TwitchChat({
      ircUrl: server.ircUrl,
      account: twitchAccount({ auth: auth('chat:read', 'chat:edit'), login: 'me' }),
    });
    const texts: string[] = [];
    chat.addEventListener('chat', ({ events }) => {
      for (const event of events) if (event.type === 'message') texts.push(event.message.text);
    });
    await Promise.all([chat.join('bob'), chat.join('ann')]);
    await chat.send('bob', 'hello 🦊');
    const closing = once(chat, 'irc');
    mock.chat.demandReconnect();
    await closing;
    while (mock.chat.connections.length < 2) await once(chat, 'irc');
    for (let index = 0; index < 5; index++) mock.chat.say('bob', 'cat', `m${index}`);
    while (mock.chat.connections.length > 1) {
      mock.chat.say('ann', 'cat', 'tick');
      await once(chat, 'chat');
    }
    const { id } = await chat.send('bob', 'still here');
    assert.ok(id);
    assert.deepEqual(
      texts.filter((text) => text !== 'tick'),
      ['hello 🦊', 'm0', 'm1', 'm2', 'm3', 'm4', 'still here'],
    );
    chat.destroy();
  });

  it('hears of events', async () => {
    const { helixUrl: baseUrl, eventSubUrl } = server;
    const api = new TwitchClient({ clientId: 'mock-client', auth: auth(), baseUrl });
    const eventSub = new EventSub({ api, eventSubUrl });
    const end = await eventSub.subscribe('stream.online', { broadcaster_user_id: '1' });
    const online = once(eventSub, 'stream.online');
    mock.eventSub.emit('stream.online', { broadcaster_user_id: '1' }, { broadcaster_user_login: 'bob' });
    const [{ notification }] = await online;
    assert.equal(notification.event.broadcaster_user_login, 'bob');
    end();
    assert.equal(eventSub.state.getSnapshot().status, 'idle');
    eventSub.destroy();
    api.destroy();
  });
});
