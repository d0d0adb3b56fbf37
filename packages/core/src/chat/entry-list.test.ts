import { expect } from 'chai';
import * as fc from 'fast-check';
import { EntryList } from './entry-list.ts';
import { entriesOf, FeedMirror } from './fixtures/feed-mirror.ts';
import { messageOf } from './fixtures/message-of.ts';
import type { ChatMessageEntry } from './feed.ts';
import type { ChatMessage } from './message.ts';

fc.configureGlobal({ seed: 333 });

const entryOf = (message: ChatMessage): ChatMessageEntry => ({
  kind: 'message',
  key: message.id,
  service: message.service,
  channel: message.channel,
  atMs: message.atMs,
  message,
  fragments: message.fragments,
  filtered: null,
  status: 'sent',
  isWaiting: false,
  error: null,
  deleted: null,
  isMention: false,
  isOwn: false,
  isPinned: false,
  isHighlighted: false,
});

const keysOf = (list: EntryList): string =>
  entriesOf(list)
    .map(({ key }) => key)
    .join('');

const listOf = (capacity = 100): EntryList => new EntryList(capacity, () => {});

function add(list: EntryList, ...messages: ChatMessage[]): void {
  for (const message of messages) list.add(entryOf(message), { position: message.position });
}

describe('EntryList', () => {
  it('orders by time across channels, and keeps the order of arrival where times are equal', () => {
    const list = listOf();
    add(list, messageOf('b', { atMs: 2 }), messageOf('d', { atMs: 4, channel: 'south' }), messageOf('a', { atMs: 1 }));
    add(list, messageOf('c', { atMs: 2 }), messageOf('e', { atMs: 4, service: 'other' }));
    expect(keysOf(list)).to.equal('abcde');
  });

  it('believes positions more than clocks', () => {
    const list = listOf();
    add(list, messageOf('a', { atMs: 50, seq: 1 }), messageOf('b', { atMs: 10, seq: 2 }));
    add(list, messageOf('x', { atMs: 20, channel: 'south' }), messageOf('d', { atMs: 60, seq: 4 }));
    add(list, messageOf('c', { atMs: 5, seq: 3 }));
    expect(keysOf(list)).to.equal('xabcd');
  });

  it('does not compare positions of two lives of a log', () => {
    const list = listOf();
    add(list, messageOf('b', { atMs: 2, seq: 9 }));
    add(list, messageOf('c', { atMs: 3, position: { epoch: 'f', seq: 1 } }), messageOf('a', { atMs: 1, seq: 8 }));
    expect(keysOf(list)).to.equal('abc');
  });

  it('evicts the oldest, leaves out what is older in a full list, and says what has happened', () => {
    const list = listOf(3);
    const { changes } = new FeedMirror(list);
    add(list, messageOf('b', { atMs: 2 }), messageOf('c', { atMs: 3 }), messageOf('d', { atMs: 4 }));
    list.commit();
    expect(list.add(entryOf(messageOf('a', { atMs: 1 })))).to.equal(false);
    add(list, messageOf('f', { atMs: 6 }), messageOf('e', { atMs: 5 }));
    list.commit();
    list.commit();
    expect(keysOf(list)).to.equal('def');
    expect(changes).to.deep.equal(['+3 -0 i0 r0 c0', '+2 -2 i0 r0 c0']);
    expect([list.indexOf('e'), list.indexOf('a'), list.get('b'), list.at(7)]).to.deep.equal([
      1,
      -1,
      undefined,
      undefined,
    ]);
  });

  it('tells of a move that goes nowhere as a change', () => {
    const list = listOf();
    const { changes } = new FeedMirror(list);
    add(list, messageOf('a', { atMs: 1 }));
    list.add(entryOf(messageOf('b', { atMs: 2 })), { timeMs: Infinity });
    list.commit();
    list.move(entryOf(messageOf('b', { atMs: 2, text: 'said' })), {});
    list.commit();
    list.move(entryOf(messageOf('b', { atMs: 0 })), {});
    list.commit();
    expect(keysOf(list)).to.equal('ba');
    expect(changes).to.deep.equal(['+2 -0 i0 r0 c0', '+0 -0 i0 r0 c1', '+0 -0 i1 r1 c0']);
  });

  it('takes a time that is none as the oldest', () => {
    const list = listOf();
    add(list, messageOf('b', { atMs: 5 }), messageOf('a', { atMs: NaN }), messageOf('c', { atMs: 5 }));
    expect(keysOf(list)).to.equal('abc');
  });

  it('lets one subscribe and leave, by call or by signal', () => {
    const list = listOf();
    const controller = new AbortController();
    let calls = 0;
    const leave = list.subscribe(() => void calls++);
    list.subscribe(() => void calls++, { signal: controller.signal });
    add(list, messageOf('a'));
    list.commit();
    leave();
    controller.abort();
    list.subscribe(() => void calls++, { signal: controller.signal });
    add(list, messageOf('b'));
    list.commit();
    expect(calls).to.equal(2);
  });

  it('can be followed by what it tells, and is in order whatever comes', () => {
    const act = fc.oneof(
      fc.record({
        do: fc.constant('add' as const),
        atMs: fc.nat(50),
        seq: fc.option(fc.nat(30), { nil: undefined }),
        south: fc.boolean(),
      }),
      fc.record({
        do: fc.constantFrom('remove' as const, 'change' as const, 'move' as const),
        pick: fc.nat(30),
        atMs: fc.nat(50),
      }),
      fc.record({ do: fc.constantFrom('commit' as const, 'commit' as const, 'clear' as const, 'wait' as const) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 120 }), (acts) => {
        const list = listOf(12);
        const mirror = new FeedMirror(list);
        for (const [id, one] of acts.entries()) {
          const picked = 'pick' in one ? list.at(one.pick % Math.max(1, list.size)) : undefined;
          if (one.do === 'add')
            add(
              list,
              messageOf(`${id}`, {
                atMs: one.atMs,
                channel: one.south ? 'south' : 'north',
                ...(one.seq !== undefined && { seq: one.seq }),
              }),
            );
          else if (one.do === 'wait') list.add(entryOf(messageOf(`${id}`)), { timeMs: Infinity });
          else if (one.do === 'clear') list.clear();
          else if (one.do === 'commit') list.commit();
          else if (picked && one.do === 'remove') list.remove(picked.key);
          else if (picked && one.do === 'change') list.change({ ...picked });
          else if (picked && 'pick' in one) list.move({ ...picked, atMs: one.atMs }, {});
          if (one.do === 'commit') expect(mirror.entries).to.have.ordered.members(entriesOf(list));
          const times = entriesOf(list).map(({ key }) => list.timeOf(key)!);
          expect(times).to.deep.equal(times.toSorted((a, b) => a - b));
        }
        expect(list.size).to.be.at.most(12);
      }),
      { numRuns: 300 },
    );
  });

  it('has each log in the order of its positions, in whatever order they come', () => {
    const seqs = fc.uniqueArray(fc.nat(60), { maxLength: 30 });
    const times = fc.array(fc.nat(40), { minLength: 61, maxLength: 61 });
    fc.assert(
      fc.property(seqs, seqs, times, (north, south, atMs) => {
        const list = listOf();
        for (const seq of north) add(list, messageOf(`n${seq}`, { seq, atMs: atMs[seq]! }));
        for (const seq of south) add(list, messageOf(`s${seq}`, { seq, atMs: atMs[60 - seq]!, channel: 'south' }));
        for (const [channel, all] of Object.entries({ north, south })) {
          const here = entriesOf(list).flatMap((one) =>
            one.kind === 'message' && one.channel === channel ? [one.message.position!.seq] : [],
          );
          expect(here).to.deep.equal(all.toSorted((a, b) => a - b));
        }
      }),
    );
  });

  it('is the list sorted by time, where positions and clocks agree', () => {
    const said = fc.array(fc.record({ atMs: fc.nat(100), south: fc.boolean() }), { maxLength: 40 });
    fc.assert(
      fc.property(said, fc.infiniteStream(fc.nat()), (all, dice) => {
        const model = all.toSorted((a, b) => a.atMs - b.atMs);
        const messages = model.map(({ atMs, south }, index) =>
          messageOf(`${index}`, { atMs: atMs * 100 + index, seq: index + 1, channel: south ? 'south' : 'north' }),
        );
        const list = listOf();
        const order = messages.map((message) => ({ message, at: dice.next().value })).toSorted((a, b) => a.at - b.at);
        add(list, ...order.map(({ message }) => message));
        expect(entriesOf(list).map(({ key }) => key)).to.deep.equal(messages.map(({ id }) => id));
      }),
    );
  });
});
