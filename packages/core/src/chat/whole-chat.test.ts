import { expect } from 'chai';
import type { ChatClient } from './chat-client.ts';
import type { ClientChannelState } from './client-state.ts';
import { entriesOf } from './fixtures/feed-mirror.ts';
import { ANN, ME, t333Stage, type T333StageOptions } from './fixtures/t333-stage.ts';
import { ChatRefusal } from './refusal.ts';

const KEY = 't333/north';

/** What each message says and what has become of it. */
const lines = ({ feed }: ChatClient): string[] =>
  entriesOf(feed).map((entry) => {
    if (entry.kind !== 'message') return `[${entry.kind}]`;
    const { message, status, deleted, isWaiting } = entry;
    return `${message.text} ${deleted?.cause ?? (isWaiting ? 'waiting' : status)}`;
  });

const idOf = ({ feed }: ChatClient, text: string): string =>
  entriesOf(feed).flatMap((entry) =>
    entry.kind === 'message' && entry.message.text === text ? [entry.message.id] : [],
  )[0]!;

async function open(options: T333StageOptions & { said?: readonly string[] } = {}) {
  const stage = t333Stage(options);
  const client = stage.newClient();
  for (const text of options.said ?? []) stage.hub.say('north', ANN, text);
  const joining = client.join(stage.chat, 'north');
  expect(await stage.on(joining)).to.equal(KEY);
  const channel = (): ClientChannelState => client.state.getSnapshot().channels.get(KEY)!;
  const close = async (): Promise<void> => {
    client.destroy();
    stage.chat.destroy();
    await stage.pass(0);
    expect(stage.clock.pending).to.equal(0);
  };
  return { ...stage, client, channel, close };
}

describe('A ChatClient over T333Chat, its connection, and a server', () => {
  it('joins, with history, and loads what is older', async () => {
    const said = Array.from({ length: 130 }, (_, index) => `${index}`);
    const { client, channel, on, hub, pass, close } = await open({ said });
    expect(channel()).to.include({ status: 'live', viewerCount: 0, older: 'available' });
    expect(lines(client)).to.deep.equal(said.slice(-50).map((text) => `${text} sent`));
    await on(client.loadOlder(KEY));
    await on(client.loadOlder(KEY));
    hub.say('north', ANN, 'new');
    await pass(0);
    expect(lines(client)).to.deep.equal([...said, 'new'].map((text) => `${text} sent`));
    await close();
  });

  it('shows a message at once and once, and knows what is answered', async () => {
    const { client, pass, hub, events, close } = await open({ said: ['question'] });
    const id = idOf(client, 'question');
    const key = client.send(KEY, ' answer ', { replyTo: id })!;
    expect(lines(client)).to.deep.equal(['question sent', 'answer sending']);
    await pass(50);
    expect(lines(client)).to.deep.equal(['question sent', 'answer sent']);
    expect(client.feed.get(key)).to.have.deep.nested.property('message.replyTo', {
      id,
      text: 'question',
      user: ANN,
    });
    expect(client.feed.get(key)).to.include({ isOwn: true });
    expect([hub.channel('north').lastSeq, events.filter(({ type }) => type === 'message').length]).to.deep.equal([
      2, 2,
    ]);
    await close();
  });

  it('counts slow mode down, refuses meanwhile, and sends when it ends', async () => {
    const { client, pass, channel, act, close } = await open();
    act('north', { action: 'settings', settings: { slowModeMs: 5000 } });
    await pass(1);
    client.send(KEY, 'a');
    await pass(1);
    expect(channel()).to.include({ waitSeconds: 5 });
    expect(() => client.send(KEY, 'b'))
      .to.throw(ChatRefusal)
      .with.property('reason', 'slow-mode');
    expect(client.send(KEY, 'c', { whenReady: true })).to.equal(null);
    await pass(2000);
    expect([channel().waitSeconds, channel().queued]).to.deep.equal([3, 'c']);
    await pass(3100);
    expect(lines(client)).to.deep.equal(['a sent', 'c sent']);
    // Slow mode that it does not know of yet: the server refuses, and it is sent when the server said.
    act('north', { action: 'settings', settings: { slowModeMs: 0 } });
    await pass(10_000);
    client.send(KEY, 'd');
    act('north', { action: 'settings', settings: { slowModeMs: 8000 } });
    client.send(KEY, 'e');
    await pass(1000);
    expect(lines(client).slice(-2)).to.deep.equal(['d sent', 'e sending']);
    await pass(8000);
    expect(lines(client).slice(-2)).to.deep.equal(['d sent', 'e sent']);
    await close();
  });

  it('takes back what a moderator takes back, also what it was not told of', async () => {
    const { client, pass, hub, act, close } = await open({ said: ['a', 'b'] });
    act('north', { action: 'delete', messageId: idOf(client, 'a') });
    await pass(1);
    expect(lines(client)).to.deep.equal(['a deleted', 'b sent']);
    hub.faults.refuseSockets = true;
    hub.cut();
    hub.say('north', ME, 'c');
    act('north', { action: 'timeout', userId: ANN.id, durationMs: 60_000 });
    hub.faults.refuseSockets = false;
    await pass(40_000);
    expect(lines(client)).to.deep.equal(['a deleted', 'b timeout', 'c sent', '[moderated]']);
    act('north', { action: 'clear' });
    await pass(30_000);
    expect(lines(client).slice(0, 3)).to.deep.equal(['a deleted', 'b timeout', 'c cleared']);
    await close();
  });

  for (const windowMs of [0, 20]) {
    it(`shows a message once that is held, until a moderator has judged it (window of ${windowMs} ms)`, async () => {
      const { client, pass, hub, act, close } = await open({ hub: { windowMs } });
      act('north', { action: 'settings', settings: { blockedWords: ['bad'] } });
      for (const text of ['so bad', 'bad too']) client.send(KEY, text);
      await pass(100);
      expect(lines(client)).to.deep.equal(['so bad held', 'bad too held']);
      act('north', { action: 'approve', messageId: idOf(client, 'so bad') });
      act('north', { action: 'deny', messageId: idOf(client, 'bad too') });
      await pass(100);
      expect(lines(client).toSorted()).to.deep.equal(['bad too deleted', 'so bad sent']);
      const statuses = entriesOf(client.feed).map((entry) => entry.kind === 'message' && entry.status);
      expect(statuses).to.deep.equal(['sent', 'sent']);
      hub.cut();
      await pass(5000);
      expect(lines(client).toSorted()).to.deep.equal(['bad too deleted', 'so bad sent']);
      await close();
    });
  }

  it('holds a message once, however often it is sent', async () => {
    const { client, pass, hub, act, close } = await open();
    act('north', { action: 'settings', settings: { blockedWords: ['bad'] } });
    await pass(1);
    hub.faults.delayMs = (way) => (way === 'down' ? 500 : 0);
    client.send(KEY, 'so bad');
    await pass(10);
    hub.faults.delayMs = () => 0;
    const { lastSeq } = hub.channel('north');
    hub.cut();
    await pass(10_000);
    expect(lines(client)).to.deep.equal(['so bad held']);
    expect(hub.channel('north').lastSeq).to.equal(lastSeq);
    await close();
  });

  it('learns what was done in a range that the server has shed', async () => {
    const { client, pass, hub, act, channel, close } = await open({ said: ['a', 'b'] });
    hub.faults.losesEvent = () => true;
    act('north', { action: 'delete', messageId: idOf(client, 'b') });
    act('north', { action: 'settings', settings: { slowModeMs: 5000 } });
    act('north', { action: 'timeout', userId: ME.id, durationMs: 30_000 });
    hub.say('north', ANN, 'c');
    hub.faults.losesEvent = () => false;
    for (const session of hub.sessions) session.shed('north', 3, 6);
    hub.say('north', ANN, 'd');
    await pass(1000);
    expect(lines(client)).to.deep.equal(['a sent', 'b deleted', 'c sent', 'd sent']);
    expect(channel().settings).to.include({ slowModeMs: 5000 });
    expect(channel()).to.include({ waitSeconds: 29 });
    await close();
  });

  it('moderates, and takes that back', async () => {
    const { client, pass, hub, on, channel, close } = await open({ said: ['a'] });
    hub.channel('north').roles.set(ME.id, 'moderator');
    hub.cut();
    await pass(3000);
    expect(channel().identity).to.include({ role: 'moderator' });
    const undo = await on(client.moderate(KEY, { action: 'ban', userId: ANN.id }));
    expect(lines(client)).to.deep.equal(['a ban', '[moderated]']);
    await on(undo!());
    const { id } = hub.say('north', ANN, 'b');
    await on(client.moderate(KEY, { action: 'pin', messageId: id }));
    expect(channel().pinned).to.include({ text: 'b' });
    const seen = entriesOf(client.feed).flatMap((entry) =>
      entry.kind === 'message' && entry.isPinned ? [entry.message.text] : [],
    );
    expect(seen).to.deep.equal(['b']);
    await close();
  });

  describe('when the connection breaks', () => {
    for (const way of ['up', 'down'] as const) {
      it(`sends exactly once what was on its way ${way === 'up' ? 'there' : 'back'}`, async () => {
        const { client, pass, hub, close } = await open();
        hub.faults.delayMs = (one) => (one === way ? 500 : 0);
        for (const text of ['a', 'b', 'c']) client.send(KEY, text);
        await pass(200);
        hub.faults.delayMs = () => 0;
        hub.cut();
        await pass(1);
        expect(lines(client)).to.deep.equal(['a waiting', 'b waiting', 'c waiting']);
        await pass(10_000);
        expect(lines(client)).to.deep.equal(['a sent', 'b sent', 'c sent']);
        expect(hub.channel('north').lastSeq).to.equal(3);
        await close();
      });
    }

    it('waits with what is written while there is no network, and leaves no failure unheard', async () => {
      const { client, pass, hub, network, channel, on, close } = await open({ said: ['0'] });
      network.online = false;
      hub.cut();
      await pass(1000);
      expect(channel()).to.include({ status: 'offline' });
      client.send(KEY, 'a');
      const older = await on(client.loadOlder(KEY).catch((error: { code: string }) => error.code));
      expect(older).to.equal('network');
      await pass(100_000);
      expect(lines(client)).to.deep.equal(['0 sent', 'a waiting']);
      network.comeBack();
      await pass(100);
      expect(lines(client)).to.deep.equal(['0 sent', 'a sent']);
      await close();
    });

    it('waits for a socket where polls do not say who one is: one stays signed in, and nothing fails', async () => {
      const { client, pass, hub, channel, close } = await open({ signsPolls: false });
      hub.faults.refuseSockets = true;
      hub.cut();
      const key = client.send(KEY, 'a')!;
      await pass(40_000);
      expect(channel()).to.include({ status: 'polling' });
      expect([channel().identity?.user.id, channel().gate.can]).to.deep.equal([ME.id, 'now']);
      expect(client.feed.get(key)).to.include({ status: 'sending' });
      hub.faults.refuseSockets = false;
      await pass(60_000);
      expect(channel()).to.include({ status: 'live' });
      expect(lines(client)).to.deep.equal(['a sent']);
      await close();
    });

    it('sends by polls where no socket comes back', async () => {
      const { client, pass, hub, channel, close } = await open();
      hub.faults.refuseSockets = true;
      hub.cut();
      client.send(KEY, 'a');
      await pass(10_000);
      expect(channel()).to.include({ status: 'polling' });
      expect(lines(client)).to.deep.equal(['a sent']);
      expect(hub.channel('north').lastSeq).to.equal(1);
      await close();
    });
  });

  for (const aheadMs of [-3_600_000, 3_600_000]) {
    it(`counts down by the server's clock, which is ${aheadMs} ms from this device's`, async () => {
      const { client, pass, channel, act, hub, close } = await open({ aheadMs });
      act('north', { action: 'timeout', userId: ME.id, durationMs: 30_000 });
      await pass(1000);
      expect(channel()).to.deep.include({ waitSeconds: 29 });
      expect(channel().gate).to.include({ reason: 'timed-out' });
      // What was missed is counted from when it happened, not from when it was told.
      hub.faults.refuseSockets = hub.faults.refusePolls = true;
      hub.cut();
      await pass(9000);
      act('north', { action: 'timeout', userId: ME.id, durationMs: 60_000 });
      await pass(20_000);
      hub.faults.refuseSockets = hub.faults.refusePolls = false;
      await pass(20_000);
      expect(channel()).to.include({ status: 'live', waitSeconds: 20 });
      act('north', { action: 'untimeout', userId: ME.id });
      act('north', { action: 'settings', settings: { slowModeMs: 10_000 } });
      await pass(1);
      client.send(KEY, 'a');
      await pass(1000);
      expect(channel()).to.include({ waitSeconds: 9 });
      expect(channel().gate).to.include({ reason: 'slow-mode' });
      await close();
    });
  }

  it('says of a channel that is one too many that it failed', async () => {
    const { client, chat, on, close } = await open({ hub: { limits: { channels: 1 } } });
    const error = await on(client.join(chat, 'south').catch((failure: { code: string }) => failure.code));
    expect(error).to.equal('overloaded');
    expect(client.state.getSnapshot().channels.get('t333/south')).to.include({ status: 'error' });
    await close();
  });
});
