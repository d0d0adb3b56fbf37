import { expect } from 'chai';
import { describeChatTransport } from '../testing/chat-transport-conformance.ts';
import type { ChatEvent } from './events.ts';
import { ANN, failureOf, ME, MOD, t333Stage } from './fixtures/t333-stage.ts';
import { ChatRefusal } from './refusal.ts';
import { T333Chat } from './t333-chat.ts';

const kinds = (events: readonly ChatEvent[]): string =>
  events.map((event) => (event.type === 'message' ? event.message.text : event.type)).join();

for (const signedIn of [true, false]) {
  describeChatTransport(`T333Chat ${signedIn ? 'signed in' : 'anonymous'}`, {
    channels: ['north', 'south'],
    refused: { channel: 'closed', code: 'forbidden' },
    recoveryMs: 5000,
    create() {
      const { clock, hub, chat, act } = t333Stage({ signedIn });
      hub.channel('closed').refusal = 'banned';
      return {
        transport: chat,
        server: {
          say: (channel, text) => hub.say(channel, ANN, text).id,
          deleteMessage: (channel, messageId) => act(channel, { action: 'delete', messageId }),
          timeOut: (channel, userId, seconds) =>
            act(channel, { action: 'timeout', userId, durationMs: seconds * 1000 }),
          clear: (channel) => act(channel, { action: 'clear' }),
          setSlowMode: (channel, slowModeMs) => act(channel, { action: 'settings', settings: { slowModeMs } }),
          drop: () => hub.cut(),
          get connections() {
            return hub.sessions.size;
          },
        },
        pass: (milliseconds) => clock.advance(milliseconds),
        leftovers: () => clock.pending,
      };
    },
  });
}
describe('T333Chat', () => {
  it('tells everything that t333-rt/1 says in a chat', async () => {
    const { hub, chat, events, on, clock } = t333Stage();
    const north = hub.channel('north');
    north.roles.set(ME.id, 'moderator');
    north.badges.set(ANN.id, [{ type: 'subscriber', tier: '3' }]);
    await on(chat.join('north', { topics: ['health'] }));
    expect(kinds(events)).to.equal('settings,identity,viewers');
    expect(chat.state.getSnapshot().channels.get('north')).to.include({ pinned: null, viewerCount: 0 });
    events.length = 0;
    const { id } = hub.say('north', ANN, 'hello 🦊');
    north.moderate(ME, { action: 'pin', messageId: id });
    hub.setViewers('north', 7);
    hub.tellHealth('north', { bitrateKbps: 4500, fps: 60, dropRate: 0.01, timestamp: 5 });
    north.moderate(ME, { action: 'warn', userId: ANN.id, reason: 'Caps' });
    north.moderate(ME, { action: 'highlight', messageId: id });
    north.log({ type: 'tip', id: 't1', user: ANN, amountMinor: 500, currency: 'EUR', text: 'Nice', displayMs: 8000 });
    north.log({ type: 'stream', status: 'live' });
    north.moderate(ME, { action: 'settings', settings: { blockedWords: ['bad'] } });
    await failureOf((async () => north.say(ANN, { nonce: 'n', text: 'bad words' }))());
    await clock.advance(100);
    // How the broadcast arrives is told by the connection, and by no event of a chat.
    expect(kinds(events)).to.equal('hello 🦊,pinned,viewers,moderated,notice,notice,settings,held');
    const [said, pinned, , moderated, , tip, settings, held] = events as unknown as Record<string, unknown>[];
    expect(said!['message']).to.deep.include({ badges: [{ type: 'subscriber', tier: '3' }], service: 't333' });
    expect((pinned!['message'] as { id: string }).id).to.equal(id);
    expect(chat.state.getSnapshot().channels.get('north')!.pinned!.position).to.deep.equal(said!['position']);
    expect(moderated).to.include({ action: 'warn', reason: 'Caps' });
    expect(tip).to.deep.include({
      kind: 'tip',
      id: 't1',
      details: { amountMinor: 500, currency: 'EUR', displayMs: 8000 },
    });
    expect(settings!['settings']).to.deep.include({ blockedWords: ['bad'], uniqueOnly: false });
    expect(held).to.include({ reason: 'blocked_words', score: 1 });
    const heldId = (held!['message'] as { id: string }).id;
    await on(chat.moderate('north', { action: 'approve', messageId: heldId }));
    expect(events.at(-1)).to.deep.include({ type: 'message' });
    chat.destroy();
  });

  it('sends by polls, too, and hears of it at once', async () => {
    const { hub, chat, events, on } = t333Stage({ sockets: false });
    await on(chat.join('north'), 1000);
    expect(chat.state.getSnapshot()).to.include({ status: 'open', isPolling: true });
    expect(chat.state.getSnapshot().channels.get('north')!.identity!.user).to.deep.equal(ME);
    const receipt = await on(chat.send('north', 'hello', { nonce: 'n-1' }), 5000);
    expect(receipt).to.deep.include({ nonce: 'n-1', position: { epoch: hub.channel('north').epoch, seq: 1 } });
    expect(events.flatMap((event) => (event.type === 'message' ? [event.message.nonce] : []))).to.deep.equal(['n-1']);
    const again = await on(chat.send('north', 'hello', { nonce: 'n-1' }), 5000);
    expect(again.id).to.equal(receipt.id);
    expect((await on(chat.history('north'))).messages.map(({ text }) => text)).to.deep.equal(['hello']);
    expect(await failureOf(on(chat.moderate('north', { action: 'clear' })))).to.include({ code: 'network' });
    chat.destroy();
  });

  it('sends again after a break what may have been taken, and nobody sees it twice', async () => {
    const { hub, chat, events, on, clock } = t333Stage();
    await on(chat.join('north'));
    hub.faults.delayMs = (way) => (way === 'down' ? 1000 : 0);
    const sending = chat.send('north', 'hello', { nonce: 'n-1' });
    sending.catch(() => {});
    await clock.advance(10);
    hub.faults.delayMs = () => 0;
    hub.cut();
    expect(await failureOf(on(sending))).to.include({ code: 'network', retryable: true });
    await clock.advance(5000);
    await on(chat.send('north', 'hello', { nonce: 'n-1' }));
    expect(hub.channel('north').lastSeq).to.equal(1);
    expect(events.filter(({ type }) => type === 'message').length).to.equal(1);
    chat.destroy();
  });

  it('says why in the words of chats, and until when', async () => {
    const { hub, chat, on, clock, events } = t333Stage();
    const north = hub.channel('north');
    north.roles.set(MOD.id, 'moderator');
    await on(chat.join('north'));
    const why = async (text = 'hello'): Promise<unknown> => {
      const error = await failureOf(on(chat.send('north', text)));
      return error instanceof ChatRefusal ? [error.reason, error.code, error.retryAfterMs] : error;
    };
    north.moderate(MOD, { action: 'settings', settings: { subscribersOnly: true } });
    expect(await why()).to.deep.equal(['subscribers-only', 'forbidden', null]);
    north.moderate(MOD, { action: 'settings', settings: { subscribersOnly: false, emoteOnly: true } });
    expect(await why()).to.deep.equal(['emote-only', 'forbidden', null]);
    north.moderate(MOD, {
      action: 'settings',
      settings: { emoteOnly: false, slowModeMs: 30_000, blockedWords: ['bad'] },
    });
    expect(await why('so bad')).to.deep.equal(['rejected', 'forbidden', null]);
    const receipt = await on(chat.send('north', 'fine'));
    void receipt;
    expect(await why()).to.deep.include('slow-mode');
    const { identity } = chat.state.getSnapshot().channels.get('north')!;
    expect(identity!.cooldownUntilMs! - clock.wallTime()).to.be.within(1, 30_000);
    north.moderate(MOD, { action: 'timeout', userId: ME.id, durationMs: 60_000 });
    await clock.advance(0);
    expect(chat.state.getSnapshot().channels.get('north')!.identity!.timeoutUntilMs).to.equal(
      clock.wallTime() + 60_000,
    );
    expect(events.at(-1)!.type).to.equal('identity');
    north.moderate(MOD, { action: 'warn', userId: ME.id, reason: 'Caps' });
    await clock.advance(0);
    expect(chat.state.getSnapshot().channels.get('north')!.identity).to.have.property('timeoutUntilMs');
    expect(await why()).to.deep.include('timed-out');
    north.moderate(MOD, { action: 'ban', userId: ME.id });
    expect(await why()).to.deep.equal(['banned', 'forbidden', null]);
    expect(await failureOf(on(chat.moderate('north', { action: 'clear' })))).to.include({ reason: 'forbidden' });
    chat.destroy();
  });

  it('shares a connection, and leaves it to those whose it is', async () => {
    const { hub, chat, on, clock, events } = t333Stage();
    const other = new T333Chat({ connection: chat.connection, clock });
    const told: ChatEvent[] = [];
    other.addEventListener('chat', (event) => told.push(...event.events));
    await on(Promise.all([chat.join('north'), other.join('south')]));
    expect(hub.sessions.size).to.equal(1);
    for (const channel of ['north', 'south']) hub.say(channel, ANN, channel);
    await clock.advance(0);
    const texts = (list: ChatEvent[]) =>
      list.flatMap((event) => (event.type === 'message' ? [event.message.text] : []));
    expect([texts(events), texts(told)]).to.deep.equal([['north'], ['south']]);
    other.destroy();
    expect([...chat.connection.state.getSnapshot().channels.keys()]).to.deep.equal(['north']);
    expect(chat.state.getSnapshot().status).to.equal('open');
    chat.destroy();
    expect([hub.sessions.size, clock.pending]).to.deep.equal([0, 0]);
  });

  it('carries nine channels on one socket', async () => {
    const { hub, chat, on, clock, events } = t333Stage();
    const names = Array.from({ length: 9 }, (_, index) => `channel-${index}`);
    await on(Promise.all(names.map((name) => chat.join(name))), 2000);
    for (let round = 0; round < 20; round++) for (const name of names) hub.say(name, ANN, `${name} ${round}`);
    await clock.advance(0);
    expect(hub.sessions.size).to.equal(1);
    const texts = events.flatMap((event) => (event.type === 'message' ? [event.message.text] : []));
    for (const name of names)
      expect(texts.filter((text) => text.startsWith(`${name} `))).to.deep.equal(
        Array.from({ length: 20 }, (_, round) => `${name} ${round}`),
      );
    chat.destroy();
  });

  it('says of the channel that is one too many that it failed, and takes it when there is room', async () => {
    const { chat, on } = t333Stage({ hub: { limits: { channels: 2 } } });
    await on(Promise.all([chat.join('a'), chat.join('b')]));
    expect(await failureOf(on(chat.join('c')))).to.include({ code: 'overloaded' });
    const state = () => chat.state.getSnapshot().channels.get('c')!;
    expect(state()).to.include({ status: 'failed' });
    expect(state().error).to.include({ code: 'overloaded' });
    chat.leave('a');
    await on(chat.join('c'));
    expect(state()).to.deep.include({ status: 'joined', error: null });
    chat.destroy();
  });

  it('tells the position of a message in the log that it was said in, whatever log there is when it has come', async () => {
    const { hub, chat, on, clock } = t333Stage();
    await on(chat.join('north'));
    const { epoch } = hub.channel('north');
    // The answer comes, and the message itself never does: the log is lost.
    hub.faults.losesEvent = () => true;
    const sending = chat.send('north', 'hello');
    await clock.advance(10);
    hub.restart();
    hub.faults.losesEvent = () => false;
    expect((await on(sending, 20_000)).position).to.deep.equal({ epoch, seq: 1 });
    chat.destroy();
  });

  it('reads on as nobody when the session is over', async () => {
    const { hub, chat, on, pass } = t333Stage();
    await on(chat.join('north'));
    hub.redeem = () => null;
    hub.cut();
    await pass(5000);
    expect(chat.state.getSnapshot()).to.include({ status: 'open', isSignedOut: true });
    expect(chat.state.getSnapshot().capabilities).to.include({ send: false });
    expect(chat.state.getSnapshot().channels.get('north')).to.include({ status: 'joined', identity: null });
    chat.destroy();
  });

  it('reads only where nobody is signed in', async () => {
    const { chat, on } = t333Stage({ signedIn: false });
    await on(chat.join('north'));
    expect(chat.state.getSnapshot().capabilities).to.include({
      send: false,
      moderate: false,
      history: true,
      replay: true,
    });
    expect(chat.state.getSnapshot().channels.get('north')!.identity).to.equal(null);
    expect(await failureOf(chat.send('north', 'hello'))).to.include({ code: 'unsupported' });
    chat.destroy();
  });
});
