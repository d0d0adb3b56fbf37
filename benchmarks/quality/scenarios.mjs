/** What the wall goes through. Every contender goes through all of it. */

/** The wall begins with this tile large. */
export const FIRST_FOCUS = 0;

/** From a request to the beginning of its answer where a scenario says nothing else, in ms: a content network nearby. */
const ROUND_TRIP_MS = 20;

const BASE = {
  tiles: 9,
  mode: 'live',
  recording: 'ladder',
  seconds: 60,
  roundTripMs: ROUND_TRIP_MS,
  /** One segment of so many hangs before its first byte. */
  stallEvery: null,
  stallMs: 0,
};

const focus = (atSeconds, tile) => ({ atSeconds, act: 'focus', tile });
const link = (atSeconds, bandwidthBps) => ({ atSeconds, act: 'link', bandwidthBps });
const seek = (atSeconds, tiles, bySeconds) => ({ atSeconds, act: 'seek', tiles, bySeconds });

const MOVES = [focus(20, 5), focus(40, 2)];
const ALL_NINE = Array.from({ length: 9 }, (_, i) => i);

/** `bandwidthBps` of null: no limit. */
export const SCENARIOS = {
  '6mbit': { ...BASE, bandwidthBps: 6e6, events: MOVES },
  drop: { ...BASE, bandwidthBps: 25e6, events: [link(15, 6e6), ...MOVES] },
  '3mbit': { ...BASE, bandwidthBps: 3e6, events: MOVES },
  '12mbit': { ...BASE, bandwidthBps: 12e6, events: MOVES },
  '4tiles': { ...BASE, tiles: 4, bandwidthBps: 6e6, events: [focus(20, 3), focus(40, 2)] },
  '16tiles': { ...BASE, tiles: 16, bandwidthBps: 10e6, events: MOVES },
  'vod-seeks': {
    ...BASE,
    mode: 'vod',
    bandwidthBps: 12e6,
    events: [seek(10, [0], 90), focus(20, 5), seek(30, ALL_NINE, 45), focus(40, 2), seek(50, [2], -20)],
  },
  rtt: { ...BASE, bandwidthBps: 12e6, roundTripMs: 200, stallEvery: 100, stallMs: 5000, events: MOVES },
  churn: {
    ...BASE,
    seconds: 70,
    bandwidthBps: 6e6,
    events: [
      { atSeconds: 10, act: 'resize', tile: 3, cells: 2 },
      { atSeconds: 20, act: 'hide', tile: 5 },
      focus(30, 2),
      { atSeconds: 40, act: 'resize', tile: 3, cells: 1 },
      { atSeconds: 50, act: 'show', tile: 5 },
      focus(60, 6),
    ],
  },
  cpu: { ...BASE, tiles: 16, recording: 'hard', seconds: 24, bandwidthBps: null, events: [] },
  idle: { ...BASE, tiles: 16, seconds: 35, bandwidthBps: null, events: [], profileFromSeconds: 15 },
};

/** For browsers that only have to show that they behave: everything comes in half the time. */
export function shorten({ profileFromSeconds, ...scenario }) {
  const events = scenario.events.map((event) => Object.assign({}, event, { atSeconds: event.atSeconds / 2 }));
  const shortened = { ...scenario, seconds: scenario.seconds / 2, events };
  return profileFromSeconds ? { ...shortened, profileFromSeconds: profileFromSeconds / 2 } : shortened;
}
