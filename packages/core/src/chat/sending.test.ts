import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { DEFAULT_CHAT_SETTINGS } from './events.ts';
import { ClientStage, useClientStage } from './fixtures/client-stage.ts';
import { ChatRefusal } from './refusal.ts';
import type { FakeChatTransport } from '../testing/fake-chat-transport.ts';

const ME = { id: 'me', handle: 'me', name: 'Me' };

function setSlowMode(transport: FakeChatTransport, slowModeMs: number): void {
  transport.tell('north', { type: 'settings', channel: 'north', settings: { ...DEFAULT_CHAT_SETTINGS, slowModeMs } });
}

describe('ChatClient, sending', () => {
  let stage: ClientStage;
  let rt: FakeChatTransport;

  const send = (text: string, options = {}): string | null => stage.client.send('fake/north', text, options);
  const refusalOf = (text: string): string | null => {
    try {
      send(text);
      return null;
    } catch (error) {
      return error instanceof ChatRefusal ? `${error.reason} ${error.retryAfterMs}` : (error as T333Error).code;
    }
  };

  useClientStage((one) => (stage = one));

  beforeEach(async () => {
    rt = await stage.joined('north');
  });

  it('shows a message at once, and once', async () => {
    const key = send(' hello ')!;
    expect(stage.statuses).to.equal('hello sending');
    expect(stage.client.feed.get(key)).to.have.nested.property('message.user.id', 'me');
    await stage.clock.advance(1);
    expect(stage.statuses).to.equal('hello sent');
    expect(stage.client.feed.get(key)).to.have.nested.property('message.id', 'north-1');
    expect(stage.client.feed.get(key)).to.include({ isOwn: true, error: null });
  });

  it('shows a message once that was sent before anybody knew who sends it', async () => {
    rt.identify('north', { user: { id: '', handle: '', name: '' }, roles: new Set(), badges: [] } as never);
    send('hello');
    await stage.clock.advance(1);
    expect(stage.statuses).to.equal('hello sent');
  });

  it('shows a message once that came back without a word of whose it is', async () => {
    rt.send = async (channel, text, { nonce } = {}) => {
      const { id, position } = rt.say(channel, text, { user: ME });
      return { nonce: nonce!, id, ...(position && { position }) };
    };
    send('hello');
    await stage.clock.advance(1);
    expect(stage.statuses).to.equal('hello sent');
  });

  it('sends one after the other, in order', async () => {
    for (const text of ['a', 'b', 'c']) send(text);
    rt.say('north', 'first');
    expect(stage.statuses).to.equal('first sent,a sending,b sending,c sending');
    await stage.clock.advance(1);
    expect(stage.statuses).to.equal('first sent,a sent,b sent,c sent');
  });

  it('tells with an answer what is answered', async () => {
    const { id, user } = rt.say('north', 'question');
    const key = send('answer', { replyTo: id })!;
    expect(stage.client.feed.get(key)).to.have.deep.nested.property('message.replyTo', { id, text: 'question', user });
    await stage.clock.advance(1);
    expect(stage.client.feed.get(key)).to.have.nested.property('message.replyTo.id', id);
  });

  it('is the same message however often it is sent', async () => {
    const original = rt.send.bind(rt);
    let calls = 0;
    rt.send = async (...args) => {
      const receipt = await original(...args);
      if (++calls === 1) throw new T333Error('timeout', 'No answer.', { retryable: true });
      return receipt;
    };
    send('a');
    await stage.clock.advance(5000);
    expect(stage.statuses).to.equal('a sent');
    expect(calls).to.equal(1);
  });

  it('confirms by the receipt where nobody tells of the message', async () => {
    rt.send = async (_channel, _text, { nonce } = {}) => ({
      nonce: nonce!,
      id: 'x',
      position: { epoch: 'fake', seq: 9 },
    });
    const key = send('a')!;
    await stage.clock.advance(1);
    expect(stage.statuses).to.equal('a sent');
    expect(stage.client.feed.get(key)).to.have.nested.property('message.id', 'x');
    rt.tell('north', { type: 'deleted', channel: 'north', messageIds: ['x'] });
    expect(stage.client.feed.get(key)).to.have.nested.property('deleted.cause', 'deleted');
  });

  it('keeps what was refused, to be sent again or discarded', async () => {
    rt.refuseMessages(new ChatRefusal('rejected', 'Not nice.'));
    const [one, two] = [send('a')!, send('b')!];
    await stage.clock.advance(1);
    rt.say('north', 'other');
    expect(stage.statuses).to.equal('other sent,a failed,b failed');
    expect(stage.client.feed.get(one)).to.have.nested.property('error.reason', 'rejected');
    rt.refuseMessages(null);
    stage.client.resend(one);
    expect(stage.statuses).to.equal('other sent,a sending,b failed');
    expect(stage.client.discard(two)).to.equal('b');
    expect([stage.client.discard(two), stage.client.discard('nothing')]).to.deep.equal([null, null]);
    await stage.clock.advance(1);
    expect(stage.statuses).to.equal('other sent,a sent');
    stage.client.resend(one);
    expect(stage.statuses).to.equal('other sent,a sent');
  });

  it('believes a message that arrives more than an error', async () => {
    rt.refuseMessages(new T333Error('timeout', 'Nobody knows.'));
    const key = send('a')!;
    await stage.clock.advance(1);
    const entry = stage.client.feed.get(key)!;
    expect(stage.statuses).to.equal('a failed');
    rt.say('north', 'a', { user: ME, nonce: (entry.kind === 'message' && entry.message.nonce) || '' });
    expect(stage.statuses).to.equal('a sent');
    stage.client.resend(key);
    expect(stage.statuses).to.equal('a sent');
  });

  it('shows a message that a moderator looks at', async () => {
    rt.refuseMessages(new ChatRefusal('held', 'Wait.'));
    const key = send('a')!;
    await stage.clock.advance(5);
    rt.say('north', 'b');
    expect(stage.statuses).to.equal('a held,b sent');
    const entry = stage.client.feed.get(key)!;
    rt.say('north', 'a', { user: ME, nonce: (entry.kind === 'message' && entry.message.nonce) || '' });
    expect(stage.statuses).to.equal('b sent,a sent');
  });

  it('counts slow mode down, and refuses meanwhile', async () => {
    setSlowMode(rt, 3000);
    await stage.clock.advance(1);
    send('a');
    await stage.clock.advance(0);
    expect(stage.channel()).to.include({ waitSeconds: 3 });
    expect(stage.channel().gate).to.include({ can: 'later', reason: 'slow-mode' });
    expect(refusalOf('b')).to.equal('slow-mode 3000');
    const seen: number[] = [];
    const leave = stage.client.state.subscribe(() => seen.push(stage.channel().waitSeconds));
    await stage.clock.advance(3000);
    leave();
    expect(seen).to.deep.equal([2, 1, 0]);
    expect(stage.channel().gate).to.deep.equal({ can: 'now' });
    expect(stage.clock.pending).to.equal(0);
    expect(stage.statuses).to.equal('a sent');
  });

  it('sends when slow mode ends, the last that was asked for', async () => {
    setSlowMode(rt, 3000);
    await stage.clock.advance(1);
    send('a');
    await stage.clock.advance(1);
    expect(send('b', { whenReady: true })).to.equal(null);
    expect(send('c', { whenReady: true })).to.equal(null);
    expect(stage.channel().queued).to.equal('c');
    await stage.clock.advance(3000);
    expect(stage.statuses).to.equal('a sent,c sent');
    expect(stage.channel().queued).to.equal(null);
    send('d', { whenReady: true });
    expect(stage.client.cancelQueued('fake/north')).to.equal('d');
    await stage.clock.advance(9000);
    expect(stage.statuses).to.equal('a sent,c sent');
  });

  it('waits out a slow mode that it learns of by being refused', async () => {
    rt.refuseMessages(new ChatRefusal('slow-mode', 'Too soon.', 5000));
    send('a');
    await stage.clock.advance(1);
    expect(stage.channel().waitSeconds).to.equal(5);
    expect(stage.statuses).to.equal('a sending');
    rt.refuseMessages(null);
    await stage.clock.advance(5000);
    expect(stage.statuses).to.equal('a sent');
  });

  it('waits less where slow mode is eased', async () => {
    setSlowMode(rt, 60_000);
    await stage.clock.advance(1);
    send('a');
    await stage.clock.advance(10_000);
    setSlowMode(rt, 15_000);
    await stage.clock.advance(1);
    expect(stage.channel().waitSeconds).to.equal(5);
    setSlowMode(rt, 0);
    await stage.clock.advance(1);
    expect(stage.channel().waitSeconds).to.equal(0);
  });

  it('waits as long as it is silenced', async () => {
    const act = { type: 'moderated', channel: 'north', userId: 'me' } as const;
    rt.tell('north', { ...act, action: 'timeout', untilMs: stage.clock.wallTime() + 30_000 });
    expect(refusalOf('a')).to.equal('timed-out 30000');
    rt.tell('north', { ...act, action: 'untimeout' });
    expect(stage.channel().gate.can).to.equal('now');
    rt.tell('north', { ...act, action: 'ban' });
    expect(refusalOf('a')).to.equal('banned null');
    rt.tell('north', { ...act, action: 'unban' });
    rt.tell('north', { ...act, action: 'timeout', userId: 'bob', untilMs: stage.clock.wallTime() + 30_000 });
    expect(refusalOf('a')).to.equal(null);
    rt.identify('north', { user: ME, role: 'viewer', badges: [], timeoutUntilMs: stage.clock.wallTime() + 5000 });
    await stage.clock.advance(1);
    expect(stage.channel().waitSeconds).to.equal(5);
  });

  it('says at once what cannot be sent', async () => {
    expect(refusalOf('  ')).to.equal('invalid-argument');
    expect(refusalOf('x'.repeat(501))).to.equal('too-long null');
    await stage.joined('south', 'reader', { user: null });
    expect(() => stage.client.send('reader/south', 'x'))
      .to.throw(T333Error)
      .with.property('code', 'unsupported');
    rt.drop();
    for (let index = 0; index < 20; index++) send(`${index}`);
    expect(refusalOf('one more')).to.equal('overloaded');
    expect(stage.client.feed.size).to.equal(20);
  });

  it('keeps a draft until it is sent, over a lost connection and a new page', async () => {
    let stored: string | null = null;
    const storage = () => ({
      getItem: () => stored,
      setItem: (_key: string, text: string) => void (stored = text),
      removeItem: () => void (stored = null),
    });
    const page = new ClientStage({ storage });
    const transport = await page.joined('north');
    page.client.setDraft('fake/north', 'hello wor');
    transport.drop();
    transport.restore();
    await page.clock.advance(1);
    expect(page.channel().draft).to.equal('hello wor');
    page.client.destroy();
    const next = new ClientStage({ storage });
    await next.joined('north');
    expect(next.channel().draft).to.equal('hello wor');
    next.client.send('fake/north', 'something else');
    expect(next.channel().draft).to.equal('hello wor');
    next.client.send('fake/north', 'hello wor');
    expect(next.channel().draft).to.equal('');
    next.client.destroy();
    expect([stored, page.clock.pending, next.clock.pending]).to.deep.equal([null, 0, 0]);
  });
});
