import { expect } from 'chai';
import * as fc from 'fast-check';
import { escapeTag, parseIrc } from './irc-message.ts';

fc.configureGlobal({ seed: 333 });

/** What a line of IRC is made of. */
interface IrcAtoms {
  command: string;
  params?: readonly string[];
  source?: string;
  tags?: Readonly<Record<string, string>>;
}

/** Lines and their parts, one for each rule of https://modern.ircdocs.horse/#message-format and of IRCv3's message-tags. */
const IRC_LINES: readonly (readonly [line: string, atoms: IrcAtoms])[] = [
  // A command and its parameters.
  ['PING', { command: 'PING' }],
  ['JOIN #one', { command: 'JOIN', params: ['#one'] }],
  ['MODE #one +o ann', { command: 'MODE', params: ['#one', '+o', 'ann'] }],
  ['001 me :Welcome', { command: '001', params: ['me', 'Welcome'] }],
  ['say a b c d e f g h i j k l m n o p', { command: 'say', params: [...'abcdefghijklmnop'] }],
  // The last parameter.
  ['PRIVMSG #one :two words', { command: 'PRIVMSG', params: ['#one', 'two words'] }],
  ['PRIVMSG #one :', { command: 'PRIVMSG', params: ['#one', ''] }],
  ['PRIVMSG #one ::)', { command: 'PRIVMSG', params: ['#one', ':)'] }],
  ['PRIVMSG #one : both ends ', { command: 'PRIVMSG', params: ['#one', ' both ends '] }],
  ['PRIVMSG #one :a :b', { command: 'PRIVMSG', params: ['#one', 'a :b'] }],
  ['PRIVMSG #one a:b', { command: 'PRIVMSG', params: ['#one', 'a:b'] }],
  ['PRIVMSG #one :one', { command: 'PRIVMSG', params: ['#one', 'one'] }],
  // Spaces.
  ['MODE  #one   +o', { command: 'MODE', params: ['#one', '+o'] }],
  ['MODE #one +o  ', { command: 'MODE', params: ['#one', '+o'] }],
  [':ann  JOIN  #one', { command: 'JOIN', params: ['#one'], source: 'ann' }],
  ['@a=1   :ann   JOIN', { command: 'JOIN', source: 'ann', tags: { a: '1' } }],
  ['PRIVMSG #one  :two  spaces', { command: 'PRIVMSG', params: ['#one', 'two  spaces'] }],
  ['TOPIC #one a\tb', { command: 'TOPIC', params: ['#one', 'a\tb'] }],
  // Where it comes from.
  [':ann QUIT', { command: 'QUIT', source: 'ann' }],
  [
    ':ann!a@host.example PRIVMSG #one :hi',
    { command: 'PRIVMSG', params: ['#one', 'hi'], source: 'ann!a@host.example' },
  ],
  [':irc.example.com 372 me :', { command: '372', params: ['me', ''], source: 'irc.example.com' }],
  [':ann!~a@h\u0003ost AWAY', { command: 'AWAY', source: 'ann!~a@h\u0003ost' }],
  [':ann@host AWAY :', { command: 'AWAY', params: [''], source: 'ann@host' }],
  // Tags.
  ['@a PING', { command: 'PING', tags: { a: '' } }],
  ['@a= PING', { command: 'PING', tags: { a: '' } }],
  ['@a=1;b=2;c PING', { command: 'PING', tags: { a: '1', b: '2', c: '' } }],
  ['@a=1=2 PING', { command: 'PING', tags: { a: '1=2' } }],
  ['@example.com/a=1;+b=2 PING', { command: 'PING', tags: { 'example.com/a': '1', '+b': '2' } }],
  ['@a=1;b=2;a=3 PING', { command: 'PING', tags: { a: '3', b: '2' } }],
  ['@a=1 :ann PING x', { command: 'PING', params: ['x'], source: 'ann', tags: { a: '1' } }],
  // What is escaped in them.
  ['@a=\\:\\s\\r\\n\\\\ PING', { command: 'PING', tags: { a: '; \r\n\\' } }],
  ['@a=\\x\\y PING', { command: 'PING', tags: { a: 'xy' } }],
  ['@a=end\\ PING', { command: 'PING', tags: { a: 'end' } }],
  ['@a=\\\\s\\\\\\s PING', { command: 'PING', tags: { a: '\\s\\ ' } }],
  ['@a=ü🦊 PING :ü🦊', { command: 'PING', params: ['ü🦊'], tags: { a: 'ü🦊' } }],
];

describe('parseIrc', () => {
  for (const [line, { command, params = [], source = '', tags = {} }] of IRC_LINES) {
    it(`cuts ${JSON.stringify(line)}`, () => {
      for (const end of ['', '\n', '\r\n']) {
        const message = parseIrc(line + end)!;
        expect(message.command).to.equal(command);
        expect(message.params).to.deep.equal(params);
        expect(message.source).to.equal(source);
        expect(Object.fromEntries(message.tags())).to.deep.equal(tags);
        for (const [name, value] of Object.entries(tags)) expect(message.tag(name), name).to.equal(value);
      }
    });
  }

  it('says null where there is no command', () => {
    for (const line of ['', ' ', '\r\n', '@a=1', '@a=1 ', ':ann', ':ann ', '@a=1 :ann', '@', ':']) {
      expect(parseIrc(line), line).to.equal(null);
    }
  });

  it('knows the nick', () => {
    for (const source of ['ann!a@host', 'ann@host', 'ann']) expect(parseIrc(`:${source} X`)!.nick).to.equal('ann');
    expect(parseIrc('X')!.nick).to.equal('');
  });

  it('does not take a part of a name or of a value for a tag', () => {
    const message = parseIrc('@xid=1;idx=2;x=id;y=id=3 X')!;
    expect(message.tag('id')).to.equal(undefined);
    expect(message.tag('')).to.equal(undefined);
    expect(message.tag('constructor')).to.equal(undefined);
    expect(parseIrc('@xid=1;id=2 X')!.tag('id')).to.equal('2');
    expect(parseIrc('@__proto__=1 X')!.tag('__proto__')).to.equal('1');
  });

  it('reads back whatever was written', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
    const word = fc.stringMatching(/^[^\s:\0][^\s\0]{0,8}$/u);
    const last = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n\0]/g, ''));
    const tags = fc.dictionary(name, fc.string({ unit: 'binary' }), { minKeys: 1, maxKeys: 6 });
    fc.assert(
      fc.property(tags, word, fc.array(word, { maxLength: 4 }), last, (all, source, params, trailing) => {
        const head = Object.entries(all).map(([key, value]) => `${key}=${escapeTag(value)}`);
        const message = parseIrc(`@${head.join(';')} :${source} X ${params.join(' ')} :${trailing}\r\n`)!;
        expect(message.source).to.equal(source);
        expect(message.params).to.deep.equal([...params, trailing]);
        for (const [key, value] of Object.entries(all)) expect(message.tag(key)).to.equal(value);
        expect(message.tags()).to.deep.equal(new Map(Object.entries(all)));
      }),
    );
  });

  it('tells the same lazily and eagerly, and never throws, whatever comes', () => {
    const pieces = fc.constantFrom('@', ':', ';', '=', ' ', '\\', 'a', 'id', '\r', '\n', '\0', '🦊', '__proto__', '\t');
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(line, (text) => {
        const message = parseIrc(text);
        if (!message) return;
        expect(message.command).not.to.equal('');
        for (const [name, value] of message.tags()) expect(message.tag(name)).to.equal(value);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes a line of a megabyte', () => {
    const message = parseIrc(`@${'a=1;'.repeat(100_000)}id=2 X ${'b '.repeat(100_000)}:${'c'.repeat(500_000)}`)!;
    expect(message.tag('id')).to.equal('2');
    expect(message.params).to.have.length(100_001);
  });
});
