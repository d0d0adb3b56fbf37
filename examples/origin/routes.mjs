/** From a path to what is asked for, and from that to a reply. No path ever reaches the file system: names are looked up. */
import { badSource } from './bad-sources.mjs';
import { decideReload, parseDirectives } from './blocking-reload.mjs';
import { livePlaylist } from './live-playlist.mjs';
import { liveSegment } from './live-timeline.mjs';
import { isMissing, liveView, producedAtMs, producedMs, spanOf } from './live-view.mjs';
import { timingOf } from './part-timing.mjs';
import { masterPlaylist, mediaPlaylist, tracksPlaylist } from './playlists.mjs';
import { findMedia, findText, pictures, tracks } from './tracks.mjs';

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
 * @property {number} askedMs when the request came: what is not there yet is asked for again
 * @property {number} epochMs
 * @property {number} windowSegments
 * @property {Knobs} knobs
 * @property {string} carried the query for URLs in playlists
 */

/**
 * @typedef {object} Route
 * @property {RequestKind} [kind] what the knobs act on; nothing if absent
 * @property {string} [stream]
 * @property {(context: Context) => Reply | Wait | Promise<Reply | Wait>} reply
 *
 * @typedef {{ waitUntilMs: number }} Wait the reply depends on what comes then: ask again
 */

const hls = 'application/vnd.apple.mpegurl';
const mp4 = 'video/mp4';
const vtt = 'text/vtt; charset=utf-8';

/**
 * What there is of a stream, below `/vod/<id>/` and `/live/<id>/`. Live sequence numbers have up to 13 digits: all of time.
 * `12.m4s` is a segment, `12.3x6.m4s` part 3 of it when parts have 6 frames; `12-7`: decode times count from segment 7.
 */
const number = String.raw`(0|[1-9]\d{0,12})`;
const streamPath = new RegExp(
  String.raw`^(?:(master|tracks)\.m3u8|([\w-]+)\.m3u8|([\w-]+)\/(?:(init)\.mp4|${number}(?:-${number})?(?:\.(\d{1,3})x(\d{1,3}))?\.(m4s|vtt)))$`,
);

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
    root === 'files' ? fileRoute(below, stream, catalog) : streamRoute(root === 'live', below, stream, query, catalog);
  return route && { ...route, stream: stream.id };
}

/**
 * @param {boolean} live
 * @param {string} path below the stream
 * @param {Stream} stream
 * @param {URLSearchParams} query
 * @param {Catalog} catalog
 * @returns {Route | null}
 */
function streamRoute(live, path, stream, query, catalog) {
  const [, master, playlistName, folder, init, sequence, origin = '0', part, frames, ending] =
    streamPath.exec(path) ?? [];
  const { frameRate, streams } = catalog.index;
  if (master) {
    const write = (/** @type {string} */ carried) =>
      master === 'tracks'
        ? tracksPlaylist(pictures(stream), tracks, frameRate, carried)
        : masterPlaylist(stream, frameRate, carried);
    return { kind: 'master', reply: ({ carried }) => ({ type: hls, body: write(carried) }) };
  }
  const name = playlistName ?? folder ?? '';
  const text = findText(name);
  if (text)
    return textRoute(live, path, stream, { name, isPlaylist: playlistName !== undefined, sequence, origin, text });
  const rendition = stream.renditions.find((one) => one.name === name) ?? findMedia(stream, streams, name);
  if (!rendition || ending === 'vtt') return null;
  if (playlistName) {
    return {
      kind: 'playlist',
      reply: (context) =>
        live ? reload(stream, rendition, query, context) : vodPlaylist(stream, rendition.name, context),
    };
  }
  if (init)
    return {
      kind: 'segment',
      reply: async () => ({ type: mp4, immutable: true, body: await catalog.initSegment(rendition) }),
    };
  const piece = { sequence: Number(sequence), origin: Number(origin) };
  if (!live) return { kind: 'segment', reply: (context) => vodSegment(rendition, path, piece.sequence, context) };
  if (part === undefined) return { kind: 'segment', reply: (context) => liveMedia(stream, rendition, piece, context) };
  const timing = timingOf(catalog.index, Number(frames));
  if (timing.partFrames !== Number(frames) || Number(part) >= timing.partsPerSegment) return null;
  const of = { timing, part: Number(part) };
  return { kind: 'part', reply: (context) => liveMedia(stream, rendition, { ...piece, of }, context) };
}

/**
 * A text has no initialization, and no parts.
 * @param {boolean} live
 * @param {string} path below the stream
 * @param {Stream} stream
 * @param {object} of
 * @param {string} of.name
 * @param {boolean} of.isPlaylist
 * @param {string | undefined} of.sequence
 * @param {string} of.origin
 * @param {NonNullable<ReturnType<typeof findText>>} of.text
 * @returns {Route | null}
 */
function textRoute(live, path, stream, { name, isPlaylist, sequence, origin, text }) {
  if (isPlaylist) {
    return {
      kind: 'playlist',
      reply: (context) => {
        if (!live) return vodPlaylist(stream, name, context, true);
        const { knobs, nowMs, carried } = context;
        const view = liveView(liveSource(stream, context), nowMs);
        const options = { rendition: name, renditions: [], knobs, query: carried, text: true };
        return { type: hls, body: livePlaylist(view, options) };
      },
    };
  }
  if (path !== `${name}/${sequence}${origin === '0' ? '' : `-${origin}`}.vtt`) return null;
  return {
    kind: 'segment',
    reply: (context) => {
      const { catalog, nowMs, epochMs } = context;
      const { segmentMs } = catalog.index;
      const wanted = Number(sequence);
      const position = wanted - Number(origin);
      if (!live) {
        if (wanted >= catalog.segmentCount || position !== wanted) return absent('segment');
        return { type: vtt, immutable: true, body: text({ index: wanted, position, segmentMs }) };
      }
      const source = liveSource(stream, context);
      const span = spanOf(source, wanted);
      if (position < 0 || isMissing(source, span) || producedAtMs(source, span.endMs) > nowMs)
        return absent('text yet');
      const { index } = liveSegment(wanted, catalog.recording(stream), epochMs);
      return { type: vtt, immutable: true, body: text({ index, position, segmentMs }) };
    },
  };
}

/**
 * @param {Stream} stream
 * @param {Context} context
 * @returns {import('./live-view.mjs').LiveSource}
 */
const liveSource = (stream, { catalog, epochMs, windowSegments, knobs }) => ({
  recording: catalog.recording(stream),
  frameRate: catalog.index.frameRate,
  epochMs,
  windowSegments,
  knobs,
});

/**
 * @param {Stream} stream
 * @param {Rendition} rendition
 * @param {URLSearchParams} query
 * @param {Context} context
 * @returns {Reply | Wait}
 */
function reload(stream, rendition, query, context) {
  const { knobs, nowMs, askedMs, carried } = context;
  const directives = knobs.ll ? parseDirectives(query) : { skip: false };
  if (directives.problem !== undefined) return { status: 400, body: `${directives.problem}\n` };
  const decision = decideReload(liveSource(stream, context), directives, { nowMs, askedMs });
  if ('waitUntilMs' in decision) return decision;
  if ('status' in decision) return { status: decision.status, body: 'Not there yet\n' };

  const body = livePlaylist(decision.view, {
    rendition: rendition.name,
    renditions: rendition.only ? [] : stream.renditions.map(({ name }) => name),
    knobs,
    query: carried,
    skip: directives.skip,
  });
  return { type: hls, body };
}

/**
 * @param {Stream} stream
 * @param {string} rendition its name
 * @param {Context} context
 * @param {boolean} [text] WebVTT
 * @returns {Reply}
 */
function vodPlaylist(stream, rendition, { catalog, epochMs, knobs, carried }, text = false) {
  const { segmentMs } = catalog.index;
  const segments = Array.from({ length: catalog.segmentCount }, (_, i) => {
    const { sequence, startMs } = liveSegment(i, catalog.recording(stream), epochMs);
    return knobs.pdt ? { sequence, startMs } : { sequence };
  });
  const body = mediaPlaylist({ rendition, segments, segmentMs, ended: true, text, query: carried });
  return { type: hls, body };
}

/** @param {string} what */
const absent = (what) => ({ status: 404, body: `No such ${what}\n` });

/**
 * @param {Rendition} rendition
 * @param {string} path
 * @param {number} index
 * @param {Context} context
 * @returns {Promise<Reply>}
 */
async function vodSegment(rendition, path, index, { catalog }) {
  if (index >= catalog.segmentCount || !path.endsWith(`/${index}.m4s`)) return absent('segment');
  return { type: mp4, immutable: true, body: await catalog.segment(rendition, index) };
}

/** Preload hints lead to the next part; how many target durations ahead one may be to be waited for. */
const maxHintTargetDurations = 2;

/**
 * Live media stays for good once it is complete. A segment of the future is not there yet; a part of the near future is
 * waited for.
 * @param {Stream} stream
 * @param {Rendition} rendition
 * @param {{ sequence: number, origin: number, of?: { timing: import('./part-timing.mjs').PartTiming, part: number } }} piece
 * @param {Context} context
 * @returns {Promise<Reply | Wait>}
 */
async function liveMedia(stream, rendition, { sequence, origin, of }, context) {
  const { catalog, nowMs, epochMs } = context;
  const source = liveSource(stream, context);
  const span = spanOf(source, sequence, of);
  if (sequence < origin || isMissing(source, span)) return absent('media');
  const producedUntilMs = producedMs(source, nowMs);
  const completeMs = producedAtMs(source, span.endMs);
  if (completeMs > nowMs) {
    const near = span.endMs <= producedUntilMs + maxHintTargetDurations * catalog.index.segmentMs;
    return of && near && Number.isFinite(completeMs) ? { waitUntilMs: completeMs } : absent('media yet');
  }
  const { index } = liveSegment(sequence, catalog.recording(stream), epochMs);
  const position = sequence - origin;
  const body = of
    ? await catalog.partAt(rendition, index, position, of)
    : await catalog.segmentAt(rendition, index, position);
  return { type: mp4, immutable: true, body };
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
    lowLatency: `live/${id}/master.m3u8${carried ? `${carried}&` : '?'}ll=on`,
    renditions: renditions.map(({ name, width, height, bandwidth }) => ({ name, width, height, bandwidth })),
  }));
  return { type: 'application/json', body: JSON.stringify({ durationMs, frameRate, epochMs, streams }, null, 2) };
}
