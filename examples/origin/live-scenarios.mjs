/** A live stream for tests of what depends on the clock and the knobs, and knobs of all kinds for it. */
import * as fc from 'fast-check';
import { livePlaylist } from './live-playlist.mjs';
import { liveView } from './live-view.mjs';

/** @typedef {import('./knobs.mjs').Knobs} Knobs */

const epochMs = 1_700_000_000_000;
const startOffsetMs = 1200;
const recording = { durationMs: 40_000, segmentMs: 2000, startOffsetMs };

/** @param {Knobs} knobs */
export const sourceOf = (knobs) => ({ recording, frameRate: 30, epochMs, windowSegments: 6, knobs });

/**
 * @param {Knobs} knobs
 * @param {number} sinceMs since the stream began
 * @param {boolean} [skip]
 */
export const textAt = (knobs, sinceMs, skip) =>
  livePlaylist(liveView(sourceOf(knobs), epochMs + startOffsetMs + sinceMs), {
    rendition: '160p',
    renditions: ['160p', '360p'],
    knobs,
    query: '?ll=on',
    skip: skip ?? false,
  });

/** @param {number} sinceMs */
export const moment = (sinceMs) => epochMs + startOffsetMs + sinceMs;

/** Knobs of all kinds at once, seconds since the start of the stream, and then in small and large steps. */
export const scenarios = fc.record({
  knobs: fc
    .record(
      {
        part: fc.constantFrom(1, 33, 100, 333, 500, 700, 1000, 1999, 2000),
        parts: fc.integer({ min: 1, max: 90 }),
        dvr: fc.integer({ min: 2, max: 90 }),
        late: fc.integer({ min: 0, max: 9000 }),
        freeze: fc.integer({ min: 0, max: 40 }),
        gap: fc.constantFrom(0, 0.1, 1, 7),
        jump: fc.constantFrom(-3000, 60_000),
        discontinuity: fc.boolean(),
        at: fc.integer({ min: -20_000, max: 150_000 }).map(moment),
        every: fc.integer({ min: 4, max: 60 }),
        end: fc.integer({ min: 0, max: 200_000 }).map(moment),
        pdt: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    .map((knobs) => /** @type {Knobs} */ (knobs)),
  restart: fc.boolean(),
  sinceMs: fc.integer({ min: -3000, max: 120_000 }),
  steps: fc.array(fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 400, max: 20_000 })), {
    minLength: 1,
    maxLength: 12,
  }),
});
