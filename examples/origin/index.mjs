/** The origin as a request handler and as a server. See README.md for its URLs and knobs. */
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Catalog } from './catalog.mjs';
import { corsHeaders, preflightHeaders, send } from './exchange.mjs';
import { dueDelayMs, dueError, parseKnobs, Sessions } from './knobs.mjs';
import { Link } from './link.mjs';
import { defaultEpochMs } from './live-timeline.mjs';
import { findRoute } from './routes.mjs';

/**
 * @typedef {import('node:http').IncomingMessage} IncomingMessage
 * @typedef {import('node:http').ServerResponse} ServerResponse
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
 *   and all streams, or of a session, a stream, or both; `{}` clears them. For requests from now on
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
    sessions.get(session).knobs.set(stream, knobs);
  };
  setKnobs(options.knobs ?? {});
  for (const [stream, knobs] of Object.entries(options.streams ?? {})) setKnobs(knobs, { stream });

  /**
   * @param {string | undefined} method
   * @param {Target} target
   * @returns {Promise<Reply>}
   */
  async function answer(method, { path, query }) {
    const parsed = parseKnobs(query);
    if (parsed.problem !== undefined) return { status: 400, body: `${parsed.problem}\n` };
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
    if (!kind)
      return route.reply({ catalog, nowMs: now(), epochMs, windowSegments, knobs: {}, carried: parsed.carried });

    const knobs = sessions.resolve(parsed.session, stream, parsed.knobs);
    const link = linkFor(session, knobs);
    const delayMs = dueDelayMs(knobs, kind);
    const failures = session.failures.get(stream) ?? 0;
    const error = dueError(knobs, kind, failures);
    if (error !== null) {
      session.failures.set(stream, failures + 1);
      return error === 'reset'
        ? { delayMs, body: '', breakAfter: 0 }
        : { delayMs, status: error, body: 'As ordered\n' };
    }
    const reply = await route.reply({ catalog, nowMs: now(), epochMs, windowSegments, knobs, carried: parsed.carried });
    return { ...reply, delayMs, link };
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
      answer(request.method, target)
        .then((reply) => send({ request, response, signal: controller.signal, now, sleep }, reply))
        .catch((error) => {
          if (controller.signal.aborted) return;
          if (response.headersSent) response.destroy();
          else response.writeHead(500, corsHeaders).end(`${error.message}\n`);
        });
    }
    return true;
  }

  function close() {
    closed = true;
    for (const [response, controller] of open) {
      controller.abort();
      response.destroy();
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

/**
 * A server of its own.
 * @param {OriginOptions & { port?: number, host?: string }} [options] port 0, the default, takes any free one
 * @returns {Promise<{ url: string, origin: Origin, close: () => Promise<void> }>} `url` has no slash at its end
 */
export async function startOrigin({ port = 0, host = '127.0.0.1', ...options } = {}) {
  const origin = createOrigin(options);
  const server = createServer((request, response) => {
    origin(request, response, () => void response.writeHead(404).end('Not found\n'));
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const authority = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${authority}:${address.port}${options.prefix ?? ''}`,
    origin,
    async close() {
      origin.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
