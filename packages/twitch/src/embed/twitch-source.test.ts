import { T333Error } from '@t333/core/errors';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { isTwitchSource } from './is-twitch-source.ts';
import { readTime, readTwitchSource, twitchPageUrl, writeTime } from './twitch-source.ts';

fc.configureGlobal({ seed: 333 });

const NAME_LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789_'];
const names = fc
  .array(fc.constantFrom(...NAME_LETTERS), { minLength: 4, maxLength: 25 })
  .map((letters) => letters.join(''))
  .filter((name) => !/^v\d+$/.test(name));

function codeOf(text: string): string {
  try {
    return JSON.stringify(readTwitchSource(text));
  } catch (error) {
    if (error instanceof T333Error) return error.code;
    throw error;
  }
}

describe('readTwitchSource', () => {
  const channel = { kind: 'channel', channel: 'night_owl' };
  const video = (startSeconds = 0) => ({ kind: 'video', video: '123', startSeconds });
  for (const [text, source] of [
    ['twitch:night_owl', channel],
    [' Twitch:Night_Owl ', channel],
    ['https://www.twitch.tv/night_owl', channel],
    ['http://twitch.tv/Night_Owl/', channel],
    ['twitch.tv/night_owl', channel],
    ['https://m.twitch.tv/night_owl?desktop-redirect=true', channel],
    ['https://www.twitch.tv/night_owl/videos', channel],
    ['https://player.twitch.tv/?channel=night_owl&parent=example.com', channel],
    ['https://twitch.tv/v1234', { kind: 'channel', channel: 'v1234' }],
    ['twitch:v123', video()],
    ['twitch:v123?t=1h2m3s', video(3723)],
    ['https://www.twitch.tv/videos/123', video()],
    ['https://www.twitch.tv/videos/123?t=1h2m3s', video(3723)],
    ['https://www.twitch.tv/videos/123?filter=archives&t=90s', video(90)],
    ['https://m.twitch.tv/videos/v123?t=2m', video(120)],
    ['https://www.twitch.tv/night_owl/v/123', video()],
    ['https://www.twitch.tv/night_owl/video/123?t=5', video(5)],
    ['https://player.twitch.tv/?video=v123&time=1h0m0s', video(3600)],
    ['https://player.twitch.tv/?video=123&parent=example.com', video()],
  ] as const) {
    it(`reads ${text}`, () => {
      expect(isTwitchSource(text)).to.equal(true);
      expect(readTwitchSource(text)).to.deep.equal(source);
    });
  }

  for (const [text, code] of [
    ['https://clips.twitch.tv/AwkwardHelplessSalamander', 'unsupported'],
    ['https://www.twitch.tv/night_owl/clip/AwkwardHelplessSalamander', 'unsupported'],
    ['https://clips.twitch.tv/embed?clip=Awkward', 'unsupported'],
    ['https://player.twitch.tv/?collection=abc', 'unsupported'],
    ['https://www.twitch.tv/', 'unsupported'],
    ['https://www.twitch.tv/directory/following', 'unsupported'],
    ['https://www.twitch.tv/videos', 'unsupported'],
    ['twitch:', 'unknown-source'],
    ['twitch:abc', 'unknown-source'],
    ['twitch:a_name_that_is_too_long_for', 'unknown-source'],
    ['twitch:night-owl', 'unknown-source'],
    ['twitch:<img src=x onerror=alert(1)>', 'unknown-source'],
    ['twitch:night_owl&autoplay=true', 'unknown-source'],
    ['https://www.twitch.tv/videos/1e5', 'unknown-source'],
    ['https://www.twitch.tv/videos/123456789012345678901', 'unknown-source'],
  ] as const) {
    it(`refuses ${text}`, () => {
      expect(isTwitchSource(text)).to.equal(true);
      expect(codeOf(text)).to.equal(code);
    });
  }

  for (const text of [
    '',
    'night_owl',
    'https://example.com/twitch.tv/night_owl',
    'https://twitch.tv.example.com/night_owl',
    'https://nottwitch.tv/night_owl',
    'https://evil.twitch.tv/night_owl',
    'https://twitch.tv@example.com/night_owl',
    'javascript:twitch.tv/night_owl',
    'ftp://twitch.tv/night_owl',
  ]) {
    it(`leaves ${text || 'nothing'} to others`, () => {
      expect(isTwitchSource(text)).to.equal(false);
      expect(codeOf(text)).to.equal('unknown-source');
    });
  }

  it('reads every name that a channel may have, and its page again', () => {
    fc.assert(
      fc.property(names, (name) => {
        expect(readTwitchSource(`twitch:${name}`)).to.deep.equal({ kind: 'channel', channel: name });
      }),
    );
  });

  it('reads the page of every video again, with its time', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 19n }), fc.nat(1e6), (number, startSeconds) => {
        const source = { kind: 'video', video: String(number), startSeconds } as const;
        expect(readTwitchSource(twitchPageUrl(source))).to.deep.equal(source);
      }),
    );
  });

  it('makes of any text a source that is clean, or a refusal', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.string({ unit: 'binary' }).map((text) => `twitch:${text}`),
      fc.string({ unit: 'binary' }).map((text) => `https://www.twitch.tv/${text}`),
      fc.string({ unit: 'binary' }).map((text) => `https://player.twitch.tv/?channel=${text}`),
      fc.string({ unit: 'binary' }).map((text) => `https://www.twitch.tv/videos/1?t=${text}`),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        let source;
        try {
          source = readTwitchSource(text);
        } catch (error) {
          expect(error).to.be.instanceOf(T333Error);
          return;
        }
        if (source.kind === 'channel') return void expect(source.channel).to.match(/^[a-z0-9_]{4,25}$/);
        expect(source.video).to.match(/^\d{1,20}$/);
        expect(source.startSeconds).to.satisfy(Number.isSafeInteger);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('readTime', () => {
  it('reads what writeTime wrote', () => {
    fc.assert(fc.property(fc.nat(1e8), (seconds) => readTime(writeTime(seconds)) === seconds));
  });

  for (const [text, seconds] of [
    ['1h2m3s', 3723],
    ['1H', 3600],
    ['90', 90],
    ['', 0],
    [null, 0],
    ['-5s', 0],
    ['1.5h', 0],
    ['3s2m', 0],
  ] as const) {
    it(`makes ${seconds} s of ${String(text)}`, () => expect(readTime(text)).to.equal(seconds));
  }
});
