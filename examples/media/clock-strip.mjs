/**
 * The clock strip: the event's frame number in every picture, as a row of black and white blocks along the bottom edge.
 *
 * Geometry, in fractions of the picture so that it survives any scaling:
 * - the strip is the lowest 1/40 of the height and the whole width;
 * - it has 28 blocks of equal width, from left to right: white, black (start marker); 16 bits of frame number, most
 *   significant first; 8 bits of CRC; black, white (end marker). White is 1.
 *
 * One module for both sides, so that the writer and every reader agree. It needs nothing from Node or the browser.
 */

/** The strip's height as a fraction of the picture's height. 4 pixel rows at 160p: one row of H.264 4 × 4 transform blocks. */
export const clockStripHeight = 1 / 40;

/** Blocks in the strip. */
export const clockStripBlocks = 28;

const frameBits = 16;
const crcBits = 8;

/** The largest frame number the strip can hold: 36 minutes at 30 frames a second. */
export const maxClockFrame = 2 ** frameBits - 1;

/** Markers tell a strip from a flat picture and give the reader its own black and white levels. */
const startMarker = [1, 0];
const endMarker = [0, 1];

/** Least difference of white and black (of 255): a compressed real strip measures above 180. */
const minContrast = 96;

/** A block nearer than this to the middle grey (as a fraction of the contrast) is neither black nor white: refuse to guess. */
const greyMargin = 0.2;

/**
 * Pixels as canvas ImageData has them: RGBA, row by row.
 * @typedef {{ data: ArrayLike<number>, width: number, height: number }} Pixels
 * @typedef {{ x: number, y: number, width: number, height: number }} Rect
 */

/**
 * CRC-8 (polynomial 0x07, initial value 0xff) of a 16-bit frame number.
 * @param {number} frame
 */
function crc8(frame) {
  let crc = 0xff;
  for (const byte of [frame >> 8, frame & 0xff]) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : crc << 1;
  }
  return crc;
}

/**
 * @param {number} value
 * @param {number} count
 * @returns {number[]} most significant bit first
 */
const toBits = (value, count) => Array.from({ length: count }, (_, i) => (value >> (count - 1 - i)) & 1);

/** @param {number[]} bits */
const fromBits = (bits) => bits.reduce((value, bit) => value * 2 + bit, 0);

/**
 * The blocks of a frame number, left to right; 1 is white.
 * @param {number} frame an integer, 0 to {@link maxClockFrame}
 * @returns {number[]} {@link clockStripBlocks} bits
 * @throws {RangeError} for any other number
 */
export function encodeClockStrip(frame) {
  if (!Number.isInteger(frame) || frame < 0 || frame > maxClockFrame)
    throw new RangeError(`Not a clock frame: ${frame}`);
  return [...startMarker, ...toBits(frame, frameBits), ...toBits(crc8(frame), crcBits), ...endMarker];
}

/**
 * The inverse of {@link encodeClockStrip}.
 * @param {number[]} blocks
 * @returns {number | null} null if a marker or the CRC is wrong
 */
export function decodeClockStrip(blocks) {
  const marker = [...blocks.slice(0, 2), ...blocks.slice(-2)];
  if (blocks.length !== clockStripBlocks || marker.join() !== [...startMarker, ...endMarker].join()) return null;
  const frame = fromBits(blocks.slice(2, 2 + frameBits));
  return fromBits(blocks.slice(2 + frameBits, -2)) === crc8(frame) ? frame : null;
}

/**
 * Where the strip lies in a picture of this size, in (fractional) pixels.
 * @param {number} width
 * @param {number} height
 * @returns {Rect}
 */
export function clockStripRect(width, height) {
  return { x: 0, y: height * (1 - clockStripHeight), width, height: height * clockStripHeight };
}

/**
 * Reads the frame number from a picture.
 * @param {Pixels} image the whole picture, or anything that contains the strip
 * @param {Rect} [rect] where the strip is; by default at the bottom of a whole picture
 * @returns {number | null} null if there is no readable strip
 */
export function readClockStrip(image, rect = clockStripRect(image.width, image.height)) {
  const levels = Array.from({ length: clockStripBlocks }, (_, block) => blockLevel(image, rect, block));
  const white = Math.min(levels[0] ?? 0, levels.at(-1) ?? 0);
  const black = Math.max(levels[1] ?? 0, levels.at(-2) ?? 0);
  const contrast = white - black;
  if (!(contrast >= minContrast)) return null;
  const positions = levels.map((level) => (level - black) / contrast);
  if (positions.some((position) => Math.abs(position - 0.5) < greyMargin)) return null;
  return decodeClockStrip(positions.map((position) => (position > 0.5 ? 1 : 0)));
}

/**
 * Reads the frame number from what a `<video>`, image or canvas shows now, copying only the strip's pixels.
 * @param {CanvasImageSource} source
 * @param {number} width of the source, in its own pixels (`videoWidth`)
 * @param {number} height of the source, in its own pixels (`videoHeight`)
 * @param {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} context of a scratch canvas of any size from 280 × 4 pixels; create it with `willReadFrequently`
 * @returns {number | null} null if there is no readable strip
 */
export function captureClockStrip(source, width, height, context) {
  const strip = clockStripRect(width, height);
  const target = { x: 0, y: 0, width: context.canvas.width, height: context.canvas.height };
  context.drawImage(source, strip.x, strip.y, strip.width, strip.height, 0, 0, target.width, target.height);
  return readClockStrip(context.getImageData(0, 0, target.width, target.height), target);
}

/**
 * Mean luma of the middle half of a block: scaling and compression spoil its edges.
 * @param {Pixels} image
 * @param {Rect} rect
 * @param {number} block
 */
function blockLevel({ data, width }, rect, block) {
  const blockWidth = rect.width / clockStripBlocks;
  const x = rect.x + block * blockWidth;
  const [left, right] = middle(x, blockWidth);
  const [top, bottom] = middle(rect.y, rect.height);
  let sum = 0;
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const i = (row * width + column) * 4;
      sum += 0.2126 * Number(data[i]) + 0.7152 * Number(data[i + 1]) + 0.0722 * Number(data[i + 2]);
    }
  }
  return sum / ((right - left) * (bottom - top));
}

/**
 * The whole pixels within the middle half of an interval; at least one.
 * @param {number} start
 * @param {number} length
 * @returns {[number, number]} first, and one past the last
 */
function middle(start, length) {
  const first = Math.round(start + length / 4);
  const end = Math.round(start + (length * 3) / 4);
  return end > first ? [first, end] : [Math.floor(start + length / 2), Math.floor(start + length / 2) + 1];
}
