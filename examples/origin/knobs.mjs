/** The knobs that make the origin behave badly on purpose, and where they are kept. */

/** @typedef {'master' | 'playlist' | 'segment' | 'part'} RequestKind initialization segments, posters and files count as segments */

/**
 * @typedef {object} Knobs
 * @property {number} [latency] ms before each response
 * @property {number} [bandwidth] bit/s for the session, shared by all its responses
 * @property {number | 'reset'} [error] HTTP status to fail with, or `reset`: the connection breaks
 * @property {RequestKind} [errorAt] what fails; everything if absent
 * @property {number} [failFirst] only the first so many requests fail (with 503 if no error is set), then all is well
 * @property {number} [stall] ms that a response hangs before its first byte; `Infinity`: for ever
 * @property {RequestKind} [stallAt] what hangs; everything if absent
 * @property {number} [dvr] seconds of the live window
 * @property {boolean} [pdt] PROGRAM-DATE-TIME; live has it unless this is false, VOD has it if this is true
 * @property {boolean} [ll] Low-Latency HLS
 * @property {number} [part] ms of a part, rounded to whole frames
 * @property {number} [parts] how many are listed at least; those of the last three target durations if absent
 * @property {number} [end] ms since 1970: the live stream ends with the segment of that time
 * @property {number} [at] ms since 1970: when what follows strikes first. See faults.mjs
 * @property {number} [every] s until it strikes again
 * @property {number} [late] ms in which nothing new gets ready; then all of it at once
 * @property {number} [outage] ms in which nothing gets through
 * @property {number} [freeze] s in which playlists stay as they are
 * @property {number} [gap] s of which there is no media, and playlists say so
 * @property {number} [lose] s of which parts and segments are listed, but 404
 * @property {number} [jump] ms by which dates jump; back again at the next strike
 * @property {boolean} [discontinuity] decode times begin anew
 * @property {boolean} [restart] decode times and the media sequence begin anew, with nothing of what was before
 */

/** @type {ReadonlySet<string>} */
const kinds = new Set(['master', 'playlist', 'segment', 'part']);

/**
 * @param {number} min
 * @param {number} max
 */
const number = (min, max) => (/** @type {string} */ text) => {
  const value = Number(text);
  return text !== '' && value >= min && value <= max ? value : undefined;
};
const requestKind = (/** @type {string} */ text) => (kinds.has(text) ? text : undefined);

const onOff = (/** @type {string} */ text) => (text === 'on' ? true : text === 'off' ? false : undefined);
const flag = (/** @type {string} */ text) => (text === 'on' ? true : undefined);

const daySeconds = 86_400;
const dayMs = daySeconds * 1000;
/** The last date that JavaScript has. */
const maxDateMs = 8.64e15;

/** Two strikes never fall into one segment, or discontinuities could not be counted. */
const minEverySeconds = 4;

/** In a query, a plus sign that is not encoded is a space. */
const isRelative = (/** @type {string} */ text) => /^[+ ]/.test(text);

/**
 * @param {string} text ms since 1970, or as `+30`: seconds from now
 * @param {number} nowMs
 */
const moment = (text, nowMs) =>
  isRelative(text) ? add(nowMs, number(0, daySeconds)(text.slice(1))) : number(0, maxDateMs)(text);

/**
 * @param {number} nowMs
 * @param {number | undefined} seconds
 */
const add = (nowMs, seconds) => (seconds === undefined ? undefined : Math.round(nowMs + seconds * 1000));

/** Query parameters: the knob's name, and its value or undefined for nonsense. */
/** @type {Record<string, { knob: keyof Knobs, parse: (text: string, nowMs: number) => unknown }>} */
const parameters = {
  latency: { knob: 'latency', parse: number(0, dayMs) },
  bandwidth: { knob: 'bandwidth', parse: number(1000, 1e12) },
  error: { knob: 'error', parse: (text) => (text === 'reset' ? text : number(400, 599)(text)) },
  'error-at': { knob: 'errorAt', parse: requestKind },
  'fail-first': { knob: 'failFirst', parse: number(0, 1e6) },
  stall: { knob: 'stall', parse: (text) => (text === 'forever' ? Number.POSITIVE_INFINITY : number(0, dayMs)(text)) },
  'stall-at': { knob: 'stallAt', parse: requestKind },
  dvr: { knob: 'dvr', parse: number(2, daySeconds) },
  pdt: { knob: 'pdt', parse: onOff },
  ll: { knob: 'll', parse: onOff },
  part: { knob: 'part', parse: number(1, 10_000) },
  parts: { knob: 'parts', parse: number(1, 10_000) },
  end: { knob: 'end', parse: moment },
  at: { knob: 'at', parse: moment },
  every: { knob: 'every', parse: number(minEverySeconds, daySeconds) },
  late: { knob: 'late', parse: number(0, dayMs) },
  outage: { knob: 'outage', parse: number(0, dayMs) },
  freeze: { knob: 'freeze', parse: number(0, daySeconds) },
  gap: { knob: 'gap', parse: number(0, daySeconds) },
  lose: { knob: 'lose', parse: number(0, daySeconds) },
  jump: { knob: 'jump', parse: number(-dayMs, dayMs) },
  discontinuity: { knob: 'discontinuity', parse: flag },
  restart: { knob: 'restart', parse: flag },
};

/** @type {(keyof Knobs)[]} */
const timedFaults = ['late', 'outage', 'freeze', 'gap', 'lose', 'jump', 'discontinuity', 'restart'];

/**
 * Faults that are set while a stream runs strike now unless something else is said.
 * @param {Knobs} knobs
 * @param {number} nowMs
 * @returns {Knobs}
 */
export function strikeNow(knobs, nowMs) {
  const timed = timedFaults.some((name) => knobs[name] !== undefined);
  return timed && knobs.at === undefined && knobs.every === undefined ? { ...knobs, at: nowMs } : knobs;
}

/**
 * @typedef {object} KnobQuery
 * @property {undefined} [problem]
 * @property {Knobs} knobs
 * @property {string} session
 * @property {string} stream
 * @property {string} carried the known parameters, with a question mark, for the URLs in a playlist
 */

/**
 * @param {URLSearchParams} query
 * @param {number} [nowMs] what `+30` counts from; what is carried is absolute
 * @returns {KnobQuery | { problem: string }} a problem for a value that makes no sense: a test with a typing error should fail
 */
export function parseKnobs(query, nowMs = 0) {
  /** @type {Record<string, unknown>} */
  const knobs = {};
  const carried = new URLSearchParams();
  const session = query.get('session') ?? '';
  if (session) carried.set('session', session);
  for (const [name, { knob, parse }] of Object.entries(parameters)) {
    const text = query.get(name);
    if (text === null) continue;
    const value = parse(text, nowMs);
    if (value === undefined) return { problem: `Not a value for ${name}: ${text}` };
    knobs[knob] = value;
    carried.set(name, parse === moment && isRelative(text) ? `${value}` : text);
  }
  return { knobs, session, stream: query.get('stream') ?? '', carried: carried.size > 0 ? `?${carried}` : '' };
}

/**
 * @typedef {object} Session
 * @property {Map<string, Knobs>} knobs by stream id; `''` is for all streams
 * @property {Map<string, number>} failures so far, by stream id
 * @property {import('./link.mjs').Link} [link]
 */

/** More than any test run has; a bound, because session names come from outside. */
const maxSessions = 1000;

/** The knobs set for each session, `''` being everybody, and what has happened in it. */
export class Sessions {
  /** @type {Map<string, Session>} */
  #sessions = new Map();

  /**
   * @param {string} name
   * @returns {Session}
   */
  get(name) {
    const session = this.#sessions.get(name) ?? { knobs: new Map(), failures: new Map() };
    this.#sessions.set(name, session);
    if (this.#sessions.size > maxSessions) {
      const oldest = [...this.#sessions.keys()].find((key) => key !== '' && key !== name);
      if (oldest !== undefined) this.#sessions.delete(oldest);
    }
    return session;
  }

  /**
   * What holds for a request: the narrower setting wins, the request's own above all.
   * @param {string} name
   * @param {string} stream
   * @param {Knobs} own
   * @returns {Knobs}
   */
  resolve(name, stream, own) {
    const [everybody, session] = [this.get('').knobs, this.get(name).knobs];
    const layers = [everybody.get(''), everybody.get(stream), session.get(''), session.get(stream), own];
    return Object.assign({}, ...layers);
  }
}

/**
 * The failure due for a request, if any.
 * @param {Knobs} knobs
 * @param {RequestKind} kind
 * @param {number} failures of this session and stream so far
 * @returns {number | 'reset' | null}
 */
export function dueError({ error, errorAt, failFirst }, kind, failures) {
  if (errorAt !== undefined && errorAt !== kind) return null;
  if (failFirst !== undefined) return failures < failFirst ? (error ?? 503) : null;
  return error ?? null;
}

/**
 * @param {Knobs} knobs
 * @param {RequestKind} kind
 * @returns {number} ms before the first byte
 */
export function dueDelayMs({ latency = 0, stall = 0, stallAt }, kind) {
  return latency + (stallAt === undefined || stallAt === kind ? stall : 0);
}
