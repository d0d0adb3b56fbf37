/** Everything that a user may paste as a stream and that is none: one URL for each way to fail. */
import { createHash } from 'node:crypto';

/** @typedef {import('./exchange.mjs').Reply} Reply */

const hls = 'application/vnd.apple.mpegurl';
const html = '<!doctype html><title>Not a stream</title><h1>A web page</h1>\n';
const segmentSeconds = 2;

/** @param {string} folder of the segments */
const playlistOf = (folder) =>
  [
    `#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:${segmentSeconds}\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-MEDIA-SEQUENCE:0`,
    `#EXT-X-MAP:URI="${folder}/init.mp4"`,
    ...[0, 1, 2].map((i) => `#EXTINF:${segmentSeconds.toFixed(5)},\n${folder}/${i}.m4s`),
    '#EXT-X-ENDLIST\n',
  ].join('\n');

/**
 * The same noise for the same name, so that tests repeat.
 * @param {string} name
 * @param {number} size in bytes
 */
function noise(name, size) {
  const blocks = Array.from({ length: Math.ceil(size / 32) }, (_, i) =>
    createHash('sha256').update(`${name} ${i}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, size);
}

/** @type {Record<string, { means: string, reply: (query: URLSearchParams) => Reply }>} */
const sources = {
  'not-found': { means: '404', reply: () => ({ status: 404, body: 'Not found\n' }) },
  forbidden: { means: '403', reply: () => ({ status: 403, body: 'Forbidden\n' }) },
  'server-error': { means: '500', reply: () => ({ status: 500, body: 'Internal server error\n' }) },
  html: { means: 'a web page, said to be one', reply: () => ({ type: 'text/html; charset=utf-8', body: html }) },
  'html-200-as-m3u8': { means: 'a web page, said to be a playlist', reply: () => ({ type: hls, body: html }) },
  empty: { means: 'zero bytes', reply: () => ({ type: hls, body: '' }) },
  'empty-playlist': {
    means: 'a media playlist without segments',
    reply: () => ({
      type: hls,
      body: `#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:${segmentSeconds}\n#EXT-X-ENDLIST\n`,
    }),
  },
  'empty-master': {
    means: 'a master playlist without variants',
    reply: () => ({ type: hls, body: '#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n' }),
  },
  'not-hls': {
    means: 'the first bytes of an MP4 file',
    reply: () => ({
      type: 'video/mp4',
      body: Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'), noise('mp4', 4096)]),
    }),
  },
  'no-cors': {
    means: 'a good playlist, but closed to other origins',
    reply: () => ({ type: hls, cors: false, body: playlistOf('garbage') }),
  },
  'redirect-loop': {
    means: 'redirects without end',
    reply: (query) => ({
      status: 302,
      headers: { Location: `redirect-loop.m3u8?hop=${(Number(query.get('hop')) || 0) + 1}` },
      body: '',
    }),
  },
  truncated: {
    means: 'the connection breaks in the middle of the playlist',
    reply: () => ({ type: hls, body: playlistOf('garbage'), breakAfter: 0.5 }),
  },
  slow: { means: 'never answers', reply: () => ({ type: hls, body: '', delayMs: Number.POSITIVE_INFINITY }) },
  'garbage-segments': {
    means: 'a good playlist of segments of noise',
    reply: () => ({ type: hls, body: playlistOf('garbage') }),
  },
  'missing-segments': {
    means: 'a good playlist of segments that are gone',
    reply: () => ({ type: hls, body: playlistOf('missing') }),
  },
};

/** Their names and what each is: `/bad/index.json`. */
export const badSources = Object.entries(sources).map(([name, { means }]) => ({ name, url: `${name}.m3u8`, means }));

/**
 * @param {string} path below `/bad/`
 * @param {URLSearchParams} query
 * @returns {Reply | null} null if there is no such thing
 */
export function badSource(path, query) {
  if (path === 'index.json')
    return { type: 'application/json', body: JSON.stringify({ sources: badSources }, null, 2) };
  if (/^garbage\/(init\.mp4|[0-2]\.m4s)$/.test(path)) return { type: 'video/mp4', body: noise(path, 20_000) };
  const [, name = ''] = /^([\w-]+)\.m3u8$/.exec(path) ?? [];
  return Object.hasOwn(sources, name) ? (sources[name]?.reply(query) ?? null) : null;
}
