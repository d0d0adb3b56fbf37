/**
 * What the cameras see. Every motion repeats with the loop, so that the loop's edge shows in the clock alone. Flat shapes
 * and still backgrounds: they stay crisp at a few hundred kbit/s.
 */
import { aspect, color, mix } from './paint.mjs';

/** @typedef {import('./paint.mjs').Painter} Painter */
/** @typedef {import('./paint.mjs').Color} Color */

/**
 * @typedef {object} Moment
 * @property {number} turn how far the loop has come, in radians: 2π a loop. Multiply by a whole number only
 * @property {number} pulse 1 at a burst of the event's sound, then falling to 0: all cameras see what they hear
 */

/**
 * @typedef {object} Scene
 * @property {(x: number, y: number) => Color} background painted once
 * @property {(painter: Painter, moment: Moment) => void} draw on top of it, each frame
 */

const tau = 2 * Math.PI;
const center = aspect / 2;

/**
 * @param {[string, ...string[]]} stops colours from top to bottom
 * @returns {(x: number, y: number) => Color}
 */
function sky(...stops) {
  const colors = stops.map(color);
  const last = color(stops.at(-1) ?? stops[0]);
  return (_x, y) => {
    const at = Math.min(0.9999, Math.max(0, y)) * (colors.length - 1);
    const i = Math.floor(at);
    return mix(colors[i] ?? last, colors[i + 1] ?? last, at - i);
  };
}

/**
 * A fixed random sequence.
 * @param {number} seed
 * @returns {() => number} 0 to 1
 */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A value that runs round and round.
 * @param {number} value
 * @param {number} length
 */
const wrap = (value, length) => ((value % length) + length) % length;

/** @type {Scene} Mountain ridges passing before a setting sun. */
const ridges = {
  background: sky('#20264f', '#5b3d78', '#c2596f', '#f6a35c', '#f6a35c'),
  draw(painter, { turn, pulse }) {
    const sunX = center + 0.25 * Math.sin(turn);
    const sunY = 0.42 + 0.1 * Math.cos(turn);
    painter.glow(sunX, sunY, 0.34 + 0.04 * pulse, color('#ffd98a'), 0.55 + 0.25 * pulse);
    painter.disc(sunX, sunY, 0.11, color('#fff1cf'));
    const layers = [
      { y: 0.58, size: 0.1, speed: 1, paint: '#8d4a72' },
      { y: 0.7, size: 0.11, speed: 2, paint: '#54346a' },
      { y: 0.84, size: 0.1, speed: 4, paint: '#261f47' },
    ];
    for (const { y, size, speed, paint } of layers) {
      painter.below((x) => {
        const a = (x / aspect) * tau + turn * speed;
        return y - size * (0.5 * Math.sin(a) + 0.3 * Math.sin(3 * a + y * 9) + 0.16 * Math.sin(7 * a + y * 5));
      }, color(paint));
    }
  },
};

/** @type {Scene} Planets on their orbits. */
const orbits = {
  background(x, y) {
    const distance = Math.hypot(x - center, y - 0.47);
    return mix(color('#2a2f6b'), color('#0b0e26'), distance * 1.15);
  },
  draw(painter, { turn, pulse }) {
    const bodies = [
      { radius: 0.17, turns: 8, size: 0.022, paint: '#f7c873' },
      { radius: 0.25, turns: 5, size: 0.032, paint: '#ef6f6c' },
      { radius: 0.335, turns: 3, size: 0.042, paint: '#56c6b9' },
      { radius: 0.42, turns: 2, size: 0.03, paint: '#a78bfa' },
    ];
    painter.glow(center, 0.47, 0.24 + 0.05 * pulse, color('#ffcf6b'), 0.5 + 0.3 * pulse);
    painter.disc(center, 0.47, 0.085, color('#ffe3a1'));
    for (const { radius, turns, size, paint } of bodies) {
      painter.ring(center, 0.47, radius, 0.004, color('#6f78c9'), 0.55);
      const [x, y] = [center + radius * Math.cos(turn * turns), 0.47 + radius * Math.sin(turn * turns)];
      painter.disc(x, y, size, color(paint));
      painter.disc(
        x + size * 2.2 * Math.cos(-turn * turns * 2),
        y + size * 2.2 * Math.sin(-turn * turns * 2),
        size / 3,
        color('#e8ebff'),
      );
    }
  },
};

/** @type {Scene} Layers of sea under a moon. */
const sea = {
  background: sky('#06283d', '#0b4f6c', '#3b8ea5', '#b8e0d2'),
  draw(painter, { turn, pulse }) {
    painter.glow(1.35, 0.24, 0.2 + 0.05 * pulse, color('#fdf6d8'), 0.35 + 0.3 * pulse);
    painter.disc(1.35, 0.24, 0.07, color('#fdf6d8'));
    const paints = ['#5fb3b3', '#3a96a3', '#217a92', '#135f7d', '#0a4462'];
    paints.forEach((paint, i) => {
      const boat = i === 2;
      const level = (/** @type {number} */ x) =>
        0.5 +
        i * 0.095 +
        0.022 * Math.sin(x * (9 - i) - turn * (6 - i) + i * 2) +
        0.012 * Math.sin(x * 4 + turn * 3 + i);
      if (boat) {
        const x = wrap((turn / tau) * (aspect + 0.6), aspect + 0.6) - 0.3;
        const y = level(x);
        painter.rect(x - 0.005, y - 0.2, 0.01, 0.2, color('#52352b'));
        painter.blend(x + 0.012, y - 0.19, x + 0.13, y - 0.035, color('#fff4e0'), (px, py) => {
          return (
            ((py - y + 0.19) * 0.75 - (px - x - 0.012)) *
            painter.height *
            0.8 *
            (px > x + 0.012 && py < y - 0.037 ? 1 : 0)
          );
        });
        painter.rect(x - 0.1, y - 0.03, 0.2, 0.045, color('#b5493a'));
      }
      painter.below(level, color(paint));
    });
  },
};

/** @type {Scene} Lanterns rising into the dusk. */
const lanterns = {
  background: sky('#1b1030', '#3d1d4f', '#7a2f57', '#b4484f'),
  draw(painter, { turn, pulse }) {
    const next = random(7);
    for (let i = 0; i < 13; i++) {
      const depth = 0.45 + 0.55 * (i / 12);
      const rises = 1 + Math.floor(next() * 2);
      const x = next() * aspect + 0.04 * Math.sin(turn * (2 + (i % 3)) + i);
      const y = 1.15 - wrap(next() * 1.4 + (turn / tau) * rises * 1.4, 1.4);
      const size = 0.055 * depth;
      painter.glow(x, y, size * 3.4, color('#ffb347'), (0.35 + 0.3 * pulse) * depth);
      painter.rect(x - size * 0.72, y - size, size * 1.44, size * 2, mix(color('#c4572f'), color('#ffbf5e'), depth));
      painter.rect(x - size * 0.5, y + size * 0.2, size, size * 0.8, color('#fff0b8'));
      painter.rect(x - size * 0.8, y - size * 1.15, size * 1.6, size * 0.2, color('#5c2430'));
    }
  },
};

/** @type {Scene} The stage: a band of light bars and swinging spotlights. */
const stage = {
  background: sky('#12071f', '#1d0b33', '#33104d', '#12071f'),
  draw(painter, { turn, pulse }) {
    const paints = ['#ff4d8d', '#ffb03a', '#38d6c4', '#6f7bff', '#c65bff'];
    paints.forEach((paint, i) => {
      const from = 0.2 + i * 0.345;
      const angle = 0.42 * Math.sin(turn * (3 + (i % 3)) + i * 1.3);
      const tan = Math.tan(angle);
      painter.blend(0, 0, aspect, 0.8, color(paint), (x, y) => {
        const half = 0.015 + 0.1 * y;
        return Math.max(0, 1 - Math.abs(x - from - y * tan) / half) * (0.75 - y * 0.7);
      });
      painter.disc(from, 0.015, 0.026, color('#f4ecff'));
    });
    painter.rect(0, 0.8, aspect, 0.2, color('#0a0412'));
    for (let i = 0; i < 21; i++) {
      const level = 0.05 + 0.16 * Math.abs(Math.sin(turn * (4 + (i % 5)) + i * 0.9)) + 0.06 * pulse;
      painter.rect(0.07 + i * 0.08, 0.8 - level, 0.05, level, mix(color('#ff4d8d'), color('#6f7bff'), i / 20));
    }
  },
};

/** @type {Scene} From the drone: a road through fields. */
const fields = {
  background: () => color('#5f8f4a'),
  draw(painter, { turn, pulse }) {
    const paints = ['#6fa355', '#86b35c', '#a8c168', '#4f8350', '#c9c36b', '#5d9656'];
    const size = 0.36;
    const shift = (turn / tau) * 10 * size;
    for (let row = -1; row < 4; row++) {
      const index = row - Math.floor(shift / size);
      const next = random(wrap(index, 10) + 3);
      for (let column = 0; column < 5; column++) {
        const paint = color(paints[Math.floor(next() * paints.length)] ?? '#5f8f4a');
        painter.rect(column * size - 0.01, row * size + wrap(shift, size), size - 0.012, size - 0.012, paint);
      }
    }
    painter.rect(0.78, 0, 0.22, 1, color('#3d4450'));
    for (let i = -1; i < 5; i++) painter.rect(0.886, i * 0.24 + wrap(shift, 0.24), 0.008, 0.12, color('#f1e9cf'));
    const cars = [
      { x: 0.915, y: 0.1, speed: -5, paint: '#e4572e' },
      { x: 0.915, y: 0.75, speed: -5, paint: '#f2f4f7' },
      { x: 0.81, y: 0.3, speed: 7, paint: '#2e86ab' },
      { x: 0.81, y: 0.9, speed: 7, paint: '#f6c445' },
    ];
    for (const { x, y: start, speed, paint } of cars) {
      const y = wrap((turn / tau) * speed * 1.3 + start, 1.3) - 0.15;
      if (speed > 0) painter.glow(x + 0.03, y + 0.13, 0.06, color('#fff3c4'), 0.3 + 0.4 * pulse);
      painter.rect(x, y, 0.06, 0.11, color(paint));
      painter.rect(x + 0.008, y + 0.035, 0.044, 0.03, color('#22303c'));
    }
  },
};

/** @type {Scene} The harbour's radar. */
const radar = {
  background(x, y) {
    const distance = Math.hypot(x - center, y - 0.47);
    return distance < 0.43 ? mix(color('#0f3d3a'), color('#0a2527'), distance * 2.3) : color('#071416');
  },
  draw(painter, { turn, pulse }) {
    const sweep = turn * 10;
    painter.blend(center - 0.43, 0.04, center + 0.43, 0.9, color('#2ee6a8'), (x, y) => {
      const distance = Math.hypot(x - center, y - 0.47);
      if (distance > 0.43) return 0;
      const behind = wrap(sweep - Math.atan2(y - 0.47, x - center), tau);
      return behind < 0.9 ? 0.5 * (1 - behind / 0.9) : 0;
    });
    for (const radius of [0.14, 0.285, 0.43]) painter.ring(center, 0.47, radius, 0.004, color('#37c79a'), 0.6);
    painter.line(center - 0.43, 0.47, center + 0.43, 0.47, 0.003, color('#37c79a'), 0.4);
    painter.line(center, 0.04, center, 0.9, 0.003, color('#37c79a'), 0.4);
    const next = random(11);
    for (let i = 0; i < 9; i++) {
      const [angle, radius] = [next() * tau + turn * (i % 2 ? 1 : -1), 0.08 + next() * 0.33];
      const age = wrap(sweep - angle, tau) / tau;
      const [x, y] = [center + radius * Math.cos(angle), 0.47 + radius * Math.sin(angle)];
      painter.disc(x, y, 0.012 + 0.008 * (1 - age), color('#b9ffe4'), 1 - age * 0.8);
    }
    for (const side of [0.12, aspect - 0.22]) {
      for (let i = 0; i < 8; i++)
        painter.rect(side, 0.2 + i * 0.065, 0.1, 0.04, color('#37c79a'), i / 8 < 0.3 + 0.6 * pulse ? 0.8 : 0.2);
    }
  },
};

/** @type {Scene} A skyline by night: searchlights, an airship, windows going on and off. */
const skyline = {
  background: sky('#0a1230', '#16265a', '#2f4b8f', '#6d83c0'),
  draw(painter, { turn, pulse }) {
    const stars = random(5);
    for (let i = 0; i < 26; i++) painter.disc(stars() * aspect, stars() * 0.45, 0.0035, color('#dfe7ff'), 0.8);
    painter.blend(0.34, 0.14, 0.5, 0.3, color('#e9eefc'), (x, y) => {
      const lit = Math.min(0.075 - Math.hypot(x - 0.42, y - 0.22), Math.hypot(x - 0.452, y - 0.2) - 0.064);
      return lit * painter.height + 0.5;
    });
    for (const [foot, turns] of /** @type {const} */ ([
      [0.5, 3],
      [1.25, 4],
    ])) {
      const tan = Math.tan(0.5 * Math.sin(turn * turns + foot));
      painter.blend(0, 0, aspect, 0.72, color('#dfe9ff'), (x, y) => {
        const up = 0.72 - y;
        return Math.max(0, 1 - Math.abs(x - foot - up * tan) / (0.012 + 0.07 * up)) * 0.4 * (1 - up);
      });
    }
    const ship = wrap((turn / tau) * 2 * (aspect + 0.5), aspect + 0.5) - 0.25;
    painter.rect(ship - 0.035, 0.395, 0.07, 0.022, color('#2b3765'));
    painter.blend(ship - 0.13, 0.29, ship + 0.13, 0.41, color('#aebbe6'), (x, y) => {
      return (1 - Math.hypot((x - ship) / 0.13, (y - 0.35) / 0.052)) * painter.height * 0.06;
    });
    painter.disc(ship - 0.13, 0.35, 0.008 + 0.01 * pulse, color('#ff5a5a'));
    for (const { seed, base, wall, light } of [
      { seed: 21, base: 0.46, wall: '#1d2f66', light: '#3d5596' },
      { seed: 22, base: 0.62, wall: '#0c1536', light: '#ffd36e' },
    ]) {
      const next = random(seed);
      for (let i = 0; i < 13; i++) {
        const [x, top] = [i * 0.15 - 0.07 * (seed - 21), base + next() * 0.22];
        painter.rect(x, top, 0.135, 1 - top, color(wall));
        for (let window = 0; window < 24; window++) {
          const lit = Math.sin(turn * (1 + Math.floor(next() * 3)) + next() * tau) > 0.1;
          const y = top + 0.03 + Math.floor(window / 3) * 0.055;
          if (lit) painter.rect(x + 0.018 + (window % 3) * 0.037, y, 0.024, 0.03, color(light));
        }
        if (i % 5 === 1) painter.glow(x + 0.067, top, 0.05, color('#ff5a5a'), 0.2 + 0.8 * pulse);
      }
    }
  },
};

/** @type {Scene} The finish line: a pendulum wave. */
const pendulums = {
  background: sky('#fbf3e4', '#f6e3cf', '#efcdb8'),
  draw(painter, { turn, pulse }) {
    const count = 11;
    painter.rect(0.1, 0.06, aspect - 0.2, 0.018, color('#5a4a42'));
    for (let i = 0; i < count; i++) {
      const [x, length] = [0.17 + (i * (aspect - 0.34)) / (count - 1), 0.62 - 0.027 * i];
      const swing = 0.1 * Math.sin(turn * (9 + i));
      const [bobX, bobY] = [x + swing, 0.07 + Math.sqrt(length ** 2 - swing ** 2)];
      painter.line(x, 0.07, bobX, bobY, 0.003, color('#a08c80'));
      painter.disc(bobX, bobY, 0.04 + 0.006 * pulse, mix(color('#e2495b'), color('#3a62c9'), i / (count - 1)));
      painter.disc(bobX - 0.012, bobY - 0.014, 0.009, color('#ffffff'), 0.7);
    }
  },
};

/** @type {Record<string, Scene>} */
export const scenes = { ridges, orbits, sea, lanterns, stage, fields, radar, skyline, pendulums };
