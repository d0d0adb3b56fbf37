/** The recordings on disk: what index.json says of them, and their bytes. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { readTimescales } from '../media/mp4-boxes.mjs';
import { retimeFragments } from './retime.mjs';

/**
 * @typedef {import('../media/build-index.mjs').MediaIndex} MediaIndex
 * @typedef {import('../media/build-index.mjs').Stream} Stream
 * @typedef {import('../media/build-index.mjs').Rendition} Rendition
 */

export class Catalog {
  /** @type {Map<string, Promise<Buffer>>} */
  #files = new Map();

  /** @param {URL} folder that has index.json; ends with a slash */
  constructor(folder) {
    this.folder = folder;
    /** @type {MediaIndex} */
    this.index = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8'));
    this.streams = new Map(this.index.streams.map((stream) => [stream.id, stream]));
    this.segmentCount = this.index.durationMs / this.index.segmentMs;
    this.fragmentsPerSegment = this.index.segmentMs / this.index.fragmentMs;
  }

  /**
   * The stream as the live timeline sees it.
   * @param {Stream} stream
   * @returns {import('./live-timeline.mjs').Recording}
   */
  recording({ startOffsetMs }) {
    const { durationMs, segmentMs } = this.index;
    return { durationMs, segmentMs, startOffsetMs };
  }

  /**
   * A whole file, read once. Only names from index.json come here, never parts of a URL.
   * @param {string} file relative to the folder
   */
  read(file) {
    const known = this.#files.get(file) ?? readFile(new URL(file, this.folder));
    this.#files.set(file, known);
    return known;
  }

  /** @param {Rendition} rendition */
  async initSegment({ file, initBytes }) {
    return (await this.read(file)).subarray(0, initBytes);
  }

  /**
   * Fragments of the recording, played for the (loop + 1)th time.
   * @param {Rendition} rendition
   * @param {object} range
   * @param {number} range.first number of the first fragment in the recording
   * @param {number} range.count
   * @param {number} range.loop
   */
  async fragments(rendition, { first, count, loop }) {
    const { initBytes, fragmentBytes, file } = rendition;
    const start = initBytes + sum(fragmentBytes.slice(0, first));
    const bytes = (await this.read(file)).subarray(start, start + sum(fragmentBytes.slice(first, first + count)));
    return retimeFragments(bytes, {
      timescales: readTimescales(await this.initSegment(rendition)),
      shiftMs: loop * this.index.durationMs,
      firstSequenceNumber: loop * fragmentBytes.length + first + 1,
    });
  }

  /**
   * @param {Rendition} rendition
   * @param {number} index of the segment in the recording
   * @param {number} [loop]
   */
  segment(rendition, index, loop = 0) {
    return this.fragments(rendition, {
      first: index * this.fragmentsPerSegment,
      count: this.fragmentsPerSegment,
      loop,
    });
  }
}

/** @param {number[]} sizes */
const sum = (sizes) => sizes.reduce((total, size) => total + size, 0);
