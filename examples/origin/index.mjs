/** The origin as a request handler and as a server. See README.md for its URLs and knobs. */
import { createServer } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { Catalog } from './catalog.mjs'
import { corsHeaders, preflightHeaders, send } from './exchange.mjs'
import { dueDelayMs, dueError, parseKnobs, Sessions } from './knobs.mjs'
import { Link } from './link.mjs'
import { defaultEpochMs } from './live-timeline.mjs'
import { findRoute } from './routes.mjs'

/**
 * @typedef {import('node:http').IncomingMessage} IncomingMessage
 * @typedef {import('node:http').ServerResponse} ServerResponse
 * @typedef {import('./knobs.mjs').Knobs} Knobs
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
const unlimitedBps = Number.POSITIVE_INFINITY

/**
 * @param {OriginOptions} [options]
 * @returns {Origin} answers true if the request was its own. Otherwise it calls `next` if there is one, and answers false
 */
export function createOrigin(options = {}) {
  const { mediaFolder = new URL('../media/', import.meta.url), prefix = '', now = Date.now } = options
  const { epochMs = defaultEpochMs, windowSegments = 6, bandwidthBps = unlimitedBps } = options
  const { sleep = (ms, signal) => delay(ms, undefined, { signal }) } = options
  const catalog = new Catalog(mediaFolder)
  const sessions = new Sessions()
  const sharedLink = bandwidthBps === unlimitedBps ? null : new Link({ bandwidthBps, now, sleep })
  /** @type {Map<ServerResponse, AbortController>} */
  const open = new Map()
  let closed = false

  /** @type {OriginControls['setKnobs']} */
  const setKnobs = (knobs, { session = '', stream = '' } = {}) => {
    sessions.get(session).knobs.set(stream, knobs)
  }
  setKnobs(options.knobs ?? {})
  for (const [stream, knobs] of Object.entries(options.streams ?? {})) setKnobs(knobs, { stream })

  /**
   * @param {IncomingMessage} request
   * @param {URL} url
   * @param {string} path
   */
  function decide(request, url, path) {
    const parsed = parseKnobs(url.searchParams)
    if ('problem' in parsed) return { status: 400, body: `${parsed.problem}\n` }
    const { knobs: own, session, stream: scope, carried } = parsed
    if (path === '/knobs') {
      if (request.method !== 'POST') return methodNotAllowed('POST, OPTIONS')
      if (session === '') return { status: 400, body: 'Name a session\n' }
      setKnobs(own, { session, stream: scope })
      sessions.get(session).failures.clear()
      return { status: 204, body: '' }
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return methodNotAllowed('GET, HEAD, OPTIONS')
    const route = findRoute(path, url.searchParams, catalog)
    if (!route) return { status: 404, body: 'Not found\n' }
    return { route, own, session, carried }
  }

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   * @param {URL} url
   * @param {string} path
   * @param {AbortSignal} signal
   */
  async function answer(request, response, url, path, signal) {
    const decision = decide(request, url, path)
    const exchange = { request, response, signal, now, sleep, link: sharedLink }
    if (!('route' in decision)) return send(exchange, decision)

    const { route, own, session: name, carried } = decision
    const { kind, stream = '' } = route
    const knobs = sessions.resolve(name, stream, own)
    const session = sessions.get(name)
    if (knobs.bandwidth !== undefined) {
      session.link ??= new Link({ bandwidthBps: knobs.bandwidth, now, sleep })
      session.link.bandwidthBps = knobs.bandwidth
      exchange.link = session.link
    }
    const delayMs = kind ? dueDelayMs(knobs, kind) : 0
    const failures = session.failures.get(stream) ?? 0
    const error = kind ? dueError(knobs, kind, failures) : null
    if (error !== null) {
      session.failures.set(stream, failures + 1)
      return send(exchange, { delayMs, body: `Failed on request: ${error}\n`, ...(error === 'reset' ? { breakAfter: 0 } : { status: error }) })
    }
    const reply = await route.reply({ catalog, nowMs: now(), epochMs, windowSegments, knobs, carried })
    return send(exchange, { delayMs, ...reply })
  }

  /** @type {Origin} */
  const origin = Object.assign(
    (/** @type {IncomingMessage} */ request, /** @type {ServerResponse} */ response, /** @type {(() => void) | undefined} */ next) => {
      const target = (request.url ?? '/').replace(/^\/+/, '/')
      if (!target.startsWith(`${prefix}/`)) {
        next?.()
        return false
      }
      const controller = new AbortController()
      open.set(response, controller)
      response.on('close', () => {
        open.delete(response)
        controller.abort()
      })
      if (closed) return (response.writeHead(503).end(), true)
      if (request.method === 'OPTIONS') return (response.writeHead(204, preflightHeaders).end(), true)
      const found = parseTarget(target.slice(prefix.length))
      if (!found) return (response.writeHead(400, corsHeaders).end('Bad request\n'), true)
      answer(request, response, found.url, found.path, controller.signal).catch((error) => {
        if (controller.signal.aborted) return
        if (response.headersSent) return response.destroy()
        response.writeHead(500, corsHeaders).end(`${error.message}\n`)
      })
      return true
    },
    {
      setKnobs,
      close() {
        closed = true
        for (const [response, controller] of open) {
          controller.abort()
          response.destroy()
        }
      },
    },
  )
  return origin
}

/** @param {string} allow */
const methodNotAllowed = (allow) => ({ status: 405, headers: { Allow: allow }, body: 'Method not allowed\n' })

/**
 * @param {string} target of the request, without the prefix
 * @returns {{ url: URL, path: string } | null} null if it is malformed
 */
function parseTarget(target) {
  try {
    const url = new URL(`http://origin${target}`)
    return { url, path: decodeURIComponent(url.pathname) }
  } catch {
    return null
  }
}

/**
 * A server of its own.
 * @param {OriginOptions & { port?: number, host?: string }} [options] port 0, the default, takes any free one
 * @returns {Promise<{ url: string, origin: Origin, close: () => Promise<void> }>} `url` has no slash at its end
 */
export async function startOrigin({ port = 0, host = '127.0.0.1', ...options } = {}) {
  const origin = createOrigin(options)
  const server = createServer((request, response) => {
    origin(request, response, () => void response.writeHead(404).end('Not found\n'))
  })
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(undefined))
  })
  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  const authority = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return {
    url: `http://${authority}:${address.port}${options.prefix ?? ''}`,
    origin,
    async close() {
      origin.close()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
