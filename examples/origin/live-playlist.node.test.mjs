import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { moment, scenarios, sourceOf, textAt } from './live-scenarios.mjs';
import { liveView } from './live-view.mjs';
import { changeViolations, edgeOf, readPlaylist, violations } from './playlist-rules.mjs';

/** @typedef {import('./knobs.mjs').Knobs} Knobs */

fc.configureGlobal({ seed: 333 });

/**
 * @param {Knobs} knobs
 * @param {number} sinceMs
 */
const at = (knobs, sinceMs) => readPlaylist(textAt({ ll: true, ...knobs }, sinceMs));

describe('a low-latency playlist', () => {
  it('reads as a person would write it', () => {
    assert.equal(
      textAt({ ll: true, part: 1000, dvr: 4, parts: 3 }, 9_500),
      `#EXTM3U
#EXT-X-VERSION:9
#EXT-X-TARGETDURATION:2
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12.0,HOLD-BACK=6.0,PART-HOLD-BACK=3.00000
#EXT-X-PART-INF:PART-TARGET=1.00000
#EXT-X-MEDIA-SEQUENCE:2
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MAP:URI="160p/init.mp4?ll=on"
#EXT-X-PROGRAM-DATE-TIME:2023-11-14T22:13:25.200Z
#EXTINF:2.00000,
160p/2.m4s?ll=on
#EXT-X-PROGRAM-DATE-TIME:2023-11-14T22:13:27.200Z
#EXT-X-PART:DURATION=1.00000,URI="160p/3.0x30.m4s?ll=on",INDEPENDENT=YES
#EXT-X-PART:DURATION=1.00000,URI="160p/3.1x30.m4s?ll=on"
#EXTINF:2.00000,
160p/3.m4s?ll=on
#EXT-X-PROGRAM-DATE-TIME:2023-11-14T22:13:29.200Z
#EXT-X-PART:DURATION=1.00000,URI="160p/4.0x30.m4s?ll=on",INDEPENDENT=YES
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="160p/4.1x30.m4s?ll=on"
#EXT-X-RENDITION-REPORT:URI="360p.m3u8?ll=on",LAST-MSN=4,LAST-PART=0
`,
    );
  });

  /** @type {[number, number, number][]} ms since the start, edge */
  const edges = [
    [-5000, 0, 0],
    [0, 0, 0],
    [199, 0, 0],
    [200, 0, 1],
    [1999, 0, 9],
    [2000, 1, 0],
    [2200, 1, 1],
    [41_400, 20, 7],
  ];
  for (const [sinceMs, msn, parts] of edges) {
    it(`ends before part ${parts} of segment ${msn} after ${sinceMs} ms`, () => {
      assert.deepEqual(edgeOf(at({}, sinceMs)), { msn, parts });
    });
  }

  it('lists the parts of the last three target durations, or as many as asked for', () => {
    const counts = (/** @type {Knobs} */ knobs) => at(knobs, 60_400).segments.map(({ parts }) => parts.length);
    assert.deepEqual(counts({}), [0, 0, 0, 10, 10, 10]);
    assert.deepEqual(counts({ parts: 2 }), [0, 0, 0, 0, 0, 0]);
    assert.deepEqual(counts({ parts: 3 }), [0, 0, 0, 0, 0, 10]);
    assert.deepEqual(counts({ part: 700, parts: 100 }), [3, 3, 3, 3, 3, 3]);
  });

  it('cuts parts at whole frames, the last of a segment shorter', () => {
    /** @type {[number, number[]][]} */
    const rows = [
      [700, [0.7, 0.7, 0.6]],
      [500, [0.5, 0.5, 0.5, 0.5]],
      [333, Array.from({ length: 6 }, () => 0.33333)],
      [10_000, [2]],
    ];
    for (const [part, seconds] of rows) {
      const [segment] = at({ part, parts: 1000 }, 60_000).segments;
      assert.deepEqual(
        segment?.parts.map((listed) => listed.seconds),
        seconds,
      );
    }
    assert.equal(at({ part: 1, parts: 1000 }, 60_000).segments[0]?.parts.length, 60);
  });

  it('without ll is what it always was', () => {
    const text = textAt({}, 60_500);
    assert.doesNotMatch(text, /PART|SERVER-CONTROL|PRELOAD|REPORT|SKIP/);
    assert.equal(readPlaylist(text).segments.length, 6);
  });
});

describe('faults in playlists', () => {
  const strike = 30_000;
  const struck = { at: moment(strike) };

  it('late: nothing new for a while, then all of it', () => {
    const knobs = { ...struck, late: 700 };
    assert.deepEqual(edgeOf(at(knobs, strike + 699)), edgeOf(at({}, strike)));
    assert.deepEqual(edgeOf(at(knobs, strike + 700)), edgeOf(at({}, strike + 700)));
  });

  it('freeze: the same text for a while', () => {
    const knobs = { ll: true, ...struck, freeze: 30 };
    assert.equal(textAt(knobs, strike + 29_999), textAt(knobs, strike));
    assert.notEqual(textAt(knobs, strike + 30_000), textAt(knobs, strike));
  });

  it('gap: parts, and their segment, say that they are not there; none is hinted at', () => {
    const knobs = { ...struck, at: moment(strike + 500), gap: 0.3 };
    const { segments } = at(knobs, strike + 2100);
    const last = segments.at(-1);
    assert.deepEqual(
      segments.map(({ gap }) => gap),
      [false, false, false, false, false, true],
    );
    assert.deepEqual(
      last?.parts.flatMap(({ gap }, i) => (gap ? [i] : [])),
      [2, 3],
    );
    assert.deepEqual(at(knobs, strike + 410).hints, []);
    assert.deepEqual(readPlaylist(textAt(knobs, strike + 2100)).segments.at(-1)?.gap, true);
    assert.match(textAt(knobs, strike + 2100), /#EXT-X-VERSION:8/);
  });

  it('jump: dates move, and back at the next strike', () => {
    const knobs = { ...struck, every: 10, jump: -5000, dvr: 60 };
    const dates = at(knobs, 60_000).segments.map(({ dateMs, msn }) => Number(dateMs) - moment(msn * 2000));
    assert.deepEqual(
      dates,
      Array.from({ length: 30 }, (_, msn) => (msn < 15 ? 0 : msn < 20 ? -5000 : msn < 25 ? 0 : -5000)),
    );
  });

  it('discontinuity: decode times count from there, and it is counted when it is gone', () => {
    const knobs = /** @type {Knobs} */ ({ ...struck, discontinuity: true });
    const { segments } = at(knobs, strike + 4000);
    assert.deepEqual(
      segments.map(({ uri, discontinuity }) => [uri, discontinuity]),
      [
        ['160p/11.m4s?ll=on', false],
        ['160p/12.m4s?ll=on', false],
        ['160p/13.m4s?ll=on', false],
        ['160p/14.m4s?ll=on', false],
        ['160p/15-15.m4s?ll=on', true],
        ['160p/16-15.m4s?ll=on', false],
      ],
    );
    assert.deepEqual(
      at(knobs, strike + 60_000).segments.map((segment) => segment.discontinuitySequence),
      [1, 1, 1, 1, 1, 1],
    );
    assert.deepEqual(at(knobs, strike).hints, []);
  });

  it('restart: the media sequence begins anew with the first whole segment', () => {
    const knobs = /** @type {Knobs} */ ({ ...struck, restart: true });
    assert.deepEqual(edgeOf(at(knobs, strike + 1999)), { msn: 15, parts: 0 });
    const anew = at(knobs, strike + 2400);
    assert.equal(anew.mediaSequence, 0);
    assert.deepEqual(
      anew.segments.map(({ uri, msn, dateMs }) => [uri, msn, dateMs]),
      [['160p/15-15.m4s?ll=on', 0, moment(strike)]],
    );
    assert.deepEqual(edgeOf(anew), { msn: 1, parts: 2 });
  });

  it('end: with the segment of that time', () => {
    const knobs = { end: moment(strike + 300) };
    assert.equal(at(knobs, strike + 1999).ended, false);
    const { ended, hints, segments } = at(knobs, strike + 2000);
    assert.deepEqual([ended, hints, segments.at(-1)?.msn], [true, [], 15]);
    assert.deepEqual(at(knobs, strike + 90_000), at(knobs, strike + 2000));
    assert.equal(at({ end: moment(strike) }, strike).segments.at(-1)?.msn, 14);
  });
});

describe('every playlist', () => {
  it('keeps the rules, by itself and after the one before it, whatever the knobs', () => {
    fc.assert(
      fc.property(scenarios, fc.boolean(), ({ knobs: some, restart, sinceMs, steps }, ll) => {
        const knobs = /** @type {Knobs} */ ({ ...some, ll, ...(restart ? { restart } : {}) });
        let nowMs = sinceMs;
        let before = /** @type {{ base: number, playlist: import('./playlist-rules.mjs').Playlist } | null} */ (null);
        for (const step of [0, ...steps]) {
          nowMs += step;
          const { base } = liveView(sourceOf(knobs), moment(nowMs));
          const playlist = readPlaylist(textAt(knobs, nowMs));
          assert.deepEqual(violations(playlist), []);
          // Nothing is listed before its time.
          const { msn, parts } = edgeOf(playlist);
          const listedMs =
            (base + msn) * 2000 + (playlist.open?.parts ?? []).reduce((ms, part) => ms + part.seconds * 1000, 0);
          assert.ok(listedMs <= Math.max(0, nowMs) + 1, `part ${parts} of ${msn} at ${nowMs}`);
          if (before?.base === base) assert.deepEqual(changeViolations(before.playlist, playlist), []);
          else assert.ok(before === null || restart);
          before = { base, playlist };
        }
      }),
      { numRuns: 400 },
    );
  });

  it('can be updated: what is skipped, the client has', () => {
    fc.assert(
      fc.property(scenarios, ({ knobs: some, sinceMs, steps: [step = 0] }) => {
        const knobs = { ...some, ll: true, dvr: 40 };
        // A client's playlist may be half the skip boundary old.
        const laterMs = sinceMs + Math.min(step, 6000);
        const old = readPlaylist(textAt(knobs, sinceMs));
        const delta = readPlaylist(textAt(knobs, laterMs, true));
        const full = readPlaylist(textAt(knobs, laterMs));
        assert.deepEqual(violations(delta), []);
        assert.equal(delta.mediaSequence, full.mediaSequence);
        assert.deepEqual(edgeOf(delta), edgeOf(full));
        const kept = full.segments.slice(delta.skipped);
        assert.deepEqual(
          delta.segments.map(({ uri, parts, seconds }) => ({ uri, parts, seconds })),
          kept.map(({ uri, parts, seconds }) => ({ uri, parts, seconds })),
        );
        if (old.ended || (knobs.freeze ?? 0) > 0 || (knobs.late ?? 0) > 0) return; // it may have fallen behind
        const has = new Set(old.segments.map(({ uri }) => uri));
        for (const { uri } of full.segments.slice(0, delta.skipped)) assert.ok(has.has(uri), uri);
      }),
      { numRuns: 300 },
    );
  });
});
