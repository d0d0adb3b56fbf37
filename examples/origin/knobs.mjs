/** The knobs that make the origin behave badly on purpose, and where they are kept. */

/** @typedef {'master' | 'playlist' | 'segment'} RequestKind initialization segments, posters and files count as segments */

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
 */

/** @type {ReadonlySet<string>} */
const kinds = new Set(['master', 'playlist', 'segment']);

/**
 * @param {number} min
 * @param {number} max
 */
const number = (min, max) => (/** @type {string} */ text) => {
  const value = Number(text);
  return text !== '' && value >= min && value <= max ? value : undefined;
};
const requestKind = (/** @type {string} */ text) => (kinds.has(text) ? text : undefined);

const dayMs = 86_400_000;

/** Query parameters: the knob's name, and its value or undefined for nonsense. */
/** @type {Record<string, { knob: keyof Knobs, parse: (text: string) => unknown }>} */
const parameters = {
  latency: { knob: 'latency', parse: number(0, dayMs) },
  bandwidth: { knob: 'bandwidth', parse: number(1000, 1e12) },
  error: { knob: 'error', parse: (text) => (text === 'reset' ? text : number(400, 599)(text)) },
  'error-at': { knob: 'errorAt', parse: requestKind },
  'fail-first': { knob: 'failFirst', parse: number(0, 1e6) },
  stall: { knob: 'stall', parse: (text) => (text === 'forever' ? Number.POSITIVE_INFINITY : number(0, dayMs)(text)) },
  'stall-at': { knob: 'stallAt', parse: requestKind },
  dvr: { knob: 'dvr', parse: number(2, 86_400) },
  pdt: { knob: 'pdt', parse: (text) => (text === 'on' ? true : text === 'off' ? false : undefined) },
};

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
 * @returns {KnobQuery | { problem: string }} a problem for a value that makes no sense: a test with a typing error should fail
 */
export function parseKnobs(query) {
  /** @type {Record<string, unknown>} */
  const knobs = {};
  const carried = new URLSearchParams();
  const session = query.get('session') ?? '';
  if (session) carried.set('session', session);
  for (const [name, { knob, parse }] of Object.entries(parameters)) {
    const text = query.get(name);
    if (text === null) continue;
    knobs[knob] = parse(text);
    if (knobs[knob] === undefined) return { problem: `Not a value for ${name}: ${text}` };
    carried.set(name, text);
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
