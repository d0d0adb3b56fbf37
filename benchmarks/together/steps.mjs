/** What happens in a run, and when it is judged. Both pages know it; one of them acts, the other only has the link. */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {'play' | 'pause' | 'seek' | 'rate'} act
 * @property {number} [rate]
 * @property {0 | 1} actor of the even runs; in the odd ones it is the other
 * @property {number} settleMs from the act to the judged window
 * @property {number} windowMs
 * @property {string} title
 */

const RATE = 1.5;

/** In this order. @type {Step[]} */
export const STEPS = [
  { name: 'play', act: 'play', actor: 0, settleMs: 4000, windowMs: 3000, title: 'play' },
  { name: 'seek', act: 'seek', actor: 1, settleMs: 6000, windowMs: 3000, title: 'a seek' },
  { name: 'pause', act: 'pause', actor: 0, settleMs: 1500, windowMs: 1000, title: 'a pause, standing' },
  { name: 'resume', act: 'play', actor: 1, settleMs: 4000, windowMs: 3000, title: 'pause and play' },
  { name: 'rate', act: 'rate', rate: RATE, actor: 0, settleMs: 4000, windowMs: 3000, title: `rate ${RATE}` },
  { name: 'minute', act: 'rate', rate: 1, actor: 1, settleMs: 60_000, windowMs: 3000, title: 'rate 1 and a minute' },
];

export const actorOf = (step, run) => (run % 2 === 0 ? step.actor : 1 - step.actor);

/** Players on each page, the first of which is read. */
export const PLAYERS = 2;

/** How far the date of each page's device is wrong, in ms. */
export const WALL_SKEW_MS = [0, 37_000];
