import { expect } from 'chai';
import * as fc from 'fast-check';
import type { ChatEvent } from './events.ts';
import { useClientStage, type ClientStage } from './fixtures/client-stage.ts';
import { entriesOf, FeedMirror } from './fixtures/feed-mirror.ts';
import { messageOf } from './fixtures/message-of.ts';
import { wordFilter } from './word-filter.ts';

fc.configureGlobal({ seed: 333 });

const WORDS = { watched: ['raffle'], masked: ['spam', '.*', '(a+)+$'], hidden: ['worse'] };

const TEXTS = [
  `z${'\u0300'.repeat(10_000)}`,
  '\u202Emaps\u202C \u2066isolated',
  '<img src=x onerror=alert(1)>',
  'a'.repeat(100_000),
  '\ud800 lone \udc00 halves',
  '__proto__',
  'https://['.repeat(500),
  '@'.repeat(5000),
];

describe('Hostile chat', () => {
  let stage: ClientStage;

  useClientStage((one) => (stage = one), { filter: wordFilter(WORDS), capacity: 100 });

  it('is text, as it was written', async () => {
    const rt = await stage.joined('north');
    for (const text of TEXTS) rt.say('north', text, { user: { id: text, handle: text, name: text } });
    const shown = entriesOf(stage.client.feed).map((entry) => {
      const said = entry.kind === 'message' && entry.fragments.map(({ text }) => text).join('');
      return said === (entry.kind === 'message' && entry.message.text);
    });
    expect(shown).to.deep.equal(TEXTS.map(() => true));
  });

  it('does not hide words', async () => {
    const rt = await stage.joined('north');
    rt.say('north', `s\u0300\u0301p\u200b\u200da\u0489m`);
    rt.say('north', 'ｗｏｒｓｅ');
    rt.say('north', '𝓻𝓪𝓯𝓯𝓵𝓮');
    const found = entriesOf(stage.client.feed).map(
      (entry) => entry.kind === 'message' && (entry.filtered ?? entry.isMention),
    );
    expect(found).to.deep.equal(['masked', 'hidden', true]);
  });

  it('upsets nothing, whatever it names', async () => {
    const rt = await stage.joined('north');
    const mirror = new FeedMirror(stage.client.feed);
    const name = fc.oneof(
      fc.constantFrom('__proto__', 'constructor', 'toString', '', ' ', 'a b'),
      fc.string({ unit: 'binary' }),
    );
    const time = fc.oneof(fc.constantFrom(NaN, -1, 0, 1e300, -1e300), fc.nat());
    const channel = 'north';
    const at = { channel: fc.constant(channel), atMs: time };
    const message = fc
      .record({ id: name, userId: name, text: name, atMs: time, nonce: name })
      .map((one) => messageOf(one.id, one));
    const event: fc.Arbitrary<ChatEvent> = fc.oneof(
      fc.record({ ...at, type: fc.constant('message' as const), message }),
      fc.record({ ...at, type: fc.constant('held' as const), message, reason: name }),
      fc.record({ ...at, type: fc.constant('deleted' as const), messageIds: fc.array(name) }),
      fc.record({ ...at, type: fc.constant('cleared' as const) }),
      fc.record({
        ...at,
        type: fc.constant('moderated' as const),
        userId: name,
        untilMs: time,
        handle: name,
        action: fc.constantFrom('ban' as const, 'timeout' as const),
      }),
      fc.record({
        ...at,
        type: fc.constant('notice' as const),
        id: name,
        kind: name,
        text: name,
        details: fc.constant(JSON.parse('{"__proto__":1,"messageId":2}') as Record<string, number>),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 15 }), async (events) => {
        for (const one of events) rt.tell(channel, one);
        await stage.clock.advance(1);
        expect(mirror.entries).to.have.ordered.members(entriesOf(stage.client.feed));
        const keys = entriesOf(stage.client.feed).map(({ key }) => key);
        expect(new Set(keys).size).to.equal(keys.length);
        expect(keys.map((key) => stage.client.feed.indexOf(key))).to.deep.equal([...keys.keys()]);
      }),
      { numRuns: 30 },
    );
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
  });
});
