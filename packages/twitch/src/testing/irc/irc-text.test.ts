import { expect } from 'chai';
import * as fc from 'fast-check';
import { readLine, writeTags } from './irc-text.ts';

fc.configureGlobal({ seed: 333 });

describe('readLine', () => {
  const lines: [string, ReturnType<typeof readLine>][] = [
    ['', null],
    ['PING', { command: 'PING', params: [], tags: {} }],
    ['nick ann', { command: 'NICK', params: ['ann'], tags: {} }],
    ['PING :a b', { command: 'PING', params: ['a b'], tags: {} }],
    ['PRIVMSG #a :b :c', { command: 'PRIVMSG', params: ['#a', 'b :c'], tags: {} }],
    ['PRIVMSG  #a  b', { command: 'PRIVMSG', params: ['#a', 'b'], tags: {} }],
    [':me PRIVMSG #a :', { command: 'PRIVMSG', params: ['#a', ''], tags: {} }],
    ['@a=1;b;c=x\\sy\\:=z X', { command: 'X', params: [], tags: { a: '1', b: '', c: 'x y;=z' } }],
  ];
  for (const [line, read] of lines) {
    it(`reads ${JSON.stringify(line)}`, () => expect(readLine(line)).to.deep.equal(read));
  }

  it('takes anything', () => {
    fc.assert(fc.property(fc.string(), (line) => void readLine(line)));
  });
});

describe('writeTags', () => {
  it('writes what can be read again', () => {
    const name = fc.stringMatching(/^[a-z-]{1,9}$/);
    const value = fc.string({ unit: fc.constantFrom('a', ' ', ';', '\\', '\r', '\n', '=', ':', 's', '😀') });
    fc.assert(
      fc.property(fc.dictionary(name, value), (tags) => {
        const line = `${writeTags(tags)}X`;
        expect(line).not.to.match(/[\r\n]/);
        expect(readLine(line)?.tags).to.deep.equal({ ...tags });
      }),
    );
  });
});
