import { expect } from 'chai';
import { FakeClock } from '@t333/core/testing';
import { TwitchMock } from '../index.ts';
import { readLine } from './irc-text.ts';

const ALL = 'CAP REQ :twitch.tv/tags twitch.tv/commands twitch.tv/membership';

async function setUp() {
  const clock = new FakeClock();
  const mock = new TwitchMock({ clock });
  const ann = mock.addUser({ login: 'ann', display_name: 'Ann' });
  const bob = mock.addUser({ login: 'bob', display_name: 'Bob' });
  const connect = async (...lines: string[]) => {
    const socket = new mock.WebSocket('wss://irc-ws.chat.twitch.tv');
    const seen: string[] = [];
    socket.addEventListener('message', ({ data }) => seen.push(...String(data).split('\r\n').slice(0, -1)));
    socket.addEventListener('close', ({ code }) => seen.push(`close ${code}`));
    await clock.advance(0);
    const send = async (...more: string[]): Promise<string[]> => {
      for (const line of more) socket.send(line);
      await clock.advance(0);
      return seen.splice(0);
    };
    await send(...lines);
    return { socket, seen, send };
  };
  const signIn = async (userId: string, scopes = ['chat:read', 'chat:edit']) =>
    connect(ALL, `PASS oauth:${mock.issueToken({ userId, scopes }).value}`, 'NICK any');
  return { clock, mock, ann, bob, connect, signIn };
}

/** `msg-id` and so on of a line. */
const tagsOf = (line = ''): Record<string, string> => ({ ...readLine(line)?.tags });
const withoutTags = (line = ''): string => line.replace(/^@\S+ /, '');

describe('ChatMock', () => {
  it('lets anyone read without a name', async () => {
    const { mock, connect } = await setUp();
    const { send } = await connect();
    expect(await send('NICK justinfan123')).to.have.length(7);
    expect(await send('JOIN #ann')).to.deep.equal([
      ':justinfan123!justinfan123@justinfan123.tmi.twitch.tv JOIN #ann',
      ':justinfan123.tmi.twitch.tv 353 justinfan123 = #ann :justinfan123',
      ':justinfan123.tmi.twitch.tv 366 justinfan123 #ann :End of /NAMES list',
    ]);
    mock.chat.say('ann', 'bob', 'hello');
    mock.chat.clear('ann');
    expect(await send('PRIVMSG #ann :not heard')).to.deep.equal([':bob!bob@bob.tmi.twitch.tv PRIVMSG #ann :hello']);
    expect(mock.chat.sent).to.deep.equal([]);
    expect(mock.chat.connections).to.deep.equal([{ login: 'justinfan123', channels: ['ann'] }]);
  });

  it('negotiates what it can', async () => {
    const { connect } = await setUp();
    const { send } = await connect();
    expect(await send('CAP LS 302')).to.deep.equal([
      ':tmi.twitch.tv CAP * LS :twitch.tv/commands twitch.tv/membership twitch.tv/tags',
    ]);
    expect(await send('CAP REQ :twitch.tv/tags away-notify')).to.deep.equal([
      ':tmi.twitch.tv CAP * NAK :twitch.tv/tags away-notify',
    ]);
  });

  it('refuses a sign-in, and hangs up', async () => {
    const { mock, bob, connect } = await setUp();
    const failed = ':tmi.twitch.tv NOTICE * :Login authentication failed';
    const { value } = mock.issueToken({ userId: bob.id, scopes: [] });
    expect(await (await connect()).send('PASS oauth:x', 'NICK bob')).to.deep.equal([failed, 'close 1000']);
    expect(await (await connect()).send(`PASS oauth:${value}`, 'NICK bob')).to.deep.equal([failed, 'close 1000']);
    expect(await (await connect()).send('NICK bob')).to.deep.equal([
      ':tmi.twitch.tv NOTICE * :Improperly formatted auth',
      'close 1000',
    ]);
  });

  it('lets a user sign in 20 times in 10 s, and all who have no name together', async () => {
    const { clock, ann, connect, signIn } = await setUp();
    let visitor = 0;
    const visit = () => connect(`NICK justinfan${++visitor}`);
    for (const enter of [() => signIn(ann.id), visit]) {
      for (let count = 0; count < 20; count++) expect((await enter()).socket.readyState).to.equal(WebSocket.OPEN);
      const { socket } = await enter();
      expect(socket.readyState).to.equal(WebSocket.CLOSED);
    }
    await clock.advance(10_000);
    expect((await visit()).socket.readyState).to.equal(WebSocket.OPEN);
  });

  it('tells a user of itself and of the room', async () => {
    const { ann, signIn } = await setUp();
    const { send } = await signIn(ann.id);
    const lines = await send('JOIN #ann');
    expect(tagsOf(lines[3])).to.include({ badges: 'broadcaster/1', mod: '0', 'display-name': 'Ann' });
    expect(tagsOf(lines[4])).to.deep.equal({
      'emote-only': '0',
      'followers-only': '-1',
      r9k: '0',
      'room-id': ann.id,
      slow: '0',
      'subs-only': '0',
    });
  });

  it('sends what is said to all but who said it, who gets a USERSTATE', async () => {
    const { mock, ann, bob, signIn } = await setUp();
    const a = await signIn(ann.id);
    const b = await signIn(bob.id);
    await a.send('JOIN #ann');
    await b.send('JOIN #ann');
    expect(await a.send()).to.deep.equal([':bob!bob@bob.tmi.twitch.tv JOIN #ann']);
    const [state] = await b.send('@client-nonce=n1 PRIVMSG #ann :hi: there; all');
    const [message] = await a.send();
    expect(withoutTags(state)).to.equal(':tmi.twitch.tv USERSTATE #ann');
    expect(withoutTags(message)).to.equal(':bob!bob@bob.tmi.twitch.tv PRIVMSG #ann :hi: there; all');
    expect(tagsOf(message)).to.include({ 'user-id': bob.id, 'room-id': ann.id, 'client-nonce': 'n1' });
    expect(tagsOf(state)['id']).to.equal(tagsOf(message)['id']);
    expect(mock.chat.sent).to.deep.equal([
      { id: tagsOf(message)['id'], channel: 'ann', user: bob, text: 'hi: there; all' },
    ]);
    await b.send('PART #ann');
    expect(await a.send()).to.deep.equal([':bob!bob@bob.tmi.twitch.tv PART #ann']);
  });

  it('knows every kind of line that a server sends', async () => {
    const { mock, ann, connect } = await setUp();
    const { send } = await connect(ALL, 'NICK justinfan1', 'JOIN #ann');
    mock.addEmote({ id: '25', name: 'Kappa' });
    const id = mock.chat.say('ann', 'bob', '\x01ACTION 😀 Kappa Kappa\x01', { 'first-msg': '1' });
    mock.chat.userNotice('ann', 'resub', {
      user: 'bob',
      systemMessage: 'Bob; again',
      text: 'hi',
      tags: { 'msg-param-cumulative-months': '3' },
    });
    mock.chat.deleteMessage('ann', id, { user: 'bob', text: 'gone' });
    mock.chat.ban('ann', 'bob', { seconds: 10 });
    mock.chat.ban('ann', 'bob');
    mock.chat.clear('ann');
    mock.chat.setRoom('ann', { slowSeconds: 5, emoteOnly: true });
    mock.chat.notice('ann', 'msg_any', 'A notice');
    mock.chat.demandReconnect();
    mock.chat.sendRaw('@@@ garbage\r\n');
    const lines = await send();
    expect(lines.map(withoutTags)).to.deep.equal([
      ':bob!bob@bob.tmi.twitch.tv PRIVMSG #ann :\x01ACTION 😀 Kappa Kappa\x01',
      ':tmi.twitch.tv USERNOTICE #ann :hi',
      ':tmi.twitch.tv CLEARMSG #ann :gone',
      ':tmi.twitch.tv CLEARCHAT #ann :bob',
      ':tmi.twitch.tv CLEARCHAT #ann :bob',
      ':tmi.twitch.tv CLEARCHAT #ann',
      ':tmi.twitch.tv ROOMSTATE #ann',
      ':tmi.twitch.tv NOTICE #ann :A notice',
      ':tmi.twitch.tv RECONNECT',
      'garbage',
    ]);
    const [say, sub, deleted, timeout, ban, , room, notice] = lines.map(tagsOf);
    expect(say).to.include({ emotes: '25:2-6,8-12', 'first-msg': '1', id });
    expect(sub).to.include({ 'msg-id': 'resub', 'system-msg': 'Bob; again', 'msg-param-cumulative-months': '3' });
    expect(deleted).to.include({ 'target-msg-id': id, login: 'bob' });
    expect(timeout).to.include({ 'ban-duration': '10' });
    expect(ban).not.to.have.property('ban-duration');
    expect(room).to.deep.equal({ 'emote-only': '1', slow: '5', 'room-id': ann.id });
    expect(notice).to.deep.equal({ 'msg-id': 'msg_any' });
  });

  it('refuses messages by the rules of the room', async () => {
    const { clock, mock, ann, bob, signIn } = await setUp();
    const { send } = await signIn(bob.id);
    await send('JOIN #ann');
    const state = { ...mock.room(ann.id).state };
    const say = async (text: string): Promise<string | undefined> => {
      const [line] = await send(`PRIVMSG #ann :${text}`);
      return tagsOf(line)['msg-id'];
    };
    const inRoom = async (changes: Partial<typeof state>, text: string): Promise<string | undefined> => {
      mock.chat.setRoom('ann', changes);
      await send();
      const found = await say(text);
      mock.chat.setRoom('ann', state);
      await send();
      return found;
    };
    expect(await say('a')).to.equal(undefined);
    expect(await say('a')).to.equal('msg_duplicate');
    expect(await say('x'.repeat(501))).to.equal('msg_too_long');
    expect(await inRoom({ slowSeconds: 10 }, 'b')).to.equal('msg_slowmode');
    expect(await inRoom({ subscribersOnly: true }, 'b')).to.equal('msg_subsonly');
    expect(await inRoom({ emoteOnly: true }, 'b')).to.equal('msg_emoteonly');
    expect(await inRoom({ followersOnlyMinutes: 0 }, 'b')).to.equal('msg_followersonly');
    await clock.advance(31_000);
    expect(await inRoom({ unique: true }, 'a')).to.equal('msg_r9k');
    mock.follow({ login: 'bob' }, { login: 'ann' });
    expect(await inRoom({ followersOnlyMinutes: 0 }, 'c')).to.equal(undefined);
    mock.chat.ban('ann', 'bob', { seconds: 10 });
    await send();
    expect(await say('d')).to.equal('msg_timedout');
    await clock.advance(10_000);
    expect(await say('d')).to.equal(undefined);
    mock.chat.ban('ann', 'bob');
    await send();
    expect(await say('e')).to.equal('msg_banned');
  });

  it('says how long a pause or a time-out lasts', async () => {
    const { clock, mock, bob, signIn } = await setUp();
    const { send } = await signIn(bob.id);
    await send('JOIN #ann');
    await send('PRIVMSG #ann :a');
    mock.chat.setRoom('ann', { slowSeconds: 10 });
    await send();
    await clock.advance(2500);
    expect((await send('PRIVMSG #ann :b'))[0]).to.match(/ again in 8 seconds\.$/);
    mock.chat.ban('ann', 'bob', { seconds: 600 });
    await send();
    expect((await send('PRIVMSG #ann :b'))[0]).to.match(/ for 600 more seconds\.$/);
  });

  it('says nothing of a channel that does not exist', async () => {
    const { mock, connect } = await setUp();
    mock.chat.missing.add('nobody');
    const { send } = await connect(ALL, 'NICK justinfan1');
    expect(await send('JOIN #nobody')).to.deep.equal([]);
    expect(mock.findUser({ login: 'nobody' })).to.equal(undefined);
  });

  it('lets 20 messages pass in 30 s, and 100 of moderators', async () => {
    const { clock, mock, ann, bob, signIn } = await setUp();
    for (const limit of [20, 100]) {
      if (limit === 100) mock.addModerator(ann.id, bob.id);
      const { send } = await signIn(bob.id);
      await send('JOIN #ann');
      const codes: (string | undefined)[] = [];
      for (let n = 0; n <= limit; n++) codes.push(tagsOf((await send(`PRIVMSG #ann :${limit} ${n}`))[0])['msg-id']);
      expect(codes.indexOf('msg_ratelimit')).to.equal(limit);
      await clock.advance(30_000);
    }
  });

  it('wants a scope for writing', async () => {
    const { bob, signIn } = await setUp();
    const { send } = await signIn(bob.id, ['chat:read']);
    expect(tagsOf((await send('JOIN #ann', 'PRIVMSG #ann :hi'))[5])).to.deep.equal({ 'msg-id': 'no_permission' });
  });

  it('ignores joins beyond 20 in 10 s, and beyond 100 channels', async () => {
    const { clock, mock, bob, signIn } = await setUp();
    const { send } = await signIn(bob.id);
    const names = (from: number, to: number): string =>
      Array.from({ length: to - from }, (_, n) => `#c${from + n}`).join(',');
    await send(`JOIN ${names(0, 21)}`);
    expect(mock.chat.ignoredJoins).to.deep.equal(['c20']);
    for (let from = 20; from < 100; from += 20) {
      await clock.advance(10_000);
      await send(`JOIN ${names(from, from + 20)}`);
    }
    await clock.advance(10_000);
    mock.addModerator(mock.user({ login: 'mine' }).id, bob.id);
    await send('JOIN #one-more,#mine');
    expect(mock.chat.ignoredJoins).to.deep.equal(['c20', 'one-more']);
    expect(mock.chat.connections[0]?.channels).to.have.length(101);
  });

  it('tells of a channel that is suspended', async () => {
    const { mock, connect } = await setUp();
    mock.chat.suspended.add('ann');
    const { send } = await connect(ALL, 'NICK justinfan1');
    expect(await send('JOIN #ann')).to.deep.equal([
      '@msg-id=msg_channel_suspended :tmi.twitch.tv NOTICE #ann :This channel does not exist or has been suspended.',
    ]);
  });

  it('asks for a sign of life, and gives one unless told not to', async () => {
    const { clock, mock, connect } = await setUp();
    const { seen, send } = await connect('NICK justinfan1');
    await clock.advance(300_000);
    expect(seen.splice(0)).to.deep.equal(['PING :tmi.twitch.tv']);
    await send('PONG :tmi.twitch.tv');
    await clock.advance(299_999);
    expect(seen.splice(0)).to.deep.equal([]);
    mock.chat.answersPings = false;
    expect(await send('PING :x')).to.deep.equal([]);
    await clock.advance(20_001);
    expect(seen).to.deep.equal(['PING :tmi.twitch.tv', 'close 1006']);
  });
});
