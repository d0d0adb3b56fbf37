import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { decideReload, parseDirectives } from './blocking-reload.mjs';
import { moment, scenarios, sourceOf, textAt } from './live-scenarios.mjs';
import { edgeOf, readPlaylist } from './playlist-rules.mjs';

/** @typedef {import('./knobs.mjs').Knobs} Knobs */

fc.configureGlobal({ seed: 333 });

describe('parseDirectives', () => {
  for (const [query, expected] of /** @type {const} */ ([
    ['', { skip: false }],
    ['_HLS_msn=7', { skip: false, msn: 7 }],
    ['_HLS_msn=7&_HLS_part=0&_HLS_skip=YES', { skip: true, msn: 7, part: 0 }],
  ])) {
    it(`reads ${query}`, () => assert.deepEqual(parseDirectives(new URLSearchParams(query)), expected));
  }
  for (const query of [
    '_HLS_part=1',
    '_HLS_msn=',
    '_HLS_msn=-1',
    '_HLS_msn=1.5',
    '_HLS_msn=1&_HLS_part=x',
    '_HLS_msn=9e9',
  ]) {
    it(`refuses ${query}`, () => assert.ok('problem' in parseDirectives(new URLSearchParams(query))));
  }
});

/**
 * Asks until there is an answer, as the server does.
 * @param {Knobs} knobs
 * @param {import('./blocking-reload.mjs').Directives} directives
 * @param {number} askedMs
 */
function follow(knobs, directives, askedMs) {
  const decide = (/** @type {number} */ nowMs) => decideReload(sourceOf(knobs), directives, { nowMs, askedMs });
  let nowMs = askedMs;
  let decision = decide(nowMs);
  for (let waits = 0; 'waitUntilMs' in decision; waits++) {
    const { waitUntilMs } = decision;
    assert.ok(waitUntilMs > nowMs && waits < 10, `waits ${waits} times, until ${waitUntilMs}`);
    // Just before, there is nothing to tell yet.
    const early = decide(waitUntilMs - 0.5);
    assert.ok(waitUntilMs - 0.5 < nowMs || 'waitUntilMs' in early);
    nowMs = waitUntilMs;
    decision = decide(nowMs);
  }
  return { nowMs, decision };
}

describe('a blocking reload', () => {
  /** @type {[string, number, import('./blocking-reload.mjs').Directives, unknown][]} at 60.5 s: 30 segments, two parts */
  const rows = [
    ['no directive', 60_500, { skip: false }, 'now'],
    ['a segment of the past', 60_500, { skip: false, msn: 3 }, 'now'],
    ['the last segment', 60_500, { skip: false, msn: 29 }, 'now'],
    ['the open segment', 60_500, { skip: false, msn: 30 }, 62_000],
    ['the one after it', 60_500, { skip: false, msn: 31 }, 64_000],
    ['two after it', 60_500, { skip: false, msn: 32 }, 400],
    ['a part that is there', 60_500, { skip: false, msn: 30, part: 1 }, 'now'],
    ['the next part', 60_500, { skip: false, msn: 30, part: 2 }, 60_600],
    ['the last part', 60_500, { skip: false, msn: 30, part: 9 }, 62_000],
    ['a part beyond the last: the first of the next', 60_500, { skip: false, msn: 30, part: 10 }, 62_200],
    ['a part beyond the last, of the past', 60_500, { skip: false, msn: 29, part: 10 }, 'now'],
    ['the last part within the advance part limit', 60_500, { skip: false, msn: 31, part: 6 }, 63_400],
    ['the first part beyond the advance part limit', 60_500, { skip: false, msn: 31, part: 7 }, 400],
    ['years ahead', 60_500, { skip: false, msn: 1e14, part: 1e14 }, 400],
  ];
  for (const [title, sinceMs, directives, expected] of rows) {
    it(`${title}: ${expected}`, () => {
      const askedMs = moment(sinceMs);
      const { nowMs, decision } = follow({ ll: true }, directives, askedMs);
      if (expected === 400) assert.deepEqual([decision, nowMs], [{ status: 400 }, askedMs]);
      else {
        assert.ok('view' in decision);
        assert.equal(nowMs, expected === 'now' ? askedMs : moment(Number(expected)));
      }
    });
  }

  it('gives up after three target durations', () => {
    const source = sourceOf({ ll: true, freeze: 30, at: moment(60_000) });
    const askedMs = moment(60_500);
    const directives = { skip: false, msn: 30, part: 2 };
    assert.deepEqual(decideReload(source, directives, { nowMs: askedMs, askedMs }), { waitUntilMs: askedMs + 6000 });
    assert.deepEqual(decideReload(source, directives, { nowMs: askedMs + 6000, askedMs }), { status: 503 });
  });

  it('is answered at once when the stream has ended', () => {
    const nowMs = moment(60_500);
    const decision = decideReload(
      sourceOf({ ll: true, end: moment(50_000) }),
      { skip: false, msn: 25 },
      { nowMs, askedMs: nowMs },
    );
    assert.ok('view' in decision && decision.view.ended);
  });

  it('contains what was asked for, as soon as it can, whatever the knobs', () => {
    const ahead = fc.record({
      segments: fc.integer({ min: -2, max: 1 }),
      part: fc.option(fc.integer({ min: 0, max: 12 })),
    });
    let answered = 0;
    fc.assert(
      fc.property(scenarios, ahead, ({ knobs: some, restart, sinceMs }, { segments, part }) => {
        const knobs = /** @type {Knobs} */ ({ ...some, ll: true, ...(restart ? { restart } : {}) });
        const askedMs = moment(sinceMs);
        const edge = edgeOf(readPlaylist(textAt(knobs, sinceMs)));
        const msn = Math.max(0, edge.msn + segments);
        const { nowMs, decision } = follow(knobs, { skip: false, msn, ...(part === null ? {} : { part }) }, askedMs);
        assert.ok(nowMs <= askedMs + 6000);
        if (!('view' in decision) || decision.view.ended) return;
        answered++;
        const now = edgeOf(readPlaylist(textAt(knobs, nowMs - moment(0))));
        const { partsPerSegment } = decision.view.timing;
        const wanted =
          part === null ? (msn + 1) * partsPerSegment : msn * partsPerSegment + Math.min(part, partsPerSegment) + 1;
        assert.ok(now.msn * partsPerSegment + now.parts >= wanted);
      }),
      { numRuns: 400 },
    );
    assert.ok(answered > 200, `${answered} answers`);
  });
});
