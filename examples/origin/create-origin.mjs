/** The origin as a request handler. See README.md for its URLs and knobs. */
import { setTimeout as delay } from 'node:timers/promises';
import { Catalog } from './catalog.mjs';
import { abort, corsHeaders, preflightHeaders, send } from './exchange.mjs';
import { releaseTime, strikesOf } from './faults.mjs';
import { dueDelayMs, dueError, parseKnobs, Sessions, strikeNow } from './knobs.mjs';
import { Link } from './link.mjs';
import { defaultEpochMs } from './live-timeline.mjs';
import { findRoute } from './routes.mjs';

/**
 * @typedef {import('node:http').IncomingMessage} IncomingMessage
 * @typedef {import('./exchange.mjs').ServerResponse} ServerResponse
 * @typedef {import('./knobs.mjs').Knobs} Knobs
 * @typedef {import('./knobs.mjs').Session} Session
 * @typedef {import('./exchange.mjs').Reply} Reply
 */

/**
 * @typedef {object} OriginOptions
 * @property {URL} [mediaFolder] with index.json; ends with a slash. The example media by default
 * @property {string} [prefix] where it is mounted, as `/origin`; the root by default
 * @property {() => number} [now] wall clock in ms since 1970
 * @property {(ms: number, signal: AbortSignal) => Promise<unknown>} [sleep] rejects when aborted
 * @property {number} [epochMs] when the live streams began, in ms since 1970
 * @property {number} [windowSegments] length of the live playlists, 6 by default
 * @property {number} [bandwidthBps] of the one link that all responses share; unlimited by default
 * @property {Knobs} [knobs] for all streams
 * @property {Record<string, Knobs>} [streams] for single streams, by id
 */

/**
 * @typedef {object} OriginControls
 * @property {(knobs: Knobs, scope?: { session?: string, stream?: string }) => void} setKnobs replaces the knobs of everybody
 *   and all streams, or of a session, a stream, or both; `{}` clears them. For requests from now on, and those that wait.
 *   Timed faults without `at` and `every` strike now
 * @property {() => void} close ends all hanging responses; later requests get 503
 */

/** @typedef {((request: IncomingMessage, response: ServerResponse, next?: () => void) => boolean) & OriginControls} Origin */

/** A session without a bandwidth of its own uses the link of everybody. */
const unlimitedBps = Number.POSITIVE_INFINITY;

/**
 * @param {OriginOptions} [options]
 * @returns {Origin} answers true if the request was its own. Otherwise it calls `next` if there is one, and answers false
 */
export function createOrigin(options = {}) {
  const { mediaFolder = new URL('../media/', import.meta.url), prefix = '', now = Date.now } = options;
  const { epochMs = defaultEpochMs, windowSegments = 6, bandwidthBps = unlimitedBps } = options;
  const { sleep = (ms, signal) => delay(ms, undefined, { signal }) } = options;
  const catalog = new Catalog(mediaFolder);
  const sessions = new Sessions();
  const sharedLink = bandwidthBps === unlimitedBps ? null : new Link({ bandwidthBps, now, sleep });
  /** @type {Map<ServerResponse, AbortController>} */
  const open = new Map();
  let closed = false;

  /** @type {OriginControls['setKnobs']} */
  const setKnobs = (knobs, { session = '', stream = '' } = {}) => {
    sessions.get(session).knobs.set(stream, strikeNow(knobs, now()));
  };
  // What holds from the start must not depend on when that was.
  for (const [stream, knobs] of Object.entries({ '': options.knobs ?? {}, ...options.streams }))
    sessions.get('').knobs.set(stream, knobs);

  /**
   * @param {string | undefined} method
   * @param {Target} target
   * @param {AbortSignal} signal
   * @returns {Promise<Reply>}
   */
  async function answer(method, { path, query }, signal) {
    const askedMs = now();
    const parsed = parseKnobs(query, askedMs);
    if (parsed.problem !== undefined) return { status: 400, body: `${parsed.problem}\n` };
    const { carried } = parsed;
    const session = sessions.get(parsed.session);
    if (path === '/knobs') {
      if (method !== 'POST') return methodNotAllowed('POST, OPTIONS');
      if (parsed.session === '') return { status: 400, body: 'Name a session\n' };
      setKnobs(parsed.knobs, parsed);
      session.failures.clear();
      return { status: 204, body: '' };
    }
    if (method !== 'GET' && method !== 'HEAD') return methodNotAllowed('GET, HEAD, OPTIONS');
    const route = findRoute(path, query, catalog);
    if (!route) return { status: 404, body: 'Not found\n' };
    const { kind, stream = '' } = route;
    const failures = session.failures.get(stream) ?? 0;
    for (let nowMs = askedMs; ;) {
      // Anew each time: they may be turned while a request waits.
      const knobs = kind ? sessions.resolve(parsed.session, stream, parsed.knobs) : {};
      const network = kind ? { delayMs: holdMs(knobs, kind, nowMs), link: linkFor(session, knobs) } : {};
      const error = kind ? dueError(knobs, kind, failures) : null;
      if (error !== null) {
        session.failures.set(stream, failures + 1);
        return error === 'reset'
          ? { ...network, body: '', breakAfter: 0 }
          : { ...network, status: error, body: 'As ordered\n' };
      }
      const reply = await route.reply({ catalog, nowMs, askedMs, epochMs, windowSegments, knobs, carried });
      if (!('waitUntilMs' in reply)) return { ...reply, ...network };
      await sleep(reply.waitUntilMs - nowMs, signal);
      // Timers may be early, by up to a millisecond.
      nowMs = Math.max(now(), reply.waitUntilMs);
    }
  }

  /**
   * @param {Knobs} knobs
   * @param {import('./knobs.mjs').RequestKind} kind
   * @param {number} nowMs
   * @returns {number} ms until the first byte gets through
   */
  function holdMs(knobs, kind, nowMs) {
    const delayMs = dueDelayMs(knobs, kind);
    if (!knobs.outage || delayMs === Number.POSITIVE_INFINITY) return delayMs;
    return releaseTime(strikesOf(knobs, epochMs), knobs.outage, nowMs + delayMs) - nowMs;
  }

  /**
   * @param {Session} session
   * @param {Knobs} knobs
   */
  function linkFor(session, { bandwidth }) {
    if (bandwidth === undefined) return sharedLink;
    session.link ??= new Link({ bandwidthBps: bandwidth, now, sleep });
    session.link.bandwidthBps = bandwidth;
    return session.link;
  }

  /** @type {Origin} */
  const origin = Object.assign(handle, { setKnobs, close });
  return origin;

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   * @param {() => void} [next]
   */
  function handle(request, response, next) {
    const url = (request.url ?? '/').replace(/^\/+/, '/');
    if (!url.startsWith(`${prefix}/`)) {
      next?.();
      return false;
    }
    const controller = new AbortController();
    open.set(response, controller);
    response.on('close', () => {
      open.delete(response);
      controller.abort();
    });
    const target = parseTarget(url.slice(prefix.length));
    if (closed) response.writeHead(503).end();
    else if (request.method === 'OPTIONS') response.writeHead(204, preflightHeaders).end();
    else if (!target) response.writeHead(400, corsHeaders).end('Bad request\n');
    else {
      answer(request.method, target, controller.signal)
        .then((reply) => send({ request, response, signal: controller.signal, now, sleep }, reply))
        .catch((error) => {
          if (controller.signal.aborted) return;
          if (response.headersSent) abort(response);
          else response.writeHead(500, corsHeaders).end(`${error.message}\n`);
        });
    }
    return true;
  }

  function close() {
    closed = true;
    for (const [response, controller] of open) {
      controller.abort();
      abort(response);
    }
  }
}

/** @param {string} allow */
const methodNotAllowed = (allow) => ({ status: 405, headers: { Allow: allow }, body: 'Method not allowed\n' });

/** @typedef {{ path: string, query: URLSearchParams }} Target `path` is decoded */

/**
 * @param {string} url of the request, without the prefix
 * @returns {Target | null} null if it is malformed
 */
function parseTarget(url) {
  try {
    const { pathname, searchParams } = new URL(`http://origin${url}`);
    return { path: decodeURIComponent(pathname), query: searchParams };
  } catch {
    return null;
  }
}
