import { expect } from 'chai';
import * as fc from 'fast-check';
import { FakeClock } from '../testing/fake-clock.ts';
import type { ChatEvent, ChatModeratedEvent } from './events.ts';
import { entriesOf, FeedMirror, textsOf } from './fixtures/feed-mirror.ts';
import { messageOf } from './fixtures/message-of.ts';
import { judge } from './judge.ts';
import type { ChatMessage } from './message.ts';
import { MessageBuffer } from './message-buffer.ts';

fc.configureGlobal({ seed: 333 });

const bufferOf = (capacity = 100): MessageBuffer =>
  new MessageBuffer({ clock: new FakeClock(1000), judge: (message) => judge(message, null, undefined), capacity });

const said = (message: ChatMessage): ChatEvent => ({ type: 'message', channel: message.channel, message });

function apply(buffer: MessageBuffer, ...events: ChatEvent[]): void {
  for (const event of events) buffer.apply('fake', event);
  buffer.list.commit();
}

const timeout = (userId: string, change: Partial<ChatModeratedEvent> = {}): ChatEvent => ({
  type: 'moderated',
  channel: 'north',
  userId,
  action: 'timeout',
  ...change,
});

/** Each message, with a `-` where it was taken back, and by what. */
const fatesOf = (buffer: MessageBuffer): string =>
  entriesOf(buffer.list)
    .flatMap((entry) =>
      entry.kind === 'message' ? [`${entry.message.id}${entry.deleted ? `-${entry.deleted.cause}` : ''}`] : [],
    )
    .join();

describe('MessageBuffer', () => {
  it('drops copies, also of a message that was shared from another channel', () => {
    const buffer = bufferOf();
    const mirror = new FeedMirror(buffer.list);
    const shared = messageOf('3', { channel: 'south', source: { channelId: 'north', id: '1' } });
    apply(buffer, said(messageOf('1')), said(messageOf('1')), said(shared), said(messageOf('1', { service: 'other' })));
    expect(buffer.list.size).to.equal(2);
    expect(mirror.changes).to.deep.equal(['+2 -0 i0 r0 c0']);
  });

  it('marks what is deleted, whether it was here or comes later, and only in its channel', () => {
    const buffer = bufferOf();
    apply(buffer, said(messageOf('1')), said(messageOf('2', { channel: 'south' })));
    apply(buffer, { type: 'deleted', channel: 'north', messageIds: ['1', '2', '3'] });
    apply(buffer, said(messageOf('3')), said(messageOf('4')));
    expect(fatesOf(buffer)).to.equal('1-deleted,2,3-deleted,4');
  });

  it('takes back what a user has said when they are silenced, and not what they say after', () => {
    const buffer = bufferOf();
    apply(buffer, said(messageOf('1', { atMs: 10 })), said(messageOf('2', { atMs: 11, userId: 'bob' })));
    apply(buffer, timeout('ann', { atMs: 12, untilMs: 30_012, reason: 'spam' }));
    apply(buffer, said(messageOf('4', { atMs: 40_000 })), said(messageOf('3', { atMs: 11 })));
    expect(fatesOf(buffer)).to.equal('1-timeout,2,3-timeout,4');
    const line = entriesOf(buffer.list).find(({ kind }) => kind === 'moderated');
    expect(line).to.include({ action: 'timeout', userId: 'ann', userName: 'ANN', durationMs: 30_000, reason: 'spam' });
  });

  it('goes by positions, where there are some, in what it takes back', () => {
    const buffer = bufferOf();
    const position = { epoch: 'e', seq: 5 };
    apply(buffer, said(messageOf('6', { seq: 6, atMs: 1 })), timeout('ann', { action: 'ban', position, atMs: 9 }));
    apply(buffer, said(messageOf('4', { seq: 4, atMs: 99 })), said(messageOf('7', { seq: 7, atMs: 2 })));
    expect(fatesOf(buffer)).to.equal('4-ban,6,7');
  });

  it('remembers the last act of several, in whatever order they come', () => {
    const buffer = bufferOf();
    const ban = (seq: number): ChatEvent => timeout('ann', { action: 'ban', position: { epoch: 'e', seq }, atMs: seq });
    apply(buffer, ban(5), ban(2), said(messageOf('4', { seq: 4 })), said(messageOf('6', { seq: 6, atMs: 6 })));
    expect(fatesOf(buffer)).to.equal('4-ban,6');
  });

  it('shows an act once that is told twice', () => {
    const buffer = bufferOf();
    const act = timeout('ann', { action: 'warn', position: { epoch: 'e', seq: 5 } });
    apply(buffer, act, act, { type: 'notice', id: 'n', channel: 'north', kind: 'raid', text: '', details: {} });
    apply(buffer, { type: 'notice', id: 'n', channel: 'north', kind: 'raid', text: '', details: {} });
    expect(textsOf(buffer.list)).to.equal('[moderated],[notice]');
  });

  it('clears one channel, with what comes again of it', () => {
    const buffer = bufferOf();
    apply(buffer, said(messageOf('1', { atMs: 1 })), said(messageOf('2', { atMs: 2, channel: 'south' })));
    apply(buffer, { type: 'cleared', channel: 'north', atMs: 5 });
    apply(buffer, said(messageOf('3', { atMs: 4 })), said(messageOf('4', { atMs: 6 })));
    expect(fatesOf(buffer)).to.equal('1-cleared,2,3-cleared,4');
  });

  it('shows what was said with a notice as a line of its own, which can be taken back', () => {
    const buffer = bufferOf();
    const message = messageOf('1', { atMs: 5 });
    apply(buffer, {
      type: 'notice',
      id: '1',
      channel: 'north',
      atMs: 5,
      kind: 'resub',
      text: 'Resub!',
      details: {},
      message,
    });
    apply(buffer, { type: 'deleted', channel: 'north', messageIds: ['1'] });
    expect(textsOf(buffer.list)).to.equal('[notice],message 1');
    expect(fatesOf(buffer)).to.equal('1-deleted');
    expect(buffer.list.at(0)).to.have.property('notice').that.does.not.have.property('message');
  });

  it('holds a message until it is said', () => {
    const buffer = bufferOf();
    apply(buffer, { type: 'held', channel: 'north', message: messageOf('1', { atMs: 1 }), reason: 'rude' });
    apply(buffer, said(messageOf('2', { atMs: 2 })));
    expect(buffer.list.at(0)).to.include({ status: 'held', heldReason: 'rude' });
    apply(buffer, said(messageOf('1', { atMs: 3 })));
    expect(textsOf(buffer.list)).to.equal('message 2,message 1');
    expect(buffer.list.at(1)).to.include({ status: 'sent' }).and.not.have.property('heldReason');
  });

  it('marks where something is missing, behind what there is, and forgets a channel whose log is void', () => {
    const buffer = bufferOf();
    apply(buffer, said(messageOf('1', { atMs: 10 })), said(messageOf('2', { atMs: 10, channel: 'south' })));
    apply(buffer, { type: 'gap', channel: 'north', reset: false, sinceMs: 10, atMs: 9_000_000 });
    apply(buffer, said(messageOf('3', { atMs: 20 })));
    expect(textsOf(buffer.list)).to.equal('message 1,message 2,[gap],message 3');
    expect(buffer.list.at(2)).to.include({ status: 'lost', sinceMs: 10 });
    apply(buffer, { type: 'gap', channel: 'north', reset: true }, said(messageOf('9', { seq: 1, atMs: 5 })));
    expect(textsOf(buffer.list)).to.equal('message 9,message 2');
  });

  it('shows a message of one’s own last, until it is said', () => {
    const buffer = bufferOf();
    const mirror = new FeedMirror(buffer.list);
    const mine = messageOf('', { nonce: 'n', userId: 'me', text: 'mine', atMs: 0 });
    const key = buffer.expect(mine);
    apply(buffer, said(messageOf('1', { seq: 1, atMs: 5 })));
    expect(textsOf(buffer.list)).to.equal('message 1,mine');
    apply(buffer, { type: 'cleared', channel: 'north', atMs: 5, position: { epoch: 'e', seq: 2 } });
    apply(
      buffer,
      said(messageOf('4', { seq: 4, atMs: 9 })),
      said({ ...mine, userId: 'x', id: 'fake', atMs: 7, user: { id: 'eve', handle: '', name: '' } } as ChatMessage),
    );
    expect(buffer.list.get(key)).to.include({ status: 'sending', deleted: null, isOwn: true });
    apply(buffer, said(messageOf('3', { nonce: 'n', userId: 'me', text: 'mine', seq: 3, atMs: 8 })));
    apply(buffer, said(messageOf('3', { nonce: 'n', userId: 'me', text: 'mine', seq: 3, atMs: 8 })));
    expect(buffer.list.get(key)).to.include({ status: 'sent', isOwn: true });
    expect(fatesOf(buffer)).to.equal('1-cleared,fake,3,4');
    apply(buffer, { type: 'deleted', channel: 'north', messageIds: ['3'] });
    expect(fatesOf(buffer)).to.equal('1-cleared,fake,3-deleted,4');
    expect(mirror.entries).to.have.ordered.members(entriesOf(buffer.list));
  });

  it('marks the pinned message, here or yet to come', () => {
    const buffer = bufferOf();
    const pinned = (): string[] =>
      entriesOf(buffer.list).flatMap((one) => (one.kind === 'message' && one.isPinned ? [one.message.id] : []));
    apply(buffer, said(messageOf('1')));
    buffer.pin('fake north', messageOf('1'));
    expect(pinned()).to.deep.equal(['1']);
    buffer.pin('fake north', messageOf('2'));
    apply(buffer, said(messageOf('2')));
    expect(pinned()).to.deep.equal(['2']);
    buffer.pin('fake north', null);
    expect(pinned()).to.deep.equal([]);
  });

  it('highlights what a notice of that kind names', () => {
    const buffer = bufferOf();
    apply(buffer, said(messageOf('1')));
    apply(buffer, { type: 'notice', channel: 'north', kind: 'highlight', text: '', details: { messageId: '1' } });
    expect(buffer.list.at(0)).to.include({ isHighlighted: true });
    expect(buffer.list.size).to.equal(1);
  });

  it('takes ids, names and channels like those of an object’s own things as any other', () => {
    const buffer = bufferOf();
    for (const name of ['__proto__', 'constructor', 'hasOwnProperty', 'toString'])
      apply(buffer, said(messageOf(name, { userId: name, channel: name })));
    expect(fatesOf(buffer)).to.equal('__proto__,constructor,hasOwnProperty,toString');
    apply(buffer, { type: 'deleted', channel: '__proto__', messageIds: ['__proto__'] });
    apply(buffer, { ...timeout('constructor'), channel: 'constructor' });
    expect(fatesOf(buffer)).to.equal('__proto__-deleted,constructor-timeout,hasOwnProperty,toString');
  });

  it('forgets what is evicted', () => {
    const buffer = bufferOf(100);
    for (let id = 0; id < 500; id++) apply(buffer, said(messageOf(`${id}`, { atMs: id })));
    expect([buffer.list.size, buffer.find('fake', '399'), buffer.find('fake', '400')?.message.id]).to.deep.equal([
      100,
      undefined,
      '400',
    ]);
    apply(buffer, said(messageOf('5', { atMs: 5 })));
    expect(buffer.list.at(0)).to.have.nested.property('message.id', '400');
  });
});

/** What is left of a log: by each message's id, what has become of it. The whole log is known, so nothing has to be remembered. */
function modelOf(log: readonly ChatEvent[]): Map<string, string> {
  const fates = new Map<string, string>();
  const users = new Map<string, string>();
  for (const event of log) {
    const takeBack = (isMeant: (id: string) => boolean, cause: string): void => {
      for (const [id, fate] of fates) if (!fate && isMeant(id)) fates.set(id, cause);
    };
    if (event.type === 'message') {
      fates.set(event.message.id, '');
      users.set(event.message.id, event.message.user.id);
    }
    if (event.type === 'deleted') takeBack((id) => event.messageIds.includes(id), 'gone');
    if (event.type === 'moderated') takeBack((id) => users.get(id) === event.userId, 'gone');
    if (event.type === 'cleared') takeBack(() => true, 'gone');
  }
  return fates;
}

describe('MessageBuffer, as a whole', () => {
  it('comes to the same whatever order and however often a log is told in', () => {
    const act = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('say' as const), user: fc.constantFrom('ann', 'bob') }) },
      fc.record({ do: fc.constant('delete' as const), back: fc.nat(5) }),
      fc.record({ do: fc.constant('ban' as const), user: fc.constantFrom('ann', 'bob') }),
      fc.record({ do: fc.constant('clear' as const) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), fc.infiniteStream(fc.nat()), (acts, dice) => {
        const log = acts.map((one, index): ChatEvent => {
          const at = { channel: 'north', atMs: 100 + index, position: { epoch: 'e', seq: index + 1 } };
          if (one.do === 'say')
            return { ...at, type: 'message', message: messageOf(`${index}`, { userId: one.user, ...at }) };
          if (one.do === 'delete') return { ...at, type: 'deleted', messageIds: [`${index - 1 - one.back}`] };
          return one.do === 'ban'
            ? { ...at, type: 'moderated', action: 'ban', userId: one.user }
            : { ...at, type: 'cleared' };
        });
        const buffer = bufferOf();
        const mirror = new FeedMirror(buffer.list);
        const twice = [...log, ...log]
          .map((event) => ({ event, at: dice.next().value }))
          .toSorted((a, b) => a.at - b.at);
        apply(buffer, ...twice.map(({ event }) => event));
        const fates = entriesOf(buffer.list).flatMap((entry) =>
          entry.kind === 'message' ? [[entry.message.id, entry.deleted ? 'gone' : ''] as const] : [],
        );
        expect(fates).to.deep.equal([...modelOf(log)]);
        expect(mirror.entries).to.have.ordered.members(entriesOf(buffer.list));
      }),
      { numRuns: 200 },
    );
  });
});
