import { expect } from 'chai';
import { DEFAULT_CHAT_SETTINGS, type ChatEvent } from '../events.ts';
import type { ChatMessage } from '../message.ts';
import { ModerationBook } from './moderation-book.ts';
import type { HeldMessage, ModerationRecord, Silence } from './records.ts';
import { undoOf } from './undo-of.ts';

const ANN = { id: 'u-ann', handle: 'ann', name: 'Ann' };
const ROOM = { channel: 'north' };

const said = (id: string, text = id): ChatMessage => ({
  ...ROOM,
  id,
  service: 't333',
  atMs: 0,
  kind: 'normal',
  user: ANN,
  badges: [],
  text,
  fragments: [],
});
let seq = 0;
/** One that has a place, and so a time. */
const at = (atMs: number): { channel: string; atMs: number; position: { epoch: string; seq: number } } => ({
  ...ROOM,
  atMs,
  position: { epoch: 'e', seq: ++seq },
});
const held = (id: string, atMs = 0): ChatEvent => ({
  type: 'held',
  ...at(atMs),
  message: said(id),
  reason: 'spam',
  score: 0.9,
});
const moderated = (
  action: 'timeout' | 'ban' | 'untimeout' | 'unban' | 'warn',
  atMs: number,
  untilMs?: number,
): ChatEvent => ({
  type: 'moderated',
  ...at(atMs),
  userId: ANN.id,
  action,
  ...(untilMs !== undefined && { untilMs }),
});

const book = (...events: ChatEvent[]): ModerationBook => {
  const made = new ModerationBook();
  made.begin(DEFAULT_CHAT_SETTINGS, null);
  for (const event of events) made.apply(event);
  return made;
};
const acts = ({ records }: ModerationBook): string[] =>
  records.map(({ action, user, text }) => [action, user?.name, text].filter(Boolean).join(' '));
const waiting = (one: ModerationBook): string[] => one.held.map(({ id }) => id);

describe('ModerationBook', () => {
  for (const [title, events, log] of [
    ['an approval', [held('m'), { type: 'message', ...at(1), message: said('m') }], ['approve Ann m']],
    ['a denial', [held('m'), { type: 'deleted', ...at(1), messageIds: ['m'] }], ['deny Ann m']],
    [
      'a message that was deleted, with what it said',
      [
        { type: 'message', ...at(0), message: said('m', 'rude') },
        { type: 'deleted', ...at(1), messageIds: ['m'] },
      ],
      ['delete Ann rude'],
    ],
    ['one that nobody has heard', [{ type: 'deleted', ...at(1), messageIds: ['x'] }], ['delete']],
    ['a cleared chat', [{ type: 'cleared', ...at(1) }], ['clear']],
    ['a ban', [held('m'), moderated('ban', 1)], ['ban Ann']],
    [
      'a pin, and its end',
      [
        { type: 'pinned', ...at(1), message: said('p') },
        { type: 'pinned', ...at(2), message: null },
      ],
      ['unpin', 'pin'],
    ],
    ['how it is, which is no act', [{ type: 'settings', ...ROOM, settings: DEFAULT_CHAT_SETTINGS }], []],
    [
      'a change of the rules',
      [{ type: 'settings', ...at(1), settings: { ...DEFAULT_CHAT_SETTINGS, slowModeMs: 5000 } }],
      ['settings'],
    ],
    ['one event, told twice', [moderated('ban', 1)].flatMap((one) => [one, one]), ['ban']],
  ] satisfies [string, ChatEvent[], string[]][])
    it(`notes ${title}`, () => expect(acts(book(...events))).to.deep.equal(log));

  it('has what waits, oldest first, until it is judged', () => {
    const one = book(held('b', 20), held('a', 10), held('c', 30));
    expect(waiting(one)).to.deep.equal(['a', 'b', 'c']);
    const before = one.held;
    expect(one.held).to.equal(before);
    one.apply({ type: 'deleted', ...at(40), messageIds: ['b'] });
    expect(waiting(one)).to.deep.equal(['a', 'c']);
  });

  it('knows who is silenced, and when that ends', () => {
    const one = book(moderated('timeout', 1000, 61_000));
    expect(one.silenced).to.have.length(1);
    expect(one.silenced[0]).to.include({ kind: 'timeout', untilMs: 61_000 });
    expect(one.expire(60_999)).to.equal(61_000);
    expect([one.expire(61_000), one.silenced.length]).to.deep.equal([null, 0]);
    one.apply(moderated('ban', 70_000));
    expect(one.expire(1e12)).to.equal(null);
    one.apply(moderated('warn', 80_000));
    expect(one.silenced).to.have.length(1);
    one.apply(moderated('unban', 90_000));
    expect(one.silenced).to.deep.equal([]);
  });

  it('takes in what an answer says, but not over what was told meanwhile', () => {
    const one = book(held('old'), held('gone'), moderated('ban', 1));
    one.mark();
    one.apply({ type: 'deleted', ...at(2), messageIds: ['gone'] });
    one.apply(held('new', 3));
    one.apply(moderated('unban', 4));
    const told = (id: string): HeldMessage => ({ id, message: said(id), reason: 'spam', score: null, heldAtMs: 0 });
    const ban: Silence = { user: ANN, kind: 'ban', sinceMs: 1, untilMs: null, moderator: null };
    const bob: Silence = { ...ban, user: { id: 'u-bob', name: 'Bob' } };
    one.settle({ held: [told('gone'), told('first')], silenced: [ban, bob] });
    expect(waiting(one)).to.deep.equal(['first', 'new']);
    expect(one.silenced.map(({ user }) => user.name)).to.deep.equal(['Bob']);
  });

  it('knows what became of a message that was decided about before an event told of it', () => {
    const one = book(held('a'), held('b'));
    one.release('a');
    one.release('b');
    expect(one.held).to.deep.equal([]);
    one.apply({ type: 'message', ...at(1), message: said('a') });
    one.apply({ type: 'deleted', ...at(2), messageIds: ['b'] });
    one.apply({ type: 'deleted', ...at(3), messageIds: ['b'] });
    expect(acts(one)).to.deep.equal(['delete Ann b', 'deny Ann b', 'approve Ann a']);
  });

  it('completes what a log tells by what was heard', () => {
    const one = book({ type: 'message', ...at(0), message: said('m', 'hello') });
    one.selfId = 'u-me';
    const told = { id: 'log 1', atMs: 5, action: 'delete', isOwn: false, user: null, messageId: 'm' } as const;
    one.addRecords([{ ...told, moderator: { id: 'u-me', name: 'me' } }]);
    expect(one.records[0]).to.deep.include({ text: 'hello', user: { id: ANN.id, name: 'Ann' }, isOwn: true });
  });

  it('makes one record of what a socket and a log tell of one act', () => {
    const one = book(moderated('ban', 1000));
    const told = (id: string, atMs: number): ModerationRecord => ({
      id,
      atMs,
      action: 'ban',
      moderator: { id: 'u-mod', name: 'Mod' },
      isOwn: false,
      user: { id: ANN.id, name: 'Ann' },
    });
    one.addRecords([told('log 1', 1200), told('log 2', 100_000)]);
    expect(one.records.map(({ atMs, moderator, user }) => [atMs, moderator?.name, user?.name])).to.deep.equal([
      [100_000, 'Mod', 'Ann'],
      [1000, 'Mod', 'Ann'],
    ]);
  });

  it('keeps a thousand records, and forgets what waited in a log that was lost', () => {
    const one = book(held('m'), ...Array.from({ length: 1010 }, (_, index) => moderated('warn', index)));
    expect([one.records.length, one.records[0]!.atMs]).to.deep.equal([1000, 1009]);
    one.apply({ type: 'gap', ...ROOM, reset: true });
    expect(one.held).to.deep.equal([]);
  });
});

describe('undoOf', () => {
  const SLOW = { ...DEFAULT_CHAT_SETTINGS, slowModeMs: 5000 };
  it('takes back what still stands, and nothing else', () => {
    const one = book(moderated('ban', 1), { type: 'settings', ...at(2), settings: SLOW });
    const [rules, ban] = one.records as [ModerationRecord, ModerationRecord];
    const facts = { settings: SLOW, pinned: null, silenced: one.silenced };
    expect(undoOf(ban, facts)).to.deep.equal({ action: 'unban', userId: ANN.id });
    expect(undoOf(ban, { ...facts, silenced: [] })).to.equal(null);
    expect(undoOf(rules, facts)).to.deep.equal({ action: 'settings', settings: { slowModeMs: 0 } });
    expect(undoOf(rules, { ...facts, settings: { ...SLOW, slowModeMs: 10_000 } })).to.equal(null);
    expect(undoOf({ ...ban, action: 'delete' }, facts)).to.equal(null);
  });
});
