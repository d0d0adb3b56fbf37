/** The conditions that are compared. A cell is one of them for one number of players; all contenders run all cells. */

/** What happens before the judged window. */
export const ACTIONS = ['play', 'seek', 'stall'];

/** ms before the first byte of every segment, by player. Cycled when there are more players. */
export const LATENCIES_MS = { equal: [0], unequal: [20, 150, 400, 900] };

/** The streams of the players, in this order. */
export const STREAMS = ['north', 'east', 'south', 'west', 'stage', 'drone', 'harbour', 'tower', 'finish'];

/**
 * How much later than its clock strip says each camera's frames were taken, in ms: the strips count whole frames of one common
 * clock, which no two real cameras share. Spread so that no alignment can be perfect; what the best one is stands in the table.
 */
export const FRAME_PHASES_MS = [0, 5 / 3, 35 / 3, 50 / 3, 20 / 3, -20 / 3, 10 / 3, 40 / 3, 25 / 3];

/** The one who stalls: not the first, whom some contenders take for the truth. */
export const STALLED_PLAYER = 1;

/** What a section changes. `runs` of 1: it is long, or it is about the absence of trouble. */
export const SECTIONS = {
  grid: { players: [4, 6], actions: ACTIONS, latencies: ['equal', 'unequal'] },
  audible: { players: [4], actions: ACTIONS, latencies: ['equal'], audible: 0 },
  fps60: { players: [4], actions: ['play', 'seek', 'stall'], latencies: ['equal'], media: 'fps60' },
  abr: { players: [4], actions: ['play'], latencies: ['equal'], switchLevelsEveryMs: 2000, windowMs: 12_000 },
  long: {
    players: [4],
    actions: ['play'],
    latencies: ['equal'],
    windowMs: 30 * 60_000,
    readEveryMs: 1000,
    runs: 1,
  },
  hidden: { players: [4], actions: ['hidden'], latencies: ['equal'], hiddenMs: 60_000, windowMs: 6000 },
  embed: { players: [4], actions: ACTIONS, latencies: ['equal'], embed: true, settleMs: 8000, windowMs: 6000 },
  trimmed: { players: [4, 6], actions: ACTIONS, latencies: ['equal'], trimmed: true },
};

/** Segments cut off the beginning of each VOD in the section `trimmed`: container time and playlist time differ. */
export const TRIMMED_SEGMENTS = [0, 3, 1, 5, 2, 4];

/** From the action to the judged window, in ms: the servos have their time to settle, and the window is the steady state. */
const SETTLE_MS = { play: 4000, seek: 6000, stall: 4000, hidden: 0 };

const WINDOW_MS = 2500;
const READ_EVERY_MS = 70;

/** Where playback begins, on the event's clock, in seconds: each run elsewhere, alike for all contenders. */
const START_SECONDS = 16;
const START_STEP_SECONDS = 1.37;

/** Far outside what any contender has buffered, in seconds. Not a multiple of the recordings' 40 s: the strip tells the two apart. */
const SEEK_SECONDS = 60.5;
const SEEK_STEP_SECONDS = 0.711;

/**
 * @param {object} options
 * @param {string[]} options.sections
 * @param {number[]} [options.players] only these
 * @param {string[]} [options.actions] only these
 * @param {string[]} [options.latencies] only these
 * @param {{ settleMs?: number, windowMs?: number }} [options.override]
 * @returns {object[]} cells; {@link positions} tells the runs of one apart
 */
export function listCells({ sections, players, actions, latencies, override = {} }) {
  const wanted = (values, chosen) => (chosen ? values.filter((value) => chosen.includes(value)) : values);
  return sections.flatMap((section) => {
    const { players: counts, actions: all, latencies: kinds, ...rest } = SECTIONS[section];
    return wanted(counts, players).flatMap((count) =>
      wanted(kinds, latencies).flatMap((kind) =>
        wanted(all, actions).map((action) => {
          const defaults = {
            section,
            players: count,
            latencies: kind,
            action,
            media: 'examples',
            settleMs: SETTLE_MS[action],
            windowMs: WINDOW_MS,
            readEveryMs: READ_EVERY_MS,
          };
          return Object.assign(defaults, rest, override);
        }),
      ),
    );
  });
}

/** Where playback begins and where the seek goes in the n-th run of a cell, on the event's clock, in seconds. */
export const positions = (run) => ({
  startSeconds: START_SECONDS + run * START_STEP_SECONDS,
  seekSeconds: START_SECONDS + run * START_STEP_SECONDS + SEEK_SECONDS + run * SEEK_STEP_SECONDS,
});
