import type { Rendition } from '../player/player.ts';

/** A size in device pixels. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

/** One rendition with every figure that allocating needs, declared or estimated. */
export interface Rung extends Box {
  /** The id of the rendition. */
  readonly id: string;
  readonly label: string;
  readonly bitrateBps: number;
  /** Pixels, as `width`; 0 where there is sound alone. */
  readonly height: number;
  readonly frameRate: number;
  /** Whether the bitrate is a guess. */
  readonly estimated: boolean;
}

/** Smallest picture first, at equal pictures the lower bitrate first; sound alone comes before any picture. */
export type Ladder = readonly Rung[];

/**
 * What one more stream costs beside its pixels, in pixels a second: from the machine limits of 12 × 1080p, 25 × 720p,
 * 36 × 480p and 49 × 360p at 30 fps with at most 2 % of the frames dropped, measured on two cores.
 */
export const PER_STREAM_PIXELS_PER_SECOND = 15e6;
/** Three device pixels a CSS pixel would take more than twice the bits of two, for what is hardly seen in motion. */
export const MAX_DEVICE_PIXEL_RATIO = 2;

/** Twitch's broadcast guide: 1080p60 at 6 Mbit/s. */
const SOURCE = { lines: 1080, frameRate: 60, bitrateBps: 6e6 };
/** Frame rates that nobody names are these. */
const ORDINARY_FRAME_RATE = 30;
/** Twice the frames cost half as many bits more: 2^0.585 = 1.5. */
const FRAME_RATE_EXPONENT = 0.585;
/**
 * Bits grow more slowly than pixels. With this, names come within a quarter of what Twitch's playlists declare for them:
 * 160p 230, 360p 630, 480p 1428, 720p 2373 and 720p60 3423 kbit/s.
 */
const LINES_EXPONENT = 1.5;
/** Stereo AAC. */
const SOUND_BPS = 128e3;
/** The ladder that unknown names are spread over, in lines. */
const USUAL_LINES = [160, 360, 480, 720, 1080];
/** Scaling a picture up by 2 % is not seen; rounded boxes and fractional pixel ratios are a few pixels over. */
const UPSCALE_TOLERANCE = 1.02;
/** Above these a figure is a mistake or an attack: 16K, the fastest displays, a gigabit. */
const MAX_SIDE = 16_384;
const MAX_FRAME_RATE = 300;
const MAX_BITRATE_BPS = 1e9;
/** More than any player offers; reading and allocating stay cheap whatever a playlist says. */
const MAX_RENDITIONS = 1000;
const MAX_RUNGS = 32;

/** The lines of the 16:9 picture with as many pixels, rounded: one measure for wide and for upright pictures. */
export const linesOf = ({ width, height }: Box): number => Math.round(Math.sqrt((width * height * 9) / 16));

/** What decoding it costs, in pixels a second; sound alone is free. */
export const decodeCostOf = ({ width, height, frameRate }: Rung): number =>
  height && width * height * frameRate + PER_STREAM_PIXELS_PER_SECOND;

/** What several rungs take together. */
export interface Cost {
  readonly bitrateBps: number;
  readonly decodePixelsPerSecond: number;
}

export function costOf(rungs: readonly (Rung | undefined)[]): Cost {
  let bitrateBps = 0;
  let decodePixelsPerSecond = 0;
  for (const rung of rungs) {
    if (!rung) continue;
    bitrateBps += rung.bitrateBps;
    decodePixelsPerSecond += decodeCostOf(rung);
  }
  return { bitrateBps, decodePixelsPerSecond };
}

/** What it takes to go from one rung to another. */
export const extraCost = (from: Rung, to: Rung): Cost => ({
  bitrateBps: to.bitrateBps - from.bitrateBps,
  decodePixelsPerSecond: decodeCostOf(to) - decodeCostOf(from),
});

/** The device pixels of a box in CSS pixels; at most two a CSS pixel. */
export function deviceBox({ width, height }: Box, devicePixelRatio: number): Box {
  const ratio = Math.min(devicePixelRatio > 0 ? devicePixelRatio : 1, MAX_DEVICE_PIXEL_RATIO);
  return { width: width * ratio, height: height * ratio };
}

/**
 * One model for levels with figures and for bare names. `auto` is no rung; `chunked` and `Source` are the highest. What is
 * not declared is read from the name (`720p60`), else estimated; figures that cannot be true count as not declared.
 */
export function readLadder(renditions: readonly Rendition[]): Ladder {
  const rungs = new Map<string, Rung>();
  const considered = renditions.slice(0, MAX_RENDITIONS);
  const read = (ofSource: boolean): void =>
    considered.forEach((rendition, index) => {
      const { id, label } = rendition;
      if (rungs.has(id) || isAuto(id) || isAuto(label) || SOURCE_NAME.test(`${label} ${id}`) !== ofSource) return;
      rungs.set(id, ofSource ? readSource(rendition, [...rungs.values()]) : readRung(rendition, place(index)));
    });
  const place = (index: number): number =>
    USUAL_LINES[Math.ceil(((index + 1) / considered.length) * USUAL_LINES.length) - 1]!;
  read(false);
  read(true);
  const ladder = [...rungs.values()].toSorted(
    (a, b) => a.width * a.height - b.width * b.height || a.bitrateBps - b.bitrateBps,
  );
  const surplus = (ladder.length - 1) / (MAX_RUNGS - 1);
  return surplus > 1 ? Array.from({ length: MAX_RUNGS }, (_, index) => ladder[Math.round(index * surplus)]!) : ladder;
}

/**
 * The smallest that fills the box, or the highest where none does; of several with that picture the best. The picture is
 * fitted into the box, so that one side is enough.
 *
 * @returns null where there is no picture at all
 */
export function usefulRung(ladder: Ladder, box: Box): Rung | null {
  const pictures = ladder.filter(({ height }) => height > 0);
  const isTooSmall = ({ width, height }: Rung): boolean =>
    width * UPSCALE_TOLERANCE < box.width && height * UPSCALE_TOLERANCE < box.height;
  const smallest = pictures.find((rung) => !isTooSmall(rung));
  return (smallest && pictures.findLast((rung) => linesOf(rung) === linesOf(smallest))) ?? pictures.at(-1) ?? null;
}

/** The rungs up to so many lines, or the lowest alone where all have more. */
export function upToLines(ladder: Ladder, lines: number): Ladder {
  const low = ladder.filter((rung) => linesOf(rung) <= lines * UPSCALE_TOLERANCE);
  return low.length ? low : ladder.slice(0, 1);
}

const SOURCE_NAME = /\b(?:chunked|source)\b/i;
const SIZE_NAME = /\b(?:hd(\d{3,4})|(\d{3,4})p(\d{2,3})?)\b/i;
const AUDIO_NAME = /^audio/i;
const AUDIO_CODEC = /^\s*(?:mp4a|mp3|ac-[34]|ec-3|opus|flac|vorbis|dts)/i;

const isAuto = (name: string): boolean => /^auto$/i.test(name);

const isSound = ({ id, label, codecs = '' }: Rendition): boolean =>
  AUDIO_NAME.test(label) || AUDIO_NAME.test(id) || codecs.split(',').every((codec) => AUDIO_CODEC.test(codec));

const known = (figure: number | undefined, largest: number): number =>
  figure !== undefined && figure >= 1 && figure <= largest ? figure : 0;

function readRung(rendition: Rendition, unknownLines: number, unknownFrameRate = ORDINARY_FRAME_RATE): Rung {
  const { id, label } = rendition;
  // Over several segments and many tiles it is the average that has to fit.
  const declaredBps = known(rendition.averageBitrateBps ?? rendition.bitrateBps, MAX_BITRATE_BPS);
  const figures = { id, label, bitrateBps: declaredBps, estimated: !declaredBps };
  let width = known(rendition.width, MAX_SIDE);
  let height = known(rendition.height, MAX_SIDE);
  if (!height && isSound(rendition)) {
    return { ...figures, bitrateBps: declaredBps || SOUND_BPS, width: 0, height: 0, frameRate: 0 };
  }
  const name = SIZE_NAME.exec(`${label} ${id}`);
  height ||=
    (width * 9) / 16 || known(Number(name?.[1] ?? name?.[2]), MAX_SIDE) || linesAt(declaredBps) || unknownLines;
  width ||= Math.round((height * 16) / 9);
  const frameRate =
    known(rendition.frameRate, MAX_FRAME_RATE) ||
    known(Number(name?.[3]), MAX_FRAME_RATE) ||
    (name ? ORDINARY_FRAME_RATE : unknownFrameRate);
  return { ...figures, bitrateBps: declaredBps || bitrateAt({ width, height }, frameRate), width, height, frameRate };
}

/** What the others were made from is at least as large and as rich as they are. */
function readSource(rendition: Rendition, others: readonly Rung[]): Rung {
  const rung = readRung(rendition, Math.max(SOURCE.lines, ...others.map(linesOf)), SOURCE.frameRate);
  return rung.estimated ? { ...rung, bitrateBps: Math.max(rung.bitrateBps, ...others.map((o) => o.bitrateBps)) } : rung;
}

const bitrateAt = (size: Box, frameRate: number): number =>
  Math.round(
    SOURCE.bitrateBps *
      (linesOf(size) / SOURCE.lines) ** LINES_EXPONENT *
      (frameRate / SOURCE.frameRate) ** FRAME_RATE_EXPONENT,
  );

/** The lines of an ordinary picture at this bitrate. */
const linesAt = (bitrateBps: number): number =>
  Math.round(
    SOURCE.lines *
      (bitrateBps / bitrateAt({ width: 1920, height: SOURCE.lines }, ORDINARY_FRAME_RATE)) ** (1 / LINES_EXPONENT),
  );
