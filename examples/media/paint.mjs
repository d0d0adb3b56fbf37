/**
 * A small anti-aliased painter on RGB pixels. All lengths are in picture heights: y runs from 0 (top) to 1, x from 0 to
 * 16/9, so that a scene looks the same at every resolution.
 */
import { clockStripBlocks, clockStripRect, encodeClockStrip } from './clock-strip.mjs';

/** @typedef {readonly [number, number, number]} Color red, green, blue; 0 to 255 */

/** Width of a picture in picture heights. */
export const aspect = 16 / 9;

/**
 * @param {string} hex as `#1b2a49`
 * @returns {Color}
 */
export function color(hex) {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

/**
 * @param {Color} a
 * @param {Color} b
 * @param {number} share of b, 0 to 1
 * @returns {Color}
 */
export function mix(a, b, share) {
  const s = Math.min(1, Math.max(0, share));
  return [a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s, a[2] + (b[2] - a[2]) * s];
}

export class Painter {
  /** @param {number} height in pixels; the width follows from 16:9 */
  constructor(height) {
    this.height = height;
    this.width = Math.round(height * aspect);
    this.pixels = new Uint8Array(this.width * height * 3);
  }

  /** @param {Uint8Array} pixels of a picture of the same size */
  restore(pixels) {
    this.pixels.set(pixels);
  }

  /** @param {(x: number, y: number) => Color} shader */
  shade(shader) {
    for (let row = 0, i = 0; row < this.height; row++) {
      for (let column = 0; column < this.width; column++, i += 3) {
        this.pixels.set(shader((column + 0.5) / this.height, (row + 0.5) / this.height), i);
      }
    }
  }

  /**
   * Blends a colour over a box, with a coverage for each pixel.
   * @param {number} left
   * @param {number} top
   * @param {number} right
   * @param {number} bottom
   * @param {Color} paint
   * @param {(x: number, y: number) => number} coverage 0 to 1; more or less is clamped
   */
  blend(left, top, right, bottom, paint, coverage) {
    const { width, height, pixels } = this;
    const firstRow = Math.max(0, Math.floor(top * height));
    const lastRow = Math.min(height - 1, Math.ceil(bottom * height));
    const firstColumn = Math.max(0, Math.floor(left * height));
    const lastColumn = Math.min(width - 1, Math.ceil(right * height));
    const [red, green, blue] = paint;
    for (let row = firstRow; row <= lastRow; row++) {
      for (let column = firstColumn, i = (row * width + column) * 3; column <= lastColumn; column++, i += 3) {
        const share = Math.min(1, coverage((column + 0.5) / height, (row + 0.5) / height));
        if (share <= 0) continue;
        const rest = 1 - share;
        pixels[i] = Number(pixels[i]) * rest + red * share;
        pixels[i + 1] = Number(pixels[i + 1]) * rest + green * share;
        pixels[i + 2] = Number(pixels[i + 2]) * rest + blue * share;
      }
    }
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   * @param {Color} paint
   * @param {number} [alpha]
   */
  disc(x, y, radius, paint, alpha = 1) {
    const { height } = this;
    this.blend(x - radius, y - radius, x + radius, y + radius, paint, (px, py) => {
      return Math.min(1, (radius - Math.hypot(px - x, py - y)) * height + 0.5) * alpha;
    });
  }

  /**
   * A soft light that fades to nothing at the radius.
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   * @param {Color} paint
   * @param {number} alpha
   */
  glow(x, y, radius, paint, alpha) {
    this.blend(x - radius, y - radius, x + radius, y + radius, paint, (px, py) => {
      const rest = 1 - ((px - x) ** 2 + (py - y) ** 2) / radius ** 2;
      return rest > 0 ? rest * rest * alpha : 0;
    });
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   * @param {number} thickness
   * @param {Color} paint
   * @param {number} [alpha]
   */
  ring(x, y, radius, thickness, paint, alpha = 1) {
    const reach = radius + thickness;
    const { height } = this;
    this.blend(x - reach, y - reach, x + reach, y + reach, paint, (px, py) => {
      return Math.min(1, (thickness / 2 - Math.abs(Math.hypot(px - x, py - y) - radius)) * height + 0.5) * alpha;
    });
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   * @param {Color} paint
   * @param {number} [alpha]
   */
  rect(x, y, width, height, paint, alpha = 1) {
    const cover = (/** @type {number} */ p, /** @type {number} */ from, /** @type {number} */ size) =>
      Math.min(1, Math.max(0, (size / 2 - Math.abs(p - from - size / 2)) * this.height + 0.5));
    this.blend(x, y, x + width, y + height, paint, (px, py) => cover(px, x, width) * cover(py, y, height) * alpha);
  }

  /**
   * @param {number} x0
   * @param {number} y0
   * @param {number} x1
   * @param {number} y1
   * @param {number} thickness
   * @param {Color} paint
   * @param {number} [alpha]
   */
  line(x0, y0, x1, y1, thickness, paint, alpha = 1) {
    const [dx, dy] = [x1 - x0, y1 - y0];
    const { height } = this;
    const [left, right] = [Math.min(x0, x1) - thickness, Math.max(x0, x1) + thickness];
    this.blend(left, Math.min(y0, y1) - thickness, right, Math.max(y0, y1) + thickness, paint, (px, py) => {
      const along = Math.min(1, Math.max(0, ((px - x0) * dx + (py - y0) * dy) / (dx * dx + dy * dy)));
      const distance = Math.hypot(px - x0 - along * dx, py - y0 - along * dy);
      return Math.min(1, (thickness / 2 - distance) * height + 0.5) * alpha;
    });
  }

  /**
   * Fills everything below a profile, as a silhouette.
   * @param {(x: number) => number} profile the y of the edge at x
   * @param {Color} paint
   * @param {number} [alpha]
   */
  below(profile, paint, alpha = 1) {
    const { width, height } = this;
    const edges = Float64Array.from({ length: width }, (_, column) => profile((column + 0.5) / height));
    this.blend(
      0,
      edges.reduce((a, b) => Math.min(a, b)),
      aspect,
      1,
      paint,
      (px, py) => {
        return Math.min(1, Math.max(0, (py - Number(edges[Math.floor(px * height)])) * height + 0.5)) * alpha;
      },
    );
  }

  /** @param {number} frame the event's frame number, for the clock strip */
  clockStrip(frame) {
    const strip = clockStripRect(this.width, this.height);
    encodeClockStrip(frame).forEach((bit, block) => {
      const left = Math.round((block * this.width) / clockStripBlocks);
      const right = Math.round(((block + 1) * this.width) / clockStripBlocks);
      for (let row = Math.round(strip.y); row < this.height; row++) {
        this.pixels.fill(bit * 255, (row * this.width + left) * 3, (row * this.width + right) * 3);
      }
    });
  }
}
