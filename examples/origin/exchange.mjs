/** Answers one request: headers, ranges, gzip, delays, the slow link. Knows HTTP/1.1 and HTTP/2, but nothing of HLS. */
import { constants } from 'node:http2';
import { gzipSync } from 'node:zlib';

/**
 * @typedef {object} Reply
 * @property {number} [status] 200 if absent
 * @property {string} [type] Content-Type; plain text if absent
 * @property {Buffer | string} body
 * @property {boolean} [immutable] never changes, may be cached; otherwise never stored
 * @property {boolean} [cors] false: closed to other origins
 * @property {Record<string, string>} [headers] more of them
 * @property {number} [delayMs] before the first byte; `Infinity`: for ever
 * @property {import('./link.mjs').Link | null} [link] that the body goes through; unlimited if absent
 * @property {number} [breakAfter] the share of the body after which the connection breaks, 0 to 1
 */

/**
 * @typedef {object} Exchange
 * @property {import('node:http').IncomingMessage} request or one of HTTP/2, which looks the same
 * @property {ServerResponse} response
 * @property {AbortSignal} signal aborted when the client is gone or the origin closes
 * @property {() => number} now
 * @property {(ms: number, signal: AbortSignal) => Promise<unknown>} sleep
 */

/**
 * @typedef {import('node:http').ServerResponse & { stream?: import('node:http2').ServerHttp2Stream }} ServerResponse with a
 *   stream it is one of HTTP/2: those look the same, but break differently
 */

const yearSeconds = 31_536_000;

const isText = (/** @type {string} */ type) => /^text\/|mpegurl$|json$/.test(type);

/** What fits one packet gains nothing from gzip. */
const minGzipBytes = 1400;

/**
 * @param {Exchange} exchange
 * @param {Reply} reply
 */
export async function send({ request, response, signal, now, sleep }, reply) {
  const { type = 'text/plain; charset=utf-8', immutable = false, cors = true, delayMs = 0, breakAfter, link } = reply;
  if (delayMs === Number.POSITIVE_INFINITY) return; // until the client or the origin closes
  if (delayMs > 0) await sleep(delayMs, signal);

  const plain = Buffer.from(reply.body);
  const gzip =
    isText(type) &&
    plain.length >= minGzipBytes &&
    breakAfter === undefined &&
    request.headers.range === undefined &&
    /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(`${request.headers['accept-encoding'] ?? ''}`);
  const whole = gzip ? gzipSync(plain) : plain;
  const range = (reply.status ?? 200) === 200 ? parseRange(request.headers.range, whole.length) : null;
  const status = range ? (range.ok ? 206 : 416) : (reply.status ?? 200);
  const body = range ? (range.ok ? whole.subarray(range.start, range.end) : Buffer.alloc(0)) : whole;
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': body.length,
    'Cache-Control': immutable ? `public, max-age=${yearSeconds}, immutable` : 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(isText(type) ? { Vary: 'Accept-Encoding' } : {}),
    ...(gzip ? { 'Content-Encoding': 'gzip' } : {}),
    Date: new Date(now()).toUTCString(),
    'Accept-Ranges': 'bytes',
    ...(range
      ? {
          'Content-Range': range.ok
            ? `bytes ${range.start}-${range.end - 1}/${whole.length}`
            : `bytes */${whole.length}`,
        }
      : {}),
    ...(cors ? corsHeaders : {}),
    ...reply.headers,
  });
  if (request.method === 'HEAD') return void response.end();

  const end = breakAfter === undefined ? body.length : Math.floor(body.length * breakAfter);
  for (let start = 0; start < end;) {
    const chunk = body.subarray(start, Math.min(end, start + (link?.chunkBytes ?? end)));
    await link?.transfer(chunk.length, signal);
    await write(response, chunk, signal);
    start += chunk.length;
  }
  if (breakAfter === undefined) response.end();
  else if (end === 0) abort(response);
  else if (response.stream) response.write('', () => abort(response));
  else response.socket?.destroySoon(); // after what is written
}

/**
 * Breaks the connection; of HTTP/2 only the one stream.
 * @param {ServerResponse} response
 */
export function abort(response) {
  if (response.stream) response.stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  else response.destroy();
}

export const corsHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Content-Length, Content-Range, Date',
  'Timing-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

export const preflightHeaders = {
  ...corsHeaders,
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, OPTIONS',
  'Access-Control-Allow-Headers': 'Range, Content-Type',
  'Access-Control-Max-Age': '7200',
};

/**
 * One byte range, as RFC 9110 has it.
 * @param {string | undefined} header
 * @param {number} size
 * @returns {{ ok: true, start: number, end: number } | { ok: false } | null} null: send everything. `end` is exclusive
 */
export function parseRange(header, size) {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  return start < end ? { ok: true, start, end } : { ok: false };
}

/**
 * @param {ServerResponse} response
 * @param {Buffer} chunk
 * @param {AbortSignal} signal
 * @returns {Promise<void>} when there is room for more
 */
function write(response, chunk, signal) {
  if (response.write(chunk) || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    response.on('drain', done);
    signal.addEventListener('abort', done);
  });
}
