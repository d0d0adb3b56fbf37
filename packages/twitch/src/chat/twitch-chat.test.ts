import { T333Error } from '@t333/core/errors';
import { describeChatTransport } from '@t333/core/testing';
import { expect } from 'chai';
import type { EmoteSource } from './emotes/emote-source.ts';
import { ME, rejection, setUp, useStages } from './fixtures/chat-stage.ts';

for (const signedIn of [false, true]) {
  describeChatTransport(`TwitchChat ${signedIn ? 'signed in' : 'anonymous'}`, {
    channels: ['north', 'south'],
    refused: { channel: 'gone', code: 'not-found' },
    recoveryMs: 5000,
    create() {
      const { clock, mock, chat: transport } = setUp({ signedIn });
      const { chat } = mock;
      chat.suspended.add('gone');
      return {
        transport,
        server: {
          say: (channel, text) => chat.say(channel, 'ann', text),
          deleteMessage: (channel, id) => chat.deleteMessage(channel, id, { user: 'ann', text: '' }),
          timeOut: (channel, userId, seconds) => chat.ban(channel, mock.findUser({ id: userId })!.login, { seconds }),
          clear: (channel) => chat.clear(channel),
          setSlowMode: (channel, ms) => chat.setRoom(channel, { slowSeconds: ms / 1000 }),
          drop: () => chat.disconnect(1006),
          get connections() {
            return chat.connections.length;
          },
        },
        pass: (milliseconds) => clock.advance(milliseconds),
        leftovers: () => clock.pending,
      };
    },
  });
}

describe('TwitchChat', () => {
  const stage = useStages();

  it('reads anonymously, without a password', async () => {
    const { chat, mock, on, events } = stage();
    await on(chat.join('bob'));
    expect(mock.chat.connections).to.deep.equal([{ login: 'justinfan41000', channels: ['bob'] }]);
    expect(chat.state.getSnapshot().capabilities).to.deep.equal({
      send: false,
      reply: false,
      moderate: false,
      history: false,
      replay: false,
    });
    expect(events.map(({ type }) => type)).to.deep.equal(['settings']);
  });

  it('signs in, and knows who it is in each channel', async () => {
    const { chat, mock, on, tokens } = stage({ signedIn: true });
    mock.addModerator(mock.user({ login: 'bob' }).id, ME);
    await on(Promise.all([chat.join('bob'), chat.join('me'), chat.join('ann')]));
    expect(mock.chat.connections[0]!.login).to.equal('me');
    const roles = Array.from(chat.state.getSnapshot().channels.values(), ({ identity }) => identity?.role);
    expect(roles).to.deep.equal(['moderator', 'broadcaster', 'viewer']);
    expect(chat.state.getSnapshot().channels.get('bob')!.identity!.user).to.deep.equal({
      id: ME,
      handle: 'me',
      name: 'Me',
    });
    expect(tokens.calls).to.deep.equal(['get']);
  });

  it('renews a refused token, once', async () => {
    const { chat, on, tokens } = stage({ signedIn: true });
    tokens.value = 'worn-out';
    await on(chat.join('bob'));
    expect(tokens.calls).to.deep.equal(['get', 'renew mine']);
    expect(chat.state.getSnapshot().status).to.equal('open');
  });

  it('gives up when the new token is refused as well, until it is asked again', async () => {
    const { chat, on, tokens, pass, errors } = stage({ signedIn: true });
    tokens.scopes.splice(0);
    tokens.value = 'worn-out';
    const error = await rejection(on(chat.join('bob')));
    expect(error.code).to.equal('unauthorized');
    await pass(600_000);
    expect(tokens.calls).to.deep.equal(['get', 'renew mine']);
    expect(chat.state.getSnapshot()).to.deep.include({ status: 'failed', error, retryAtMs: null });
    expect(errors).to.deep.equal([error]);
    tokens.scopes.push('chat:read', 'chat:edit');
    await on(chat.join('bob'));
    expect(tokens.calls).to.deep.equal(['get', 'renew mine', 'get', 'renew mine']);
    expect(chat.state.getSnapshot().status).to.equal('open');
  });

  it('waits where a token cannot be had for the moment, and gives up where there is none', async () => {
    const { chat, on, tokens } = stage({ signedIn: true });
    const { getToken } = tokens;
    const fail = (error: Error) => async () => {
      throw error;
    };
    tokens.getToken = fail(new T333Error('network', 'Down.', { retryable: true }));
    const joining = chat.join('bob');
    await on(Promise.resolve(), 3000);
    expect(chat.state.getSnapshot().status).to.equal('waiting');
    tokens.getToken = fail(new TypeError('Failed to fetch'));
    await on(Promise.resolve(), 10_000);
    expect(chat.state.getSnapshot().status).to.equal('waiting');
    expect(chat.state.getSnapshot().error).to.include({ code: 'network', message: 'TypeError: Failed to fetch' });
    tokens.getToken = getToken;
    await on(joining, 30_000);
    const none = stage({ signedIn: true });
    none.tokens.getToken = () => Promise.reject(new T333Error('unauthorized', 'Nobody.'));
    expect((await rejection(none.on(none.chat.join('bob')))).code).to.equal('unauthorized');
  });

  it('keeps to 20 joins in 10 s, also when it comes back', async () => {
    const { chat, mock, on, pass } = stage();
    const names = Array.from({ length: 45 }, (_, index) => `room${index}`);
    const joining = Promise.all(names.map((name) => chat.join(name)));
    await pass(1000);
    expect(mock.chat.connections[0]!.channels).to.have.length(20);
    await on(joining, 30_000);
    expect(mock.chat.ignoredJoins).to.deep.equal([]);
    await pass(20_000);
    mock.chat.disconnect(1006);
    await pass(45_000);
    expect(mock.chat.connections).to.have.length(1);
    expect(mock.chat.connections[0]!.channels).to.have.length(45);
    expect(mock.chat.ignoredJoins).to.deep.equal([]);
  });

  it('does not spend its joins on channels that were left meanwhile', async () => {
    const { chat, mock, pass } = stage();
    const names = Array.from({ length: 40 }, (_, index) => `room${index}`);
    for (const name of names) chat.join(name).catch(() => {});
    await pass(1000);
    for (const name of names.slice(0, 39)) chat.leave(name);
    await pass(11_000);
    expect(mock.chat.connections[0]!.channels).to.deep.equal(['room39']);
  });

  it('says that a channel is not there when Twitch says nothing', async () => {
    const { chat, on } = stage({ loses: (line) => line.startsWith('JOIN #nobody') });
    await on(chat.join('bob'));
    expect(await rejection(on(chat.join('nobody'), 11_000))).to.include({ code: 'timeout', retryable: true });
    const { channels } = chat.state.getSnapshot();
    expect(Array.from(channels.values(), ({ status }) => status)).to.deep.equal(['joined', 'failed']);
  });

  it('asks anew for a channel that was refused, when it is told to', async () => {
    const { chat, mock, on, pass } = stage();
    mock.chat.suspended.add('gone');
    await on(chat.join('bob'));
    for (let attempt = 0; attempt < 2; attempt++)
      expect((await rejection(on(chat.join('gone')))).code).to.equal('not-found');
    mock.chat.suspended.clear();
    await pass(60_000);
    expect(mock.chat.connections[0]!.channels).to.deep.equal(['bob']);
    await on(chat.join('gone'));
    expect(chat.state.getSnapshot().channels.get('gone')).to.deep.include({ status: 'joined', error: null });
  });

  it('follows a RECONNECT with an overlap: nothing is lost, nothing told twice', async () => {
    const { chat, mock, on, pass, messages, events } = stage({ signedIn: true });
    await on(Promise.all([chat.join('bob'), chat.join('ann')]));
    mock.chat.demandReconnect();
    for (let index = 0; index < 40; index++) {
      mock.chat.say('bob', 'cat', `m${index}`);
      if (index === 3) mock.chat.ban('bob', 'dog', { seconds: 5 });
      await Promise.resolve();
    }
    await pass(100);
    mock.chat.say('bob', 'cat', 'm40');
    await pass(100);
    expect(messages().map(({ text }) => text)).to.deep.equal(Array.from({ length: 41 }, (_, index) => `m${index}`));
    const others = events.map(({ type }) => type).filter((type) => type !== 'message');
    expect(others).to.deep.equal(['identity', 'settings', 'identity', 'settings', 'moderated']);
    await pass(2000);
    expect(mock.chat.connections).to.have.length(1);
    expect(chat.state.getSnapshot().status).to.equal('open');
  });

  it('notices a connection that has died in silence', async () => {
    const { chat, mock, on, pass, errors, messages } = stage();
    await on(chat.join('bob'));
    await pass(600_000);
    expect(errors).to.deep.equal([]);
    mock.chat.answersPings = false;
    await pass(52_000);
    expect(errors[0]).to.include({ code: 'network', message: 'Twitch chat went silent.' });
    await pass(1);
    mock.chat.answersPings = true;
    await pass(5000);
    mock.chat.say('bob', 'ann', 'back');
    await pass();
    expect(messages().map(({ text }) => text)).to.deep.equal(['back']);
  });

  it('tries again where there is no answer at all, ever more slowly', async () => {
    const { chat, mock, pass, on } = stage();
    mock.faults.add({ path: '/irc', fault: 'reset', times: 6 });
    const joining = chat.join('bob');
    const waits: number[] = [];
    let last: number | null = null;
    chat.state.subscribe(() => {
      const { retryAtMs } = chat.state.getSnapshot();
      if (retryAtMs !== null && retryAtMs !== last) waits.push(retryAtMs - (last ?? 0));
      last = retryAtMs ?? last;
    });
    await pass(100_000);
    await on(joining);
    expect(waits).to.deep.equal([500, 1000, 2000, 4000, 8000, 15_000]);
  });

  it('waits for the network without asking, and comes back with it', async () => {
    const { chat, mock, on, pass, network } = stage();
    await on(chat.join('bob'));
    network.online = false;
    mock.chat.disconnect(1006);
    await pass(600_000);
    expect(chat.state.getSnapshot()).to.deep.include({ status: 'waiting', retryAtMs: null });
    network.comeBack();
    await pass();
    expect(chat.state.getSnapshot().status).to.equal('open');
    expect(chat.state.getSnapshot().channels.get('bob')!.status).to.equal('joined');
  });

  it('loads emotes with every join, also when it comes back', async () => {
    const loaded: string[] = [];
    const emotes: EmoteSource = { load: (roomId) => loaded.push(roomId), decorate: (fragments) => fragments };
    const { chat, mock, on, pass } = stage({ emotes });
    const { id } = mock.user({ login: 'bob' });
    await on(chat.join('bob'));
    expect(loaded).to.deep.equal([id]);
    mock.chat.disconnect(1006);
    await pass(5000);
    expect(loaded).to.deep.equal([id, id]);
  });

  it('tells what it has no event for as lines', async () => {
    const { chat, mock, on, pass } = stage();
    const commands: string[] = [];
    chat.addEventListener('irc', ({ message }) => commands.push(message.command));
    await on(chat.join('bob'));
    mock.chat.sendRaw(':tmi.twitch.tv DANCE #bob :all\r\n:tmi.twitch.tv HOSTTARGET #bob :ann 3');
    await pass();
    expect(commands).to.include.members(['001', 'CAP', 'DANCE', 'HOSTTARGET', 'ROOMSTATE']);
  });

  it('takes whatever comes for data', async () => {
    const { chat, mock, on, pass, messages, errors } = stage({ signedIn: true });
    await on(chat.join('bob'));
    const hostile = [
      '',
      '\r\n\r\n',
      '@',
      ':',
      '@id= :x PRIVMSG',
      'PRIVMSG',
      'PRIVMSG #nobody :elsewhere',
      '@emotes=25:0-999999;id=h1;tmi-sent-ts=NaN :\u0000!@ PRIVMSG #bob :\u0001ACTION \u0001\u202e<script>',
      '@msg-id=__proto__ NOTICE #bob :\u0007',
      'USERSTATE #bob',
      '@id=zzz USERSTATE #bob',
      'ROOMSTATE',
      'ROOMSTATE #__proto__',
      'GLOBALUSERSTATE',
      'CLEARMSG #bob',
      'JOIN',
      'RECONNECT #bob extra',
      'PING',
      '001',
      `@id=big :a!a@a PRIVMSG #bob :${'x'.repeat(40_000)}`,
      '@id=last :a!a@a PRIVMSG #bob :after all',
    ];
    for (const line of hostile) mock.chat.sendRaw(line);
    mock.chat.sendRaw(hostile.join('\r\n'));
    await pass(20_000);
    expect(messages().map(({ id }) => id)).to.deep.equal(['h1', 'last']);
    expect(errors.filter(({ code }) => code === 'invalid-frame').length).to.be.at.least(1);
    expect(chat.state.getSnapshot().channels.get('bob')!.status).to.equal('joined');
  });
});
