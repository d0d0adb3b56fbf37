import { expect } from 'chai';
import { T333Error, type T333ErrorCode } from '../errors.ts';
import type { FakeChatTransport } from '../testing/fake-chat-transport.ts';
import { DEFAULT_CHAT_SETTINGS } from './events.ts';
import type { ChatMessageEntry } from './feed.ts';
import { useClientStage, type ClientStage } from './fixtures/client-stage.ts';
import { entriesOf, FeedMirror } from './fixtures/feed-mirror.ts';
import { messageOf } from './fixtures/message-of.ts';
import { wordFilter } from './word-filter.ts';

const ME = { id: 'me', handle: 'me', name: 'Me' };

const codeOf = async (promise: Promise<unknown>): Promise<T333ErrorCode | null> =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof T333Error ? error.code : null),
  );

describe('ChatClient', () => {
  let stage: ClientStage;

  useClientStage((one) => (stage = one));

  it('joins, with what was said before', async () => {
    const transport = stage.transport();
    transport.say('north', 'before');
    const joining = stage.client.join(transport, '#North');
    expect(stage.channel()).to.include({ status: 'connecting', channel: 'north', service: 'fake' });
    expect(await joining).to.equal('fake/north');
    await stage.clock.advance(1);
    expect(stage.texts).to.equal('before');
    expect(stage.channel()).to.include({ status: 'live', error: null });
    expect(stage.client.state.getSnapshot().status).to.equal('live');
  });

  it('has what was said before where somebody else had joined', async () => {
    const transport = stage.transport();
    await transport.join('north');
    transport.say('north', 'before');
    await stage.client.join(transport, 'north');
    expect(stage.texts).to.equal('before');
  });

  it('makes one list of many channels and services, by time, without copies', async () => {
    const rt = await stage.joined('north', 't333');
    await stage.client.join(rt, 'south');
    const other = await stage.joined('north', 'other');
    const mirror = new FeedMirror(stage.client.feed);
    rt.say('north', 'a', { id: '1' });
    rt.drop();
    await stage.clock.advance(5);
    const shared = rt.say('south', 'b', { id: '2' });
    await stage.clock.advance(5);
    other.say('north', 'c', { id: '1' });
    rt.restore();
    rt.tell('north', {
      type: 'message',
      channel: 'north',
      message: { ...shared, id: '3', channel: 'north', source: { channelId: 'south', id: '2' } },
    });
    expect(stage.texts).to.equal('a,b,c');
    expect(mirror.entries).to.have.ordered.members(entriesOf(stage.client.feed));
    expect(mirror.changes).to.deep.equal(['+1 -0 i0 r0 c0', '+1 -0 i0 r0 c0', '+0 -0 i1 r0 c0']);
  });

  it('leaves a channel with its lines, and hears nothing of it any more', async () => {
    const rt = await stage.joined('north');
    await stage.client.join(rt, 'south');
    rt.say('north', 'a');
    rt.say('south', 'b');
    stage.client.leave('fake/north');
    stage.client.leave('fake/north');
    expect(stage.texts).to.equal('b');
    expect(rt.state.getSnapshot().channels.has('north')).to.equal(false);
    expect([...stage.client.state.getSnapshot().channels.keys()]).to.deep.equal(['fake/south']);
    stage.client.leave('fake/south');
    expect(stage.client.state.getSnapshot().status).to.equal('idle');
    rt.say('south', 'c');
    expect(stage.texts).to.equal('');
  });

  it('shows a channel that was refused until it is left, and nothing of one that cannot be', async () => {
    const rt = stage.transport();
    rt.refuse('north', new T333Error('forbidden', 'Banned.'));
    expect(await codeOf(stage.client.join(rt, 'north'))).to.equal('forbidden');
    await stage.clock.advance(1);
    expect(stage.channel()).to.include({ status: 'error' });
    expect(stage.channel().error).to.include({ code: 'forbidden' });
    expect(await codeOf(stage.client.join(rt, '#'))).to.equal('invalid-argument');
    expect(stage.client.state.getSnapshot().channels.size).to.equal(1);
  });

  it('takes a channel of a service from one transport', async () => {
    await stage.joined('north');
    expect(await codeOf(stage.client.join(stage.transport(), 'NORTH'))).to.equal('invalid-argument');
  });

  it('tells how its channels are', async () => {
    const rt = await stage.joined('north');
    const seen: string[] = [];
    const leave = stage.client.state.subscribe(() => seen.push(stage.channel().status));
    rt.drop();
    await stage.clock.advance(1);
    rt.restore();
    await stage.clock.advance(1);
    leave();
    expect(seen).to.deep.equal(['offline', 'live']);
    rt.tell('north', { type: 'viewers', channel: 'north', viewerCount: 7 });
    await stage.clock.advance(1);
    expect(stage.channel()).to.deep.include({ viewerCount: 7 });
  });

  it('keeps the identity of what has not changed', async () => {
    const rt = await stage.joined('north');
    await stage.client.join(rt, 'south');
    const [snapshot, south] = [stage.client.state.getSnapshot(), stage.channel('fake/south')];
    rt.say('north', 'a');
    await stage.clock.advance(1);
    expect(stage.client.state.getSnapshot()).to.equal(snapshot);
    rt.tell('north', { type: 'viewers', channel: 'north', viewerCount: 1 });
    await stage.clock.advance(1);
    expect(stage.channel('fake/south')).to.equal(south);
    expect(Object.isFrozen(stage.channel())).to.equal(true);
  });

  it('knows what is one’s own, what speaks to one, and words that are watched or filtered', async () => {
    const rt = await stage.joined('north');
    stage.client.setFilter(wordFilter({ watched: ['raffle'], masked: ['darn'], hidden: ['spam'] }));
    rt.say('north', 'hi @me');
    rt.say('north', 'a raffle');
    rt.say('north', 'darn @me', { user: ME });
    rt.say('north', 'darn it');
    rt.say('north', 'spam');
    const all = entriesOf(stage.client.feed).map((entry) => {
      if (entry.kind !== 'message') return entry.kind;
      return [entry.isMention && 'mention', entry.isOwn && 'own', entry.filtered].filter(Boolean).join(' ');
    });
    expect(all).to.deep.equal(['mention', 'mention', 'own', 'masked', 'hidden']);
    const mirror = new FeedMirror(stage.client.feed);
    stage.client.setFilter(null);
    expect(mirror.changes).to.deep.equal(['+0 -0 i0 r0 c3']);
  });

  it('looks again when it learns who is signed in', async () => {
    const rt = stage.transport();
    rt.say('north', 'hi @me');
    const joining = stage.client.join(rt, 'north');
    await joining;
    await stage.clock.advance(1);
    expect(stage.client.feed.at(0)).to.include({ isMention: true });
  });

  it('marks what is pinned', async () => {
    const rt = await stage.joined('north');
    const message = rt.say('north', 'rules');
    await stage.client.moderate('fake/north', { action: 'pin', messageId: message.id });
    await stage.clock.advance(1);
    expect(stage.channel().pinned).to.equal(message);
    expect(stage.client.feed.at(0)).to.include({ isPinned: true });
  });

  it('filters what is pinned and what is quoted, and shows it again when the words are others', async () => {
    const rt = await stage.joined('north');
    const { id } = rt.say('north', 'darn rules');
    stage.client.setFilter(wordFilter({ masked: ['darn'] }));
    await stage.client.moderate('fake/north', { action: 'pin', messageId: id });
    const answer = messageOf('1', { text: 'why?', replyTo: { id, text: 'darn rules' } });
    rt.tell('north', { type: 'message', channel: 'north', message: answer });
    await stage.clock.advance(1);
    const quote = (): string | undefined => {
      const entry = stage.client.feed.get('fake 1')!;
      return entry.kind === 'message' ? entry.message.replyTo?.text : undefined;
    };
    expect([stage.channel().pinned!.text, quote()]).to.deep.equal(['••• rules', '••• rules']);
    expect(stage.client.feed.get(`fake ${id}`)).to.include({ isPinned: true });
    const { pinned } = stage.channel();
    rt.tell('north', { type: 'viewers', channel: 'north', viewerCount: 7 });
    await stage.clock.advance(1);
    expect(stage.channel().pinned).to.equal(pinned);
    stage.client.setFilter(wordFilter({ hidden: ['darn'] }));
    expect(stage.channel().pinned).to.equal(null);
    expect(stage.client.feed.get(`fake ${id}`)).to.include({ isPinned: true });
    stage.client.setFilter(null);
    expect(stage.channel().pinned!.text).to.equal('darn rules');
  });

  it('is joined where its past cannot be had', async () => {
    const transport = stage.transport();
    await transport.join('north');
    transport.history = () => Promise.reject(new T333Error('network', 'x', { retryable: true }));
    expect(await stage.client.join(transport, 'north')).to.equal('fake/north');
    await stage.clock.advance(1);
    expect(stage.channel()).to.include({ status: 'live', older: 'available' });
  });

  it('moderates, and gives what takes it back', async () => {
    const rt = await stage.joined('north');
    const message = rt.say('north', 'a');
    const undo = await stage.client.moderate('fake/north', { action: 'ban', userId: message.user.id });
    expect(stage.client.feed.at(0)).to.have.nested.property('deleted.cause', 'ban');
    await undo!();
    expect(rt.acts.map(({ action }) => action)).to.deep.equal(['ban', 'unban']);
    expect(await stage.client.moderate('fake/north', { action: 'highlight', messageId: message.id })).to.equal(null);
    expect(stage.client.feed.at(0)).to.include({ isHighlighted: true });
    rt.tell('north', { type: 'settings', channel: 'north', settings: { ...DEFAULT_CHAT_SETTINGS, slowModeMs: 9000 } });
    const slower = await stage.client.moderate('fake/north', { action: 'settings', settings: { slowModeMs: 30_000 } });
    await slower!();
    expect(rt.state.getSnapshot().channels.get('north')!.settings!.slowModeMs).to.equal(9000);
  });

  it('lists what waits for a moderator, to moderators, until it is judged', async () => {
    const rt = await stage.joined('north');
    const held = (id: string): void =>
      rt.tell('north', { type: 'held', channel: 'north', message: messageOf(id), reason: 'x' });
    const ids = (): string[] => stage.channel().held.map(({ id }) => id);
    held('0');
    expect(ids()).to.deep.equal([]);
    const identity = { user: ME, role: 'moderator', badges: [] } as const;
    rt.identify('north', identity);
    await stage.clock.advance(1);
    for (const id of ['1', '2', '3']) held(id);
    expect(ids()).to.deep.equal(['1', '2', '3']);
    await stage.client.moderate('fake/north', { action: 'deny', messageId: '1' });
    const denied = stage.client.feed.at(1) as ChatMessageEntry;
    expect([denied.message.id, denied.status, denied.deleted?.cause]).to.deep.equal(['1', 'sent', 'deleted']);
    rt.tell('north', { type: 'message', channel: 'north', message: messageOf('2') });
    rt.tell('north', { type: 'deleted', channel: 'north', messageIds: ['3'] });
    expect(ids()).to.deep.equal([]);
  });

  for (const [what, happens] of [
    ['a new log begins', (rt) => rt.tell('north', { type: 'gap', channel: 'north', reset: true })],
    ['they moderate no more', (rt) => rt.identify('north', { user: ME, role: 'viewer', badges: [] })],
  ] as [string, (rt: FakeChatTransport) => void][])
    it(`lists nothing of it any more, when ${what}`, async () => {
      const rt = await stage.joined('north');
      rt.identify('north', { user: ME, role: 'moderator', badges: [] });
      await stage.clock.advance(1);
      rt.tell('north', { type: 'held', channel: 'north', message: messageOf('1'), reason: 'x' });
      expect(stage.channel().held).to.have.length(1);
      happens(rt);
      await stage.clock.advance(1);
      expect(stage.channel().held).to.have.length(0);
    });

  it('rejects what is asked of no channel, and throws nothing', async () => {
    expect(await codeOf(stage.client.loadOlder('fake/nowhere'))).to.equal('invalid-argument');
    stage.client.destroy();
    expect(await codeOf(stage.client.loadOlder('fake/north'))).to.equal('destroyed');
  });

  it('throws where a channel is none, and after its end', async () => {
    const rt = await stage.joined('north');
    expect(() => stage.client.send('fake/south', 'x'))
      .to.throw(T333Error)
      .with.property('code', 'invalid-argument');
    stage.client.destroy();
    stage.client.destroy();
    expect(() => stage.client.send('fake/north', 'x'))
      .to.throw(T333Error)
      .with.property('code', 'destroyed');
    expect(await codeOf(stage.client.join(rt, 'north'))).to.equal('destroyed');
    expect([rt.state.getSnapshot().channels.size, rt.state.getSnapshot().status]).to.deep.equal([0, 'open']);
  });
});
