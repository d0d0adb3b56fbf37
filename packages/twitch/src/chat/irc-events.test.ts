import type { ChatEvent, ChatFragment } from '@t333/core/chat';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { eventKey, readBadges, readEmoteRanges, readEvent, type IrcContext } from './irc-events.ts';
import { parseIrc } from './irc-message.ts';
import { mergeRoomState } from './room-state.ts';
import { readUserNotice } from './user-notice.ts';

fc.configureGlobal({ seed: 333 });

const context: IrcContext = { nowMs: 5, newId: () => 'new', roomId: '' };
const read = (line: string): ChatEvent => readEvent(parseIrc(line)!, context)!;
const TAGS =
  'id=m1;user-id=7;display-name=Ann;color=#FF8800;badges=moderator/1,subscriber/12;room-id=1;tmi-sent-ts=1700000000000';
const FROM = ':ann!ann@ann.tmi.twitch.tv';

function message(line: string) {
  const event = read(line);
  if (event.type !== 'message') throw new Error(event.type);
  return event.message;
}

const show = (fragments: readonly ChatFragment[]): string[] =>
  fragments.map(
    (fragment) => `${fragment.type}${fragment.type === 'emote' ? ` ${fragment.id}` : ''}: ${fragment.text}`,
  );

describe('readEvent of a PRIVMSG', () => {
  it('tells who said what, and when', () => {
    expect(message(`@${TAGS};first-msg=1;bits=100 ${FROM} PRIVMSG #bob :hello`)).to.deep.equal({
      id: 'm1',
      service: 'twitch',
      channel: 'bob',
      atMs: 1_700_000_000_000,
      kind: 'normal',
      user: { id: '7', handle: 'ann', name: 'Ann', color: '#FF8800' },
      badges: [
        { type: 'moderator', tier: '1' },
        { type: 'subscriber', tier: '12' },
      ],
      text: 'hello',
      fragments: [{ type: 'text', text: 'hello' }],
      first: true,
      bits: 100,
    });
  });

  it('does without tags', () => {
    const { id, atMs, user } = message(`${FROM} PRIVMSG #bob :hello`);
    expect({ id, atMs, user }).to.deep.equal({ id: 'new', atMs: 5, user: { id: '', handle: 'ann', name: 'ann' } });
  });

  it('places emotes by code point, also in an action', () => {
    const { text, kind, fragments } = message(
      `@${TAGS};emotes=25:3-7,9-13/emotesv2_x:15-15 ${FROM} PRIVMSG #bob :\u0001ACTION 🦊ü Kappa Kappa 🐱!\u0001`,
    );
    expect([text, kind]).to.deep.equal(['🦊ü Kappa Kappa 🐱!', 'action']);
    expect(show(fragments)).to.deep.equal([
      'text: 🦊ü ',
      'emote 25: Kappa',
      'text:  ',
      'emote 25: Kappa',
      'text:  ',
      'emote emotesv2_x: 🐱',
      'text: !',
    ]);
    const emote = fragments[1]!;
    expect(emote.type === 'emote' && emote.images[2]).to.deep.equal({
      url: 'https://static-cdn.jtvnw.net/emoticons/v2/25/default/dark/3.0',
      scale: 3,
    });
  });

  it('keeps the message where the end of an action is missing', () => {
    expect(message(`${FROM} PRIVMSG #bob :\u0001ACTION waves`)).to.include({ text: 'waves', kind: 'action' });
  });

  const malformed = [
    '25:5-2',
    '25:0-99',
    '25:-1-2',
    '25:a-b',
    '25',
    ':0-1',
    '25:',
    '25:0',
    '25:0-1-2',
    '/',
    '25:1.5-2',
    '<b>:0-1',
  ];
  for (const emotes of malformed) {
    it(`drops the emote range ${emotes}, and keeps the message`, () => {
      const { fragments } = message(`@${TAGS};emotes=${emotes} ${FROM} PRIVMSG #bob :hello`);
      expect(show(fragments)).to.deep.equal(['text: hello']);
    });
  }

  it('drops a range that overlaps another', () => {
    const { fragments } = message(`@${TAGS};emotes=1:2-4/2:0-2/3:4-4 ${FROM} PRIVMSG #bob :hello`);
    expect(show(fragments)).to.deep.equal(['emote 2: hel', 'text: l', 'emote 3: o']);
  });

  it('knows what it answers', () => {
    const reply =
      'reply-parent-msg-id=m0;reply-parent-user-id=8;reply-parent-user-login=cat;reply-parent-display-name=Cat;reply-parent-msg-body=hi\\sthere;reply-thread-parent-msg-id=t0';
    expect(message(`@${TAGS};${reply} ${FROM} PRIVMSG #bob :@cat hello`).replyTo).to.deep.equal({
      id: 'm0',
      text: 'hi there',
      user: { id: '8', handle: 'cat', name: 'Cat' },
      threadId: 't0',
    });
  });

  it('knows where it was written, when chats are shared', () => {
    const line = (room: string) => message(`@${TAGS};source-id=s1;source-room-id=${room} ${FROM} PRIVMSG #bob :hello`);
    expect(line('2').source).to.deep.equal({ channelId: '2', id: 's1' });
    expect(line('1')).not.to.have.property('source');
  });

  it('takes a colour for one only where it is', () => {
    expect(message(`@${TAGS};color=url(x) ${FROM} PRIVMSG #bob :x`).user).not.to.have.property('color');
  });
});

describe('readEvent of moderation', () => {
  const table: [string, object][] = [
    ['@tmi-sent-ts=9 :tmi CLEARCHAT #bob', { type: 'cleared', channel: 'bob', atMs: 9 }],
    [
      '@tmi-sent-ts=9;target-user-id=7 :tmi CLEARCHAT #bob :ann',
      { type: 'moderated', channel: 'bob', atMs: 9, userId: '7', handle: 'ann', action: 'ban' },
    ],
    [
      '@tmi-sent-ts=9;target-user-id=7;ban-duration=60 :tmi CLEARCHAT #bob :ann',
      { type: 'moderated', channel: 'bob', atMs: 9, userId: '7', handle: 'ann', action: 'timeout', untilMs: 60_009 },
    ],
    [
      '@tmi-sent-ts=9;target-msg-id=m1;login=ann :tmi CLEARMSG #bob :bad',
      { type: 'deleted', channel: 'bob', atMs: 9, messageIds: ['m1'] },
    ],
    [
      '@msg-id=slow_on :tmi NOTICE #bob :Slow mode is on.',
      { type: 'notice', channel: 'bob', atMs: 5, kind: 'slow_on', text: 'Slow mode is on.', details: {} },
    ],
  ];
  for (const [line, event] of table) it(`reads ${line}`, () => expect(read(line)).to.deep.equal(event));

  it('tells nothing of a CLEARMSG without an id', () => {
    expect(readEvent(parseIrc(':tmi CLEARMSG #bob :bad')!, context)).to.equal(null);
  });
});

describe('readEvent of a USERNOTICE', () => {
  const notice = (tags: string, text = '') => {
    const event = read(`@${TAGS};login=ann;${tags} :tmi.twitch.tv USERNOTICE #bob${text}`);
    if (event.type !== 'notice') throw new Error(event.type);
    return event;
  };

  it('tells the facts of a kind, and what was said with it', () => {
    const event = notice(
      'msg-id=resub;system-msg=Ann\\ssubscribed!;msg-param-cumulative-months=12;msg-param-should-share-streak=1;msg-param-sub-plan=1000;msg-param-was-gifted=false',
      ' :still here',
    );
    expect(event).to.deep.include({ id: 'm1', kind: 'resub', text: 'Ann subscribed!', channel: 'bob' });
    expect(event.user).to.include({ id: '7', handle: 'ann', name: 'Ann' });
    expect(event.message).to.include({ text: 'still here', kind: 'normal' });
    expect(event.details).to.deep.include({ 'cumulative-months': '12', 'was-gifted': 'false' });
    expect(readUserNotice(event, 'raid')).to.equal(null);
    expect(readUserNotice(event, 'resub')).to.deep.equal({
      cumulativeMonths: 12,
      shouldShareStreak: true,
      subPlan: '1000',
      wasGifted: false,
    });
  });

  it('leaves names alone that look like numbers', () => {
    const event = notice('msg-id=raid;msg-param-displayName=12345;msg-param-login=12345;msg-param-viewerCount=3');
    expect(readUserNotice(event, 'raid')).to.deep.equal({ displayName: '12345', login: '12345', viewerCount: 3 });
    expect(event).not.to.have.property('message');
  });

  it('sets an announcement apart', () => {
    expect(notice('msg-id=announcement;msg-param-color=PRIMARY', ' :Soon!').message).to.include({
      kind: 'announcement',
    });
  });

  it('looks into what came from a shared chat', () => {
    expect(notice('msg-id=sharedchatnotice;source-msg-id=raid').kind).to.equal('raid');
  });

  it('is not confused by names of the language', () => {
    const { details } = notice('msg-id=raid;msg-param-__proto__=x;msg-param-constructor=y');
    expect(Object.entries(details)).to.deep.equal([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(({} as Record<string, unknown>)['x']).to.equal(undefined);
  });
});

describe('mergeRoomState', () => {
  const room = (tags: string) => parseIrc(`@${tags} :tmi ROOMSTATE #bob`)!;

  it('merges what has changed', () => {
    const all = mergeRoomState(null, room('emote-only=0;followers-only=-1;r9k=0;slow=0;subs-only=0;room-id=1'));
    expect(all).to.deep.equal({
      slowModeMs: 0,
      followersOnlyMs: null,
      subscribersOnly: false,
      emoteOnly: false,
      uniqueOnly: false,
      maxLength: 500,
    });
    const slow = mergeRoomState(all, room('slow=30'));
    expect(slow).to.deep.equal({ ...all, slowModeMs: 30_000 });
    const followers = mergeRoomState(slow, room('followers-only=10;r9k=1'));
    expect(followers).to.deep.equal({ ...slow, followersOnlyMs: 600_000, uniqueOnly: true });
    expect(mergeRoomState(followers, room('followers-only=0')).followersOnlyMs).to.equal(0);
    expect(mergeRoomState(followers, room('followers-only=x;slow=;subs-only='))).to.deep.equal(followers);
  });
});

describe('whatever the server sends', () => {
  it('is data: nothing throws, texts are whole, everything is frozen', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replaceAll(/[\r\n ;]/g, '')),
      fc.constantFrom('1:0-1', '25:0-4,2-3', '-1', '1e9', 'moderator/1,,/,x/y/z', '__proto__', '🦊'),
    );
    const names =
      'id user-id display-name color badges emotes room-id tmi-sent-ts bits source-id source-room-id msg-id ban-duration target-msg-id slow login reply-parent-msg-id reply-parent-user-id msg-param-__proto__ msg-param-months system-msg'.split(
        ' ',
      );
    const tags = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 12 });
    const command = fc.constantFrom('PRIVMSG', 'USERNOTICE', 'CLEARCHAT', 'CLEARMSG', 'NOTICE', 'ROOMSTATE', 'X');
    fc.assert(
      fc.property(tags, command, fc.string({ unit: 'binary' }), (all, verb, text) => {
        const irc = parseIrc(`@${all.map((tag) => tag.join('=')).join(';')} :a!a@a ${verb} #bob :${text}`);
        if (!irc) return;
        mergeRoomState(null, irc);
        const event = readEvent(irc, context);
        if (!event) return;
        eventKey(event);
        const said = event.type === 'message' || event.type === 'notice' ? event.message : undefined;
        if (!said) return;
        expect(said.fragments.map((fragment) => fragment.text).join('')).to.equal(said.text);
        for (const part of [said, said.user, said.badges, said.fragments, ...said.fragments])
          expect(Object.isFrozen(part)).to.equal(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('is bounded', () => {
    expect(readEmoteRanges('25:' + '0-1,'.repeat(100_000)).length).to.be.at.most(500);
    expect(readEmoteRanges('25:0-1/'.repeat(100_000)).length).to.be.at.most(500);
    expect(readBadges('a/1,'.repeat(100_000)).length).to.be.at.most(50);
  });
});
