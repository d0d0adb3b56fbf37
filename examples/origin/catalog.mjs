/** The recordings on disk: what index.json says of them, and their bytes. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { readTimescales } from '../media/mp4-boxes.mjs';
import { cutPart } from './cut-part.mjs';
import { framesOfPart } from './part-timing.mjs';
import { retimeFragments } from './retime.mjs';
import { singleTrackFragment, singleTrackInit } from './single-track.mjs';

/**
 * @typedef {import('../media/build-index.mjs').MediaIndex} MediaIndex
 * @typedef {import('../media/build-index.mjs').Stream} Stream
 * @typedef {import('../media/build-index.mjs').Rendition & { only?: import('./single-track.mjs').Handler }} Rendition with `only` of its tracks
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
  async initSegment(rendition) {
    const init = await this.#initOfAll(rendition);
    return rendition.only ? singleTrackInit(init, rendition.only) : init;
  }

  /** @param {Rendition} rendition */
  async #initOfAll({ file, initBytes }) {
    return (await this.read(file)).subarray(0, initBytes);
  }

  /**
   * Fragments of the recording, as they are on disk.
   * @param {Rendition} rendition
   * @param {number} first number of the first fragment in the recording
   * @param {number} count
   */
  async #fragments({ initBytes, fragmentBytes, file }, first, count) {
    const start = initBytes + sum(fragmentBytes.slice(0, first));
    return (await this.read(file)).subarray(start, start + sum(fragmentBytes.slice(first, first + count)));
  }

  /**
   * @param {Rendition} rendition
   * @param {number} index of the segment in the recording
   * @param {number} [loop] how often the recording ran before
   */
  segment(rendition, index, loop = 0) {
    return this.segmentAt(rendition, index, loop * this.segmentCount + index);
  }

  /**
   * @param {Rendition} rendition
   * @param {number} index of the segment in the recording
   * @param {number} position of the segment on its timeline: 0 begins at the decode time 0
   */
  async segmentAt(rendition, index, position) {
    const { fragmentsPerSegment: count } = this;
    return this.#moveTo(await this.#fragments(rendition, index * count, count), rendition, index, position, count, 0);
  }

  /**
   * A part of a segment: one fragment.
   * @param {Rendition} rendition
   * @param {number} index of the segment in the recording
   * @param {number} position of the segment on its timeline
   * @param {{ timing: import('./part-timing.mjs').PartTiming, part: number }} of
   */
  async partAt(rendition, index, position, { timing, part }) {
    const { segmentMs, frameRate } = this.index;
    const { first, end } = framesOfPart(timing, part);
    const framesPerFragment = timing.segmentFrames / this.fragmentsPerSegment;
    const from = Math.floor(first / framesPerFragment);
    const to = Math.ceil(end / framesPerFragment);
    const around = await this.#fragments(rendition, index * this.fragmentsPerSegment + from, to - from);
    const cut = cutPart(around, {
      timescales: readTimescales(await this.#initOfAll(rendition)),
      startMs: index * segmentMs + (first * 1000) / frameRate,
      endMs: index * segmentMs + (end * 1000) / frameRate,
    });
    return this.#moveTo(cut, rendition, index, position, timing.partsPerSegment, part);
  }

  /**
   * @param {Buffer} fragments
   * @param {Rendition} rendition
   * @param {number} index
   * @param {number} position
   * @param {number} count fragments in such a segment
   * @param {number} first of these in the segment
   */
  async #moveTo(fragments, rendition, index, position, count, first) {
    const init = await this.#initOfAll(rendition);
    return retimeFragments(rendition.only ? singleTrackFragment(fragments, init, rendition.only) : fragments, {
      timescales: readTimescales(init),
      shiftMs: (position - index) * this.index.segmentMs,
      firstSequenceNumber: position * count + first + 1,
    });
  }
}

/** @param {number[]} sizes */
const sum = (sizes) => sizes.reduce((total, size) => total + size, 0);
