import { expect } from 'chai';
import * as fc from 'fast-check';
import { contentIdOf, limitSessionId, pageSessionId } from './identity.ts';

fc.configureGlobal({ seed: 333 });

describe('contentIdOf', () => {
  const cases: [source: string, id: string][] = [
    ['https://viewer:secret@a.example/live/stage.m3u8?token=secret#secret', 'a.example/live/stage.m3u8'],
    ['/live/stage.m3u8?token=secret', `${location.host}/live/stage.m3u8`],
    ['https://a.example/Größe.m3u8', 'a.example/Gr%C3%B6%C3%9Fe.m3u8'],
    ['twitch:somebody', 'twitch:somebody'],
  ];
  for (const [source, id] of cases) it(source, () => expect(contentIdOf(source)).to.equal(id));

  it('is text that a structured field can hold, of any source', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (source) => {
        expect(contentIdOf(source)).to.match(/^[ -~]{0,128}$/);
      }),
    );
  });
});

describe('pageSessionId', () => {
  it('is one UUID for the whole page', () => {
    expect(pageSessionId()).to.match(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(pageSessionId()).to.equal(pageSessionId());
    expect(limitSessionId('ü'.repeat(99))).to.have.lengthOf(64);
  });
});
