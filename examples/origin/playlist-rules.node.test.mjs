import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textAt } from './live-scenarios.mjs';
import { changeViolations, readPlaylist, violations } from './playlist-rules.mjs';

describe('the rules', () => {
  const good = textAt({ ll: true, dvr: 40 }, 60_500);
  /** @type {[string, (text: string) => string][]} */
  const rows = [
    ['EXTINF', (text) => text.replace('EXTINF:2.0', 'EXTINF:3.0')],
    ['PART-TARGET', (text) => text.replace('PART-TARGET=0.2', 'PART-TARGET=0.1')],
    ['85 %', (text) => text.replace('PART-TARGET=0.2', 'PART-TARGET=0.3')],
    ['PART-HOLD-BACK', (text) => text.replace('PART-HOLD-BACK=0.6', 'PART-HOLD-BACK=0.5')],
    ['make up', (text) => text.replace(/#EXT-X-PART:.*\n/, '')],
    ['no URI twice', (text) => text.replace(/(URI="160p\/)30\.2x6/, '$130.1x6')],
    ['one hint', (text) => `${text}#EXT-X-ENDLIST\n`],
    ['EXT-X-GAP', (text) => text.replace('INDEPENDENT=YES', 'INDEPENDENT=YES,GAP=YES')],
    ['true reports', (text) => text.replace('LAST-PART=1', 'LAST-PART=2')],
    ['EXT-X-MAP', (text) => text.replace(/#EXT-X-MAP.*\n/, '')],
    [
      'is skipped',
      (text) =>
        text.replace(
          /#EXT-X-MAP.*\n[^]*?(?=#EXT-X-PROGRAM-DATE-TIME:[^\n]*\n#EXT-X-PART)/,
          '#EXT-X-SKIP:SKIPPED-SEGMENTS=17\n',
        ),
    ],
  ];
  it('hold for a good playlist', () => assert.deepEqual(violations(readPlaylist(good)), []));
  for (const [rule, spoil] of rows) {
    it(`are broken: ${rule}`, () => {
      assert.notEqual(spoil(good), good);
      assert.match(violations(readPlaylist(spoil(good))).join('\n'), new RegExp(rule));
    });
  }

  it('hold for changes', () => {
    const later = textAt({ ll: true, dvr: 40 }, 62_500);
    const change = (/** @type {string} */ from, /** @type {string} */ to) =>
      changeViolations(readPlaylist(from), readPlaylist(to));
    assert.deepEqual(change(good, later), []);
    assert.notDeepEqual(change(later, good), []);
    assert.notDeepEqual(change(good, later.replace('160p/25.m4s', '160p/other.m4s')), []);
    assert.notDeepEqual(change(good, later.replace('160p/30.2x6', '160p/other')), []);
    assert.notDeepEqual(change(`${good}#EXT-X-ENDLIST\n`, later), []);
    assert.notDeepEqual(change(good, later.replace(/T22:(\d\d)/g, 'T21:$1')), []);
  });
});
