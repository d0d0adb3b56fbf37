/** Measures the files that ffmpeg made and writes index.json, the only thing a server needs to know of them. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { findBox, readBoxes, readTimescales, readTrackFragments } from './mp4-boxes.mjs';

/**
 * @typedef {{ id: string, title: string, scene: string, startOffsetMs: number, height: number }} StreamPlan
 * @typedef {{ name: string, width: number, height: number }} RenditionPlan
 * @typedef {{ frameRate: number, durationMs: number, segmentMs: number, fragmentMs: number }} Timing
 */

/**
 * @typedef {object} Rendition one fragmented MP4 file: an initialization segment, then fragments, without gaps
 * @property {string} name as `360p`
 * @property {string} file relative to the index
 * @property {number} width
 * @property {number} height
 * @property {string} codecs as in RFC 6381
 * @property {number} bandwidth of the largest segment, in bit/s, measured
 * @property {number} averageBandwidth in bit/s, measured
 * @property {number} initBytes size of the initialization segment
 * @property {number[]} fragmentBytes size of each fragment; the first of each segment starts with a key frame
 *
 * @typedef {object} Stream
 * @property {string} id
 * @property {string} title
 * @property {number} startOffsetMs event time of the first frame and the first sample
 * @property {string} poster relative to the index
 * @property {Rendition[]} renditions smallest first
 *
 * @typedef {Timing & { streams: Stream[] }} MediaIndex
 */

/**
 * The codecs of an initialization segment with one H.264 and one AAC-LC track.
 * @param {Buffer} init
 */
function readCodecs(init) {
  const avcC = init.indexOf('avcC', 0, 'latin1');
  return `avc1.${init.toString('hex', avcC + 5, avcC + 8)},mp4a.40.2`;
}

/**
 * Proves what a loop relies on: each fragment has its share of frames, and both tracks run from 0 to the end without a gap.
 * @param {Buffer} init
 * @param {Buffer[]} fragments
 * @param {Timing} timing
 */
function checkTiming(init, fragments, { durationMs, fragmentMs, frameRate }) {
  const next = new Map([...readTimescales(init).keys()].map((id) => [id, 0]));
  const [videoTicks, audioTicks] = readTimescales(init).values();
  fragments.forEach((fragment, i) => {
    for (const { trackId, decodeTime, samples } of readTrackFragments(fragment)) {
      if (decodeTime !== next.get(trackId)) throw new Error(`Track ${trackId} has a gap before fragment ${i}`);
      const video = trackId === 1;
      if (video && samples !== (fragmentMs * frameRate) / 1000) throw new Error(`${samples} frames in fragment ${i}`);
      next.set(trackId, decodeTime + samples * (video ? Number(videoTicks) / frameRate : 1024));
    }
  });
  const ends = [...next.values()].join();
  const expected = [videoTicks, audioTicks].map((ticks) => (Number(ticks) * durationMs) / 1000).join();
  if (ends !== expected) throw new Error(`The tracks end at ${ends} instead of ${expected}`);
}

/**
 * @param {Buffer} file
 * @param {Timing} timing
 */
function measure(file, timing) {
  const initBytes = findBox(file, 'moov').end;
  const starts = readBoxes(file)
    .filter(({ type }) => type === 'moof')
    .map(({ start }) => start);
  const fragments = starts.map((start, i) => file.subarray(start, starts[i + 1] ?? file.length));
  const init = file.subarray(0, initBytes);
  if (starts[0] !== initBytes) throw new Error('Bytes between the initialization segment and the first fragment');
  checkTiming(init, fragments, timing);
  const perSegment = timing.segmentMs / timing.fragmentMs;
  const segments = fragments.flatMap((_, i) => {
    const bytes = fragments.slice(i, i + perSegment).reduce((sum, fragment) => sum + fragment.length, 0);
    return i % perSegment === 0 ? [bytes] : [];
  });
  return {
    codecs: readCodecs(init),
    bandwidth: Math.ceil((Math.max(...segments) * 8000) / timing.segmentMs),
    averageBandwidth: Math.round(((file.length - initBytes) * 8000) / timing.durationMs),
    initBytes,
    fragmentBytes: fragments.map((fragment) => fragment.length),
  };
}

/**
 * @param {Timing} timing
 * @param {StreamPlan[]} streams
 * @param {RenditionPlan[]} renditions
 * @param {URL} folder
 * @returns {Promise<string>} JSON of a {@link MediaIndex}
 */
export async function buildIndex(timing, streams, renditions, folder) {
  /** @type {Stream[]} */
  const indexed = [];
  for (const { id, title, startOffsetMs } of streams) {
    /** @type {Rendition[]} */
    const ladder = [];
    for (const { name, width, height } of renditions) {
      const file = `${id}/${name}.mp4`;
      if (!existsSync(new URL(file, folder))) continue;
      ladder.push({ name, file, width, height, ...measure(await readFile(new URL(file, folder)), timing) });
    }
    if (ladder.length > 0) indexed.push({ id, title, startOffsetMs, poster: `${id}/poster.jpg`, renditions: ladder });
  }
  return `${JSON.stringify({ ...timing, streams: indexed }, null, 2).replace(numberList, fill)}\n`;
}

const numberList = /( *)"fragmentBytes": \[([\d,\s]+)\]/g;

/**
 * Numbers side by side, in lines as Prettier would break them.
 * @param {string} _match
 * @param {string} indent
 * @param {string} list
 */
function fill(_match, indent, list) {
  const maxWidth = 120;
  const lines = [''];
  for (const item of list.trim().split(/,\s*/)) {
    const line = lines.at(-1) ?? '';
    if (indent.length + 2 + line.length + item.length + 1 > maxWidth) lines.push(`${item}, `);
    else lines[lines.length - 1] = `${line}${item}, `;
  }
  const body = lines
    .map((line) => `${indent}  ${line.trimEnd()}`)
    .join('\n')
    .replace(/,$/, '');
  return `${indent}"fragmentBytes": [\n${body}\n${indent}]`;
}
