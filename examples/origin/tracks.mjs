/** What `tracks.m3u8` offers of a stream: its pictures without sound, sounds in two languages, and texts. */
import { formatCue } from './subtitles.mjs';

/**
 * @typedef {import('./catalog.mjs').Stream} Stream
 * @typedef {import('./catalog.mjs').Rendition} Rendition
 */

/**
 * @typedef {object} Track
 * @property {'AUDIO' | 'SUBTITLES'} type
 * @property {string} name in its address
 * @property {string} label
 * @property {string} language BCP 47
 * @property {boolean} [isDefault]
 * @property {boolean} [isForced]
 * @property {string[]} [traits] of accessibility
 * @property {number} [camera] whose sound it is: 0 for its own, 1 for that of the next stream …
 * @property {(second: number) => string} [say] the text of the two seconds that begin there; empty for none
 */

const clock = (/** @type {number} */ second) => `0:${String(second % 40).padStart(2, '0')}`;

/** @type {Track[]} */
export const tracks = [
  { type: 'AUDIO', name: 'sound-en', label: 'English', language: 'en', isDefault: true, camera: 0 },
  { type: 'AUDIO', name: 'sound-de', label: 'Deutsch', language: 'de', camera: 1 },
  {
    type: 'AUDIO',
    name: 'sound-en-described',
    label: 'English (described)',
    language: 'en',
    traits: ['describes-video'],
    camera: 2,
  },
  {
    type: 'SUBTITLES',
    name: 'text-en',
    label: 'English',
    language: 'en',
    traits: ['transcribes-spoken-dialog', 'describes-music-and-sound'],
    say: (second) => `[bell] The clock says ${clock(second)}.`,
  },
  {
    type: 'SUBTITLES',
    name: 'text-de',
    label: 'Deutsch',
    language: 'de',
    say: (second) => `Die Uhr zeigt ${clock(second)}.`,
  },
  {
    type: 'SUBTITLES',
    name: 'text-en-forced',
    label: 'English (forced)',
    language: 'en',
    isForced: true,
    say: (second) => (second % 10 === 0 ? 'Sign: exit' : ''),
  },
];

/**
 * Its pictures, as renditions of their own.
 * @param {Stream} stream
 * @returns {Rendition[]}
 */
export const pictures = ({ renditions }) =>
  renditions.map((rendition) => ({ ...rendition, name: `picture-${rendition.name}`, only: 'vide' }));

/**
 * The picture or the sound of that name.
 * @param {Stream} stream
 * @param {Stream[]} streams all there are, whose sounds are lent to each other
 * @param {string} name
 * @returns {Rendition | undefined}
 */
export function findMedia(stream, streams, name) {
  const picture = pictures(stream).find((rendition) => rendition.name === name);
  const { camera } = tracks.find((track) => track.name === name) ?? {};
  if (picture || camera === undefined) return picture;
  const lender = streams[(streams.indexOf(stream) + camera) % streams.length] ?? stream;
  const [lowest] = lender.renditions;
  return lowest && { ...lowest, name, only: 'soun' };
}

/**
 * @param {string} name
 * @returns {((segment: { index: number, position: number, segmentMs: number }) => string) | undefined} writes a segment
 */
export function findText(name) {
  const { say } = tracks.find((track) => track.name === name) ?? {};
  return (
    say &&
    (({ index, position, segmentMs }) =>
      formatCue({
        text: say((index * segmentMs) / 1000),
        startMs: position * segmentMs,
        durationMs: segmentMs,
      }))
  );
}
