/** From a path to what is asked for, and from that to a reply. No path ever reaches the file system: names are looked up. */
import { badSource } from './bad-sources.mjs';
import { completeSegments, liveSegment, liveWindow } from './live-timeline.mjs';
import { masterPlaylist, mediaPlaylist } from './playlists.mjs';

/**
 * @typedef {import('./catalog.mjs').Catalog} Catalog
 * @typedef {import('./catalog.mjs').Stream} Stream
 * @typedef {import('./catalog.mjs').Rendition} Rendition
 * @typedef {import('./knobs.mjs').Knobs} Knobs
 * @typedef {import('./knobs.mjs').RequestKind} RequestKind
 * @typedef {import('./exchange.mjs').Reply} Reply
 */

/**
 * @typedef {object} Context
 * @property {Catalog} catalog
 * @property {number} nowMs
 * @property {number} epochMs
 * @property {number} windowSegments
 * @property {Knobs} knobs
 * @property {string} carried the query for URLs in playlists
 */

/**
 * @typedef {object} Route
 * @property {RequestKind} [kind] what the knobs act on; nothing if absent
 * @property {string} [stream]
 * @property {(context: Context) => Reply | Promise<Reply>} reply
 */

const hls = 'application/vnd.apple.mpegurl';
const mp4 = 'video/mp4';

/** What there is of a stream, below `/vod/<id>/` and `/live/<id>/`. Live sequence numbers have up to 13 digits: all of time. */
const streamPath = /^(?:(master)\.m3u8|(\w+)\.m3u8|(\w+)\/(?:(init)\.mp4|(0|[1-9]\d{0,12})\.m4s))$/;

/**
 * @param {string} path decoded, with its leading slash, without the prefix
 * @param {URLSearchParams} query
 * @param {Catalog} catalog
 * @returns {Route | null} null: there is nothing there
 */
export function findRoute(path, query, catalog) {
  if (path === '/streams.json') return { reply: listStreams };
  const [, root = '', first = '', rest = ''] = /^\/(bad|vod|live|files)\/([\w-]+)([/.].+)$/.exec(path) ?? [];
  if (root === 'bad') {
    const reply = badSource(first + rest, query);
    return reply && { reply: () => reply };
  }
  const stream = catalog.streams.get(first);
  if (!stream || !rest.startsWith('/')) return null;
  const below = rest.slice(1);
  const route =
    root === 'files' ? fileRoute(below, stream, catalog) : streamRoute(root === 'live', below, stream, catalog);
  return route && { ...route, stream: stream.id };
}

/**
 * @param {boolean} live
 * @param {string} path below the stream
 * @param {Stream} stream
 * @param {Catalog} catalog
 * @returns {Route | null}
 */
function streamRoute(live, path, stream, catalog) {
  const [, master, playlistName, folder, init, sequence] = streamPath.exec(path) ?? [];
  if (master) {
    return {
      kind: 'master',
      reply: ({ carried }) => ({ type: hls, body: masterPlaylist(stream, catalog.index.frameRate, carried) }),
    };
  }
  const rendition = stream.renditions.find(({ name }) => name === (playlistName ?? folder));
  if (!rendition) return null;
  if (playlistName) return { kind: 'playlist', reply: (context) => playlist(live, stream, rendition, context) };
  if (init)
    return {
      kind: 'segment',
      reply: async () => ({ type: mp4, immutable: true, body: await catalog.initSegment(rendition) }),
    };
  return { kind: 'segment', reply: (context) => segment(live, stream, rendition, Number(sequence), context) };
}

/**
 * @param {boolean} live
 * @param {Stream} stream
 * @param {Rendition} rendition
 * @param {Context} context
 * @returns {Reply}
 */
function playlist(live, stream, rendition, { catalog, nowMs, epochMs, windowSegments, knobs, carried }) {
  const { segmentMs } = catalog.index;
  const recording = catalog.recording(stream);
  const count = knobs.dvr === undefined ? windowSegments : Math.ceil((knobs.dvr * 1000) / segmentMs);
  const segments = live
    ? liveWindow({ nowMs, recording, epochMs, windowSegments: count })
    : Array.from({ length: catalog.segmentCount }, (_, i) => liveSegment(i, recording, epochMs));
  const dated = knobs.pdt ?? live;
  const body = mediaPlaylist({
    rendition: rendition.name,
    segments: segments.map(({ sequence, startMs }) => (dated ? { sequence, startMs } : { sequence })),
    segmentMs,
    ended: !live,
    query: carried,
  });
  return { type: hls, body };
}

/**
 * A live segment stays for good once it is complete; one of the future is not there yet.
 * @param {boolean} live
 * @param {Stream} stream
 * @param {Rendition} rendition
 * @param {number} sequence
 * @param {Context} context
 * @returns {Promise<Reply>}
 */
async function segment(live, stream, rendition, sequence, { catalog, nowMs, epochMs }) {
  const recording = catalog.recording(stream);
  const end = live ? completeSegments(nowMs, recording, epochMs) : catalog.segmentCount;
  if (sequence >= end) return { status: 404, body: 'No such segment\n' };
  const { index, loop } = liveSegment(sequence, recording, epochMs);
  return { type: mp4, immutable: true, body: await catalog.segment(rendition, index, loop) };
}

/**
 * @param {string} name
 * @param {Stream} stream
 * @param {Catalog} catalog
 * @returns {Route | null} the files as they are: posters, and whole recordings for progressive download
 */
function fileRoute(name, { poster, renditions }, catalog) {
  const recording = renditions.find((rendition) => `${rendition.name}.mp4` === name);
  const file = name === 'poster.jpg' ? poster : recording?.file;
  if (file === undefined) return null;
  const type = recording ? mp4 : 'image/jpeg';
  return { kind: 'segment', reply: async () => ({ type, immutable: true, body: await catalog.read(file) }) };
}

/**
 * @param {Context} context
 * @returns {Reply} URLs relative to streams.json
 */
function listStreams({ catalog, carried, epochMs }) {
  const { durationMs, frameRate } = catalog.index;
  const streams = catalog.index.streams.map(({ id, title, startOffsetMs, renditions }) => ({
    id,
    title,
    startOffsetMs,
    poster: `files/${id}/poster.jpg`,
    vod: `vod/${id}/master.m3u8${carried}`,
    live: `live/${id}/master.m3u8${carried}`,
    renditions: renditions.map(({ name, width, height, bandwidth }) => ({ name, width, height, bandwidth })),
  }));
  return { type: 'application/json', body: JSON.stringify({ durationMs, frameRate, epochMs, streams }, null, 2) };
}
