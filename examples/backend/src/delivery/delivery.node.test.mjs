import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { parseRange } from './byte-range.ts';
import { MediaAccess } from './media-access.ts';
import { mediaElsewhere } from './media-elsewhere.ts';
import { SignedUrls } from './signed-urls.ts';

const ID = '019b7a2c-1234-7abc-8def-0123456789ab';
const OTHER = '019b7a2c-1234-7abc-8def-0123456789ac';
const HOUR_MS = 3_600_000;

const signing = (secret = 'a secret of thirty-two characters') => {
  const clock = { nowMs: Date.UTC(2026, 0, 1), now: () => clock.nowMs };
  return { clock, urls: new SignedUrls({ secret, clock }) };
};
const signatureOf = (url) => url.split('/')[3];

describe('SignedUrls', () => {
  it('are good for what they were made for, for six hours', () => {
    const { clock, urls } = signing();
    const url = urls.sign('vods', ID, 'master.m3u8');
    assert.match(url, new RegExp(`^/media/signed/\\d+\\.[\\w-]{43}/vods/${ID}/master\\.m3u8$`));
    const signature = signatureOf(url);
    assert.equal(urls.isGood(signature, 'vods', ID), true);
    assert.equal(urls.isGood(signature, 'vods', OTHER), false);
    assert.equal(urls.isGood(signature, 'live', ID), false);
    clock.nowMs += 6 * HOUR_MS - 1;
    assert.equal(urls.isGood(signature, 'vods', ID), true);
    clock.nowMs += 300_001;
    assert.equal(urls.isGood(signature, 'vods', ID), false);
  });

  it('are the same for five minutes, for the sake of caches', () => {
    const { clock, urls } = signing();
    clock.nowMs += 1000;
    const first = urls.sign('vods', ID, 'master.m3u8');
    clock.nowMs += 298_000;
    assert.equal(urls.sign('vods', ID, 'master.m3u8'), first);
    clock.nowMs += 2000;
    assert.notEqual(urls.sign('vods', ID, 'master.m3u8'), first);
  });

  it('are not made longer by changing when they end, nor taken from another secret', () => {
    const { urls } = signing();
    const signature = signatureOf(urls.sign('vods', ID, 'x.mp4'));
    const [until, mac] = signature.split('.');
    assert.equal(urls.isGood(`${Number(until) + 1}.${mac}`, 'vods', ID), false);
    assert.equal(urls.isGood(`0${until}.${mac}`, 'vods', ID), true, 'the same number');
    const { urls: others } = signing('another secret of 32 characters!');
    assert.equal(others.isGood(signature, 'vods', ID), false);
  });

  it('are refused with any other letter in it, and whatever else there is', () => {
    const { urls } = signing();
    const signature = signatureOf(urls.sign('live', ID, 'x'));
    const [until, mac] = signature.split('.');
    fc.assert(
      fc.property(fc.nat({ max: mac.length - 2 }), fc.constantFrom(...'abcXYZ019-_'), (index, letter) => {
        const forged = mac.slice(0, index) + letter + mac.slice(index + 1);
        return urls.isGood(`${until}.${forged}`, 'live', ID) === (forged === mac);
      }),
    );
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => !urls.isGood(text, 'live', ID)));
    for (const text of ['', '.', `${until}.`, `.${mac}`, `-1.${mac}`, `1e12.${mac}`, `NaN.${mac}`, `${until}.${mac}=`])
      assert.equal(urls.isGood(text, 'live', ID), false, text);
  });
});

describe('parseRange', () => {
  for (const [header, expected] of [
    [undefined, null],
    ['bytes=0-99', { start: 0, end: 100 }],
    ['bytes=900-', { start: 900, end: 1000 }],
    ['bytes=-100', { start: 900, end: 1000 }],
    ['bytes=-5000', { start: 0, end: 1000 }],
    ['bytes=0-5000', { start: 0, end: 1000 }],
    ['bytes=1000-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-2', null],
    ['bytes=-', null],
    ['bytes=0-1,5-6', null],
    ['items=0-1', null],
    ['bytes=a-b', null],
    ['bytes=0-99999999999999999999', null],
  ])
    it(`takes ${header} of 1000 bytes as ${JSON.stringify(expected)}`, () =>
      assert.deepEqual(parseRange(header, 1000), expected));

  it('never leads out of what is there', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.option(fc.nat(2000)), fc.option(fc.nat(2000)), (size, first, last) => {
        const span = parseRange(`bytes=${first ?? ''}-${last ?? ''}`, size);
        return (
          span === null || span === 'unsatisfiable' || (0 <= span.start && span.start < span.end && span.end <= size)
        );
      }),
    );
  });
});

describe('MediaAccess', () => {
  it('asks once in two seconds, anew after a failure, and when told to', async () => {
    const clock = { nowMs: 0, now: () => clock.nowMs };
    const asked = [];
    let fails = true;
    const access = new MediaAccess({
      clock,
      async find(kind, id) {
        asked.push(`${kind} ${id}`);
        if (fails) throw new Error('the database is away');
        return { isOpen: true, prefix: id };
      },
    });
    await assert.rejects(access.facts('live', ID));
    fails = false;
    assert.equal((await access.facts('live', ID)).prefix, ID);
    await Promise.all([access.facts('live', ID), access.facts('live', ID)]);
    assert.equal(asked.length, 2);
    clock.nowMs = 2000;
    await access.facts('live', ID);
    access.forget('live', ID);
    await access.facts('live', ID);
    await access.facts('vods', ID);
    assert.equal(asked.length, 5);
  });
});

describe('mediaElsewhere', () => {
  it('asks the other instance with what playlists are asked for with alone, once', async () => {
    const asked = [];
    const { live } = mediaElsewhere({
      makers: { find: async () => 'http://127.0.0.1:1' },
      live: async () => null,
      recordingSoFar: async () => null,
      secret: 'a secret',
      async fetch({ href }) {
        asked.push(href);
        return new Response('#EXTM3U');
      },
    });
    const query = { _HLS_part: '2', _HLS_msn: '1', ll: 'on' };
    await Promise.all(['1', '2'].map((nonce) => live({ streamId: ID, file: 'a.m3u8', query: { ...query, nonce } })));
    assert.deepEqual(asked, [`http://127.0.0.1:1/internal/streams/${ID}/media/a.m3u8?_HLS_msn=1&_HLS_part=2&ll=on`]);
  });
});
