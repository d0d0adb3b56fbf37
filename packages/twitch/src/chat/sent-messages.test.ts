import type { ChatRefusal } from '@t333/core/chat';
import { expect } from 'chai';
import { ME, rejection, useStages } from './fixtures/chat-stage.ts';
import { scriptedSockets } from './fixtures/scripted-socket.ts';

describe('Messages of a TwitchChat', () => {
  const stage = useStages();

  /** Signed in and in #bob, with a server that does what the test says. */
  async function scripted() {
    const { sockets, WebSocket } = scriptedSockets();
    const one = stage({ signedIn: true, WebSocket });
    const joining = one.chat.join('bob');
    await one.pass(10);
    const server = sockets[0]!;
    server.receive(':tmi.twitch.tv 001 me :hi');
    await one.pass(1);
    server.receive(':me!me@me JOIN #bob', '@badges=;display-name=Me :tmi.twitch.tv USERSTATE #bob');
    await joining;
    return { ...one, server, sent: () => server.sent.filter((line) => line.includes('PRIVMSG')).length };
  }

  it('are told where they are taken after the wait for them was given up', async () => {
    const { chat, mock, on, pass, messages } = stage({ signedIn: true });
    await on(chat.join('bob'));
    const controller = new AbortController();
    const sending = chat.send('bob', 'hello', { nonce: 'n', signal: controller.signal });
    controller.abort();
    expect((await rejection(sending)).code).to.equal('aborted');
    await pass(100);
    expect(mock.chat.sent.map(({ text }) => text)).to.deep.equal(['hello']);
    expect(messages().map(({ text, nonce }) => `${text} ${nonce}`)).to.deep.equal(['hello n']);
  });

  for (const [what, giveUp] of [
    ['given up', (_: unknown, controller: AbortController) => controller.abort()],
    [
      'of a channel that was left and joined again',
      ({ chat }: { chat: { leave(name: string): void; join(name: string): Promise<void> } }) => {
        chat.leave('bob');
        chat.join('bob').catch(() => {});
      },
    ],
  ] as const) {
    it(`get their own answers, also after one that was ${what}`, async () => {
      const one = await scripted();
      const { chat, pass, server } = one;
      const controller = new AbortController();
      const first = rejection(chat.send('bob', 'dup', { nonce: 'na', signal: controller.signal }));
      await pass(1);
      giveUp(one, controller);
      await pass(1);
      server.receive(':me!me@me JOIN #bob');
      const second = chat.send('bob', 'fresh', { nonce: 'nb' });
      await pass(1);
      server.receive('@msg-id=msg_duplicate :tmi.twitch.tv NOTICE #bob :Your message is identical.');
      server.receive('@id=ID-B;client-nonce=nb;badges=;display-name=Me :tmi.twitch.tv USERSTATE #bob');
      expect((await first).code).to.equal('aborted');
      expect(await second).to.deep.equal({ id: 'ID-B', nonce: 'nb' });
      expect(one.messages().map(({ text }) => text)).to.deep.equal(['fresh']);
    });
  }

  it('are sent once, however often they are sent with one nonce', async () => {
    const { chat, pass, server, sent } = await scripted();
    const controller = new AbortController();
    const first = rejection(chat.send('bob', 'hello', { nonce: 'n', signal: controller.signal }));
    await pass(1);
    controller.abort();
    expect((await first).code).to.equal('aborted');
    const again = chat.send('bob', 'hello', { nonce: 'n' });
    await pass(1);
    server.receive('@id=ID;client-nonce=n;badges=;display-name=Me :tmi.twitch.tv USERSTATE #bob');
    expect((await again).id).to.equal('ID');
    await pass(1000);
    expect((await chat.send('bob', 'hello', { nonce: 'n' })).id).to.equal('ID');
    expect(sent()).to.equal(1);
    const refused = rejection(chat.send('bob', 'no', { nonce: 'm' }));
    await pass(1);
    server.receive('@msg-id=msg_slowmode :tmi.twitch.tv NOTICE #bob :Too quickly.');
    await refused;
    chat.send('bob', 'no', { nonce: 'm' }).catch(() => {});
    await pass(1);
    expect(sent(), 'what was refused is sent again').to.equal(3);
  });

  it('are refused with a reason, and with the time to wait where Twitch tells it', async () => {
    const { chat, pass, server } = await scripted();
    const table: [id: string, text: string, reason: string, code: string, retryAfterMs: number | null][] = [
      ['msg_banned', 'You are permanently banned.', 'banned', 'forbidden', null],
      ['msg_timedout', 'You are timed out for 42 more seconds.', 'timed-out', 'forbidden', 42_000],
      ['msg_slowmode', 'You will be able to talk again in 7 seconds.', 'slow-mode', 'rate-limited', 7000],
      ['msg_duplicate', 'Identical, less than 30 seconds ago.', 'duplicate', 'rate-limited', null],
      ['msg_r9k', 'Not unique.', 'duplicate', 'rate-limited', null],
      ['msg_ratelimit', 'Too quickly.', 'rate-limited', 'rate-limited', null],
      ['msg_followersonly_followed', 'Followed 10 seconds ago.', 'followers-only', 'forbidden', null],
      ['msg_subsonly', 'Subscribers only.', 'subscribers-only', 'forbidden', null],
      ['msg_emoteonly', 'Emotes only.', 'emote-only', 'forbidden', null],
      ['msg_rejected', 'It is being checked.', 'held', 'forbidden', null],
      ['msg_rejected_mandatory', 'It was not posted.', 'rejected', 'forbidden', null],
      ['msg_channel_suspended', 'Gone.', 'not-found', 'not-found', null],
      ['msg_something_new', '', 'forbidden', 'forbidden', null],
    ];
    for (const [id, text, reason, code, retryAfterMs] of table) {
      const outcome = rejection(chat.send('bob', 'hello'));
      await pass(1);
      server.receive(`@msg-id=${id} :tmi.twitch.tv NOTICE #bob :${text}`);
      const refusal = (await outcome) as ChatRefusal;
      expect(refusal, id).to.deep.include({ name: 'ChatRefusal', reason, code, retryAfterMs });
      expect(refusal.retryable, id).to.equal(code === 'rate-limited');
    }
  });

  it('say until when none is taken, where Twitch tells with a refusal', async () => {
    const { chat, clock, pass, server } = await scripted();
    const identity = () => chat.state.getSnapshot().channels.get('bob')!.identity!;
    for (const [id, text, key] of [
      ['msg_slowmode', 'You will be able to talk again in 7 seconds.', 'cooldownUntilMs'],
      ['msg_timedout', 'You are timed out for 7 more seconds.', 'timeoutUntilMs'],
    ] as const) {
      const outcome = rejection(chat.send('bob', 'hello'));
      await pass(1);
      server.receive(`@msg-id=${id} :tmi.twitch.tv NOTICE #bob :${text}`);
      await outcome;
      expect(identity()[key]).to.equal(clock.wallTime() + 7000);
    }
    const sending = chat.send('bob', 'hello', { nonce: 'n' });
    await pass(1);
    server.receive('@id=ID;client-nonce=n;badges=;display-name=Me :tmi.twitch.tv USERSTATE #bob');
    await sending;
    expect(identity()).not.to.have.any.keys('cooldownUntilMs', 'timeoutUntilMs');
  });

  it('cannot be sent during a time-out, and the identity says until when', async () => {
    const { chat, mock, clock, on, pass, events } = stage({ signedIn: true });
    await on(chat.join('bob'));
    mock.chat.ban('bob', 'me', { seconds: 60 });
    await pass();
    const identity = () => chat.state.getSnapshot().channels.get('bob')!.identity!;
    const { timeoutUntilMs } = identity();
    expect(timeoutUntilMs! - clock.wallTime()).to.be.within(59_000, 60_000);
    expect(events.map(({ type }) => type)).to.deep.equal(['identity', 'settings', 'identity', 'moderated']);
    mock.chat.disconnect(1006);
    await pass(5000);
    expect(identity().timeoutUntilMs).to.equal(timeoutUntilMs);
    await pass(60_000);
    await on(chat.send('bob', 'back'));
    expect(identity().timeoutUntilMs).to.equal(undefined);
    expect(identity().user.id).to.equal(ME);
  });
});
