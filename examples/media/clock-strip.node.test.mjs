import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  clockStripBlocks,
  clockStripRect,
  decodeClockStrip,
  encodeClockStrip,
  maxClockFrame,
  readClockStrip,
} from './clock-strip.mjs';
import { Painter } from './paint.mjs';
import { random } from './scenes.mjs';

/**
 * A picture of one colour with a strip, as canvas pixels.
 * @param {number[]} blocks
 * @param {{ width?: number, height?: number, black?: number, white?: number, change?: (level: number, column: number) => number }} [options]
 */
function picture(blocks, { width = 284, height = 160, black = 0, white = 255, change = (level) => level } = {}) {
  const data = new Uint8ClampedArray(width * height * 4).fill(120);
  const top = Math.round(clockStripRect(width, height).y);
  for (let row = top; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const bit = blocks[Math.floor((column * clockStripBlocks) / width)];
      data.fill(change(bit ? white : black, column), (row * width + column) * 4, (row * width + column) * 4 + 3);
    }
  }
  return { data, width, height };
}

/**
 * Grey where two blocks meet, in a picture 284 pixels wide.
 * @param {number} level
 * @param {number} column
 */
function greyEdges(level, column) {
  const position = (column * clockStripBlocks) / 284;
  return Math.abs(position - Math.round(position)) < 0.15 ? 128 : level;
}

describe('decodeClockStrip', () => {
  it('is the inverse of encodeClockStrip for every frame number', () => {
    for (let frame = 0; frame <= maxClockFrame; frame++) assert.equal(decodeClockStrip(encodeClockStrip(frame)), frame);
  });

  it('refuses every strip with one or two wrong blocks', () => {
    for (const frame of [0, 1, 1199, 32_767, maxClockFrame]) {
      for (let first = 0; first < clockStripBlocks; first++) {
        for (let second = first; second < clockStripBlocks; second++) {
          const blocks = encodeClockStrip(frame).map((bit, i) => (i === first || i === second ? 1 - bit : bit));
          assert.equal(decodeClockStrip(blocks), null);
        }
      }
    }
  });

  it('refuses a strip of the wrong length', () => {
    assert.equal(decodeClockStrip([]), null);
    assert.equal(decodeClockStrip([...encodeClockStrip(5), 1]), null);
  });
});

describe('encodeClockStrip', () => {
  it('throws for what is not a frame number', () => {
    for (const frame of [-1, 0.5, maxClockFrame + 1, Number.NaN])
      assert.throws(() => encodeClockStrip(frame), RangeError);
  });
});

describe('readClockStrip', () => {
  it('reads the strip at any size of picture', () => {
    const sizes = { 54: 96, 160: 284, 187: 333, 360: 640, 720: 1280, 1080: 1920 };
    for (const [height, width] of Object.entries(sizes)) {
      assert.equal(readClockStrip(picture(encodeClockStrip(43_690), { width, height: Number(height) })), 43_690);
    }
  });

  it('reads what the painter writes', () => {
    const painter = new Painter(360);
    painter.clockStrip(1234);
    const data = Uint8ClampedArray.from({ length: painter.width * painter.height * 4 }, (_, i) => {
      return i % 4 === 3 ? 255 : Number(painter.pixels[Math.floor(i / 4) * 3 + (i % 4)]);
    });
    assert.equal(readClockStrip({ data, width: painter.width, height: painter.height }), 1234);
  });

  it('survives washed-out levels and noise', () => {
    const next = random(1);
    const options = { black: 40, white: 200, change: (/** @type {number} */ level) => level + (next() - 0.5) * 60 };
    for (let frame = 0; frame < 300; frame++)
      assert.equal(readClockStrip(picture(encodeClockStrip(frame), options)), frame);
  });

  it('survives blurred edges between the blocks', () => {
    assert.equal(readClockStrip(picture(encodeClockStrip(21_845), { change: greyEdges })), 21_845);
  });

  it('refuses two frames blended into one', () => {
    const [a, b] = [encodeClockStrip(700), encodeClockStrip(701)];
    const blended = picture(a, {
      change: (level, column) => (level + 255 * Number(b[Math.floor((column * clockStripBlocks) / 284)])) / 2,
    });
    assert.equal(readClockStrip(blended), null);
  });

  it('refuses flat and faint pictures', () => {
    for (const level of [0, 128, 255])
      assert.equal(readClockStrip(picture(encodeClockStrip(9), { black: level, white: level })), null);
    assert.equal(readClockStrip(picture(encodeClockStrip(9), { black: 100, white: 150 })), null);
    assert.equal(readClockStrip({ data: new Uint8ClampedArray(0), width: 0, height: 0 }), null);
  });

  it('finds next to nothing in random pictures', () => {
    const next = random(2);
    let found = 0;
    for (let i = 0; i < 2000; i++) {
      const blocks = Array.from({ length: clockStripBlocks }, () => Math.round(next()));
      if (readClockStrip(picture(blocks, { width: 56, height: 80 })) !== null) found++;
    }
    // 4 marker and 8 CRC bits: one in 4096 by chance.
    assert.ok(found <= 3, `${found} of 2000`);
  });
});
