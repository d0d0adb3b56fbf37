import { expect } from 'chai';
import { RecentIds } from '../state/recent-ids.ts';
import { FakeChatTransport } from '../testing/fake-chat-transport.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import type { ChatEvent } from './events.ts';
import { messageKey, type ChatMessage } from './message.ts';
import type { ChatTransport } from './transport.ts';

/** The least that a list over several transports needs: to show that the contract tells enough. */
class MergedList {
  messages: ChatMessage[] = [];
  readonly #seen = new RecentIds(2000);

  add(transport: ChatTransport): void {
    transport.addEventListener('chat', ({ events }) => {
      for (const event of events) this.#fold(transport.service, event);
    });
  }

  /** What is shown before the server has it. */
  expect(message: ChatMessage): void {
    this.messages.push(message);
  }

  get texts(): string {
    return this.messages.map(({ text }) => text).join();
  }

  #fold(service: string, event: ChatEvent): void {
    const isFromHere = (message: ChatMessage): boolean =>
      message.service === service && message.channel === event.channel;
    switch (event.type) {
      case 'message': {
        const { message } = event;
        if (!this.#seen.add(messageKey(message))) return;
        this.messages = this.messages.filter(({ nonce, id }) => id !== '' || nonce !== message.nonce);
        const after = this.messages.findLastIndex(({ atMs }) => atMs <= message.atMs);
        this.messages.splice(after + 1, 0, message);
        return;
      }
      case 'deleted':
        this.messages = this.messages.filter((one) => !isFromHere(one) || !event.messageIds.includes(one.id));
        return;
      case 'moderated':
        this.messages = this.messages.filter((one) => !isFromHere(one) || one.user.id !== event.userId);
        return;
      case 'cleared':
        this.messages = this.messages.filter((one) => !isFromHere(one));
    }
  }
}

async function setUp() {
  const clock = new FakeClock();
  const rt = new FakeChatTransport({ clock, service: 't333' });
  const irc = new FakeChatTransport({ clock, service: 'twitch', user: null, capabilities: { replay: false } });
  const list = new MergedList();
  for (const transport of [rt, irc]) list.add(transport);
  await Promise.all([rt.join('north'), rt.join('south'), irc.join('north')]);
  return { clock, rt, irc, list };
}

describe('several transports as one list', () => {
  it('has what all say, by time', async () => {
    const { clock, rt, irc, list } = await setUp();
    rt.say('north', 'a');
    await clock.advance(5);
    irc.say('north', 'b');
    await clock.advance(5);
    rt.say('south', 'c');
    expect(list.texts).to.equal('a,b,c');
  });

  it('puts what comes late in its place, and what comes again nowhere', async () => {
    const { clock, rt, irc, list } = await setUp();
    rt.say('north', 'a');
    rt.drop();
    await clock.advance(5);
    const missed = rt.say('north', 'b');
    await clock.advance(5);
    irc.say('north', 'c');
    rt.restore();
    expect(list.texts).to.equal('a,b,c');
    rt.tell('north', { type: 'message', channel: 'north', message: missed });
    expect(list.texts).to.equal('a,b,c');
  });

  it('keeps services apart that use the same ids, and joins channels that share a chat', async () => {
    const { rt, irc, list } = await setUp();
    rt.say('north', 'a', { id: '1' });
    irc.say('north', 'b', { id: '1' });
    const shared = rt.say('south', 'c', { id: '2' });
    const copy: ChatMessage = { ...shared, id: '3', channel: 'north', source: { channelId: 'south', id: '2' } };
    rt.tell('north', { type: 'message', channel: 'north', message: copy });
    expect(list.texts).to.equal('a,b,c');
  });

  it('shows a message once, from the moment it is written', async () => {
    const { clock, rt, list } = await setUp();
    const draft = rt.say('elsewhere', 'mine', { user: rt.user! });
    list.expect({ ...draft, id: '', channel: 'north', nonce: 'n1' });
    const sending = rt.send('north', 'mine', { nonce: 'n1' });
    expect(list.texts).to.equal('mine');
    const receipt = await sending;
    expect(list.messages.map(({ id }) => id)).to.deep.equal([receipt.id]);
    expect(await rt.send('north', 'mine', { nonce: 'n1' })).to.equal(receipt);
    await clock.advance(1);
    expect(list.texts).to.equal('mine');
  });

  it('takes back only what belongs to who was moderated, and where', async () => {
    const { rt, irc, list } = await setUp();
    const gone = rt.say('north', 'a');
    rt.say('south', 'b');
    irc.say('north', 'c');
    await rt.moderate('north', { action: 'timeout', userId: gone.user.id, durationMs: 1000 });
    expect(list.texts).to.equal('b,c');
    await rt.moderate('south', { action: 'clear' });
    expect(list.texts).to.equal('c');
  });
});

describe('RecentIds', () => {
  it('knows the last ones', () => {
    const ids = new RecentIds(2);
    expect(['a', 'b', 'a', 'c', 'a'].map((id) => ids.add(id))).to.deep.equal([true, true, false, true, true]);
  });
});
