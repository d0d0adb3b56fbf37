import type { ChatEvent } from '../chat/events.ts';
import type { ChatHistoryPage, ChatTransport, HistoryOptions } from '../chat/transport.ts';
import { ChatConformanceStage } from './chat-conformance-stage.ts';
import type { ChatConformance, ChatConformanceServer, ChatConformanceSubject } from './chat-conformance-subject.ts';
import { SENDING } from './chat-sending-conformance.ts';
import { equal, fail, rejects } from './expectations.ts';

interface TestGlobals {
  describe(title: string, define: () => void): void;
  it(title: string, run: () => Promise<void>): void;
  beforeEach(run: () => Promise<void>): void;
  afterEach(run: () => Promise<void>): void;
}

/** The suite that every chat transport passes, by the `describe` and `it` of the runner around it. */
export function describeChatTransport(name: string, config: ChatConformance): void {
  const { describe, it, beforeEach, afterEach } = globalThis as unknown as TestGlobals;
  const [channel, other] = config.channels;

  describe(`${name} as a ChatTransport`, () => {
    let subject: ChatConformanceSubject;
    let transport: ChatTransport;
    let server: ChatConformanceServer;
    let events: ChatEvent[];

    const stage = new ChatConformanceStage(config);
    const { state, turn, messages, texts, of, on, join } = stage;

    beforeEach(async () => {
      await stage.begin();
      ({ subject, events } = stage);
      ({ transport, server } = subject);
    });

    afterEach(() => stage.end());

    for (const [title, test] of SENDING) it(title, () => test(stage));

    it('begins idle: it connects when something is joined', async () => {
      equal(state().status, 'idle', 'status');
      equal(Object.isFrozen(state()), true, 'frozen');
      equal(state(), state(), 'identity');
      equal(server.connections, 0, 'connections');
    });

    it('joins, in whatever way the name is written', async () => {
      const joining = transport.join(`#${channel.toUpperCase()}`);
      equal(state().status, 'connecting', 'status');
      equal(state().channels.get(channel)?.status, 'joining', 'channel');
      await on(joining);
      equal(state().status, 'open', 'status');
      equal(state().error, null, 'error');
      equal(state().channels.get(channel)?.status, 'joined', 'channel');
      await on(transport.join(channel));
      equal(state().channels.size, 1, 'channels');
    });

    it('carries many channels on one connection', async () => {
      await join(channel, other);
      equal(server.connections, 1, 'connections');
      server.say(channel, 'one');
      server.say(other, 'two');
      await turn();
      equal(
        messages()
          .map((event) => `${event.channel} ${event.message.channel} ${event.message.text}`)
          .join(),
        `${channel} ${channel} one,${other} ${other} two`,
        'messages',
      );
    });

    it('tells messages whole, in order and frozen', async () => {
      await join(channel);
      const id = server.say(channel, 'see https://t333.example/a, @ann');
      server.say(channel, 'two');
      await turn();
      equal(texts(), 'see https://t333.example/a, @ann,two', 'texts');
      const event = messages()[0]!;
      const { message } = event;
      equal(message.id, id, 'id');
      equal(message.service, transport.service, 'service');
      equal(Number.isFinite(message.atMs) && message.atMs > 0, true, 'atMs');
      equal(message.user.id !== '' && message.user.name !== '', true, 'user');
      equal(message.fragments.map(({ text }) => text).join(''), message.text, 'fragments make the text');
      equal(message.fragments.map(({ type }) => type).join(), 'text,link,text,mention', 'fragments');
      for (const part of [event, message, message.user, message.badges, message.fragments, message.fragments[0]])
        equal(Object.isFrozen(part), true, 'frozen');
    });

    it('tells what moderators do', async () => {
      await join(channel);
      const id = server.say(channel, 'bad');
      await turn();
      server.deleteMessage(channel, id);
      server.timeOut(channel, messages()[0]!.message.user.id, 60);
      server.clear(channel);
      await turn();
      equal(of('deleted')[0]?.messageIds.join(), id, 'deleted');
      const moderated = of('moderated')[0];
      equal(moderated?.userId, messages()[0]!.message.user.id, 'userId');
      equal(moderated?.action, 'timeout', 'action');
      equal((moderated?.untilMs ?? 0) > 0, true, 'untilMs');
      equal(of('cleared').length, 1, 'cleared');
    });

    it('tells settings, all of them, and holds them in its state', async () => {
      await join(channel);
      const before = state().channels.get(channel)?.settings;
      equal(before?.slowModeMs, 0, 'slow mode before');
      server.setSlowMode(channel, 30_000);
      await turn();
      const { settings } = of('settings').at(-1)!;
      equal(settings.slowModeMs, 30_000, 'slow mode');
      equal(settings.followersOnlyMs, before?.followersOnlyMs, 'what did not change');
      equal(state().channels.get(channel)?.settings, settings, 'state');
      equal(Object.isFrozen(settings), true, 'frozen');
    });

    it('says that a channel was refused, and keeps the others', async () => {
      await join(channel);
      await rejects(on(transport.join(config.refused.channel), config.recoveryMs), config.refused.code);
      const { status, error } = state().channels.get(config.refused.channel)!;
      equal(status, 'failed', 'status');
      equal(error?.code, config.refused.code, 'error');
      equal(state().channels.get(channel)?.status, 'joined', 'the other');
    });

    it('leaves: nothing more is told of it', async () => {
      await join(channel, other);
      transport.leave(channel.toUpperCase());
      transport.leave(channel);
      equal(state().channels.has(channel), false, 'state');
      server.say(channel, 'one');
      server.say(other, 'two');
      await turn();
      equal(texts(), 'two', 'messages');
      await join(channel);
      server.say(channel, 'three');
      await turn();
      equal(texts(), 'two,three', 'messages after joining again');
    });

    it('gives up a join for who leaves, and for who aborts', async () => {
      const first = transport.join(channel);
      transport.leave(channel);
      await rejects(on(first), 'aborted');
      const controller = new AbortController();
      const second = transport.join(other, { signal: controller.signal });
      controller.abort();
      await rejects(on(second), 'aborted');
      equal(state().channels.size, 0, 'channels');
      await rejects(transport.join(channel, { signal: controller.signal }), 'aborted');
    });

    it('refuses what is no name', async () => {
      await rejects(transport.join(''), 'invalid-argument');
    });

    it('comes back by itself or when it can, joins again, and says what was missed or that something was', async () => {
      await join(channel, other);
      server.say(channel, 'before');
      await turn();
      server.drop();
      await subject.pass(0);
      equal(server.connections, 0, 'connections');
      server.say(channel, 'meanwhile');
      await subject.pass(config.recoveryMs);
      equal(state().status, 'open', 'status');
      equal(server.connections, 1, 'connections');
      for (const one of [channel, other]) equal(state().channels.get(one)?.status, 'joined', one);
      server.say(channel, 'after');
      await turn();
      if (state().capabilities.replay) {
        equal(texts(), 'before,meanwhile,after', 'messages');
        equal(of('gap').length, 0, 'gaps');
      } else {
        equal(texts(), 'before,after', 'messages');
        equal(of('gap').filter((event) => event.channel === channel).length, 1, 'gaps');
        const kinds = events.map((event) => (event.type === 'message' ? event.message.text : event.type));
        equal(kinds.indexOf('gap') < kinds.indexOf('after'), true, 'the gap comes first');
      }
    });

    it('takes up a channel where the caller has left it, or says that it cannot', async () => {
      await join(channel);
      server.say(channel, 'one');
      server.say(channel, 'two');
      await turn();
      const since = messages()[0]!.position ?? { epoch: 'none', seq: 1 };
      transport.leave(channel);
      server.say(channel, 'three');
      await turn();
      events.length = 0;
      await on(transport.join(channel, { since }));
      server.say(channel, 'four');
      await turn();
      equal(texts(), state().capabilities.replay ? 'two,three,four' : 'four', 'messages');
      equal(of('gap').length, 0, 'gaps');
      transport.leave(channel);
      events.length = 0;
      await on(transport.join(channel, { since: { epoch: 'of another log', seq: 1 } }));
      equal(
        of('gap')
          .map(({ reset }) => reset)
          .join(),
        state().capabilities.replay ? 'true' : '',
        'resets',
      );
    });

    it('gives past messages where it has them', async () => {
      server.say(channel, 'one');
      server.say(channel, 'two');
      await join(other);
      if (!state().capabilities.history) return void (await rejects(transport.history(channel), 'unsupported'));
      const past = async (options: HistoryOptions = {}): Promise<ChatHistoryPage & { said: string }> => {
        const page = await on(transport.history(channel, options));
        return { ...page, said: page.messages.map(({ text }) => text).join() };
      };
      const all = await past();
      equal(all.said, 'one,two', 'history');
      const older = await past({ before: all.messages[1]!.position!, limit: 5 });
      equal(older.said, 'one', 'before');
      let { start } = await past({ limit: 1 });
      const pages: string[] = [];
      for (let page = 0; start && page < 5; page++) {
        const next = await past({ before: start, limit: 1 });
        if (next.said) pages.push(next.said);
        ({ start } = next);
      }
      equal(start, null, 'the start of the page after the last');
      equal(pages.join(), 'one', 'page by page');
      await on(transport.join(channel, { history: 1 }));
      equal(texts(), 'two', 'history of a join');
    });

    it('has no moderation where it says so', async () => {
      await join(channel);
      if (state().capabilities.moderate) return;
      await rejects(transport.moderate(channel, { action: 'clear' }), 'unsupported');
    });

    it('tells subscribers once for the changes of one task', async () => {
      let calls = 0;
      const leave = transport.state.subscribe(() => calls++);
      const joining = transport.join(channel);
      equal(calls, 0, 'calls in the same task');
      await on(joining);
      equal(calls > 0, true, 'called');
      leave();
      const before = calls;
      await join(other);
      equal(calls, before, 'calls after leaving');
    });

    it('leaves nothing behind when it is destroyed', async () => {
      await join(channel);
      const pending = transport.join(other);
      transport.destroy();
      transport.destroy();
      await rejects(on(pending), 'destroyed');
      equal(state().status, 'closed', 'status');
      equal(state().channels.size, 0, 'channels');
      equal(subject.leftovers(), 0, 'leftovers');
      equal(server.connections, 0, 'connections');
      const before = events.length;
      server.say(channel, 'late');
      await turn();
      equal(events.length, before, 'events');
      await rejects(transport.join(channel), 'destroyed');
      await rejects(transport.send(channel, 'x').then(fail), 'destroyed');
      transport.leave(channel);
    });
  });
}
