/** What is known of a picture before it is encoded. */
export interface Source {
  /** As it is shown: turned, and with square pixels. */
  width: number;
  height: number;
  /** As it comes to the decoder. Default: as it is shown. */
  coded?: { width: number; height: number };
  /** Frames a second; null: it does not say. */
  frameRate: number | null;
  hasAudio: boolean;
  /** Of a file; null: it is live, or does not say. */
  durationSeconds: number | null;
}

export interface Rendition {
  /** As `720p`: the shorter side. It is in URLs. */
  name: string;
  width: number;
  height: number;
  videoKbps: number;
  audioKbps: number;
}

export interface Rung {
  /** Pixels of the shorter side. */
  side: number;
  videoKbps: number;
  audioKbps: number;
}

/** Of H.264 at 30 frames a second, `veryfast` and without B-frames. */
export const RUNGS: readonly Rung[] = [
  { side: 1080, videoKbps: 5000, audioKbps: 160 },
  { side: 720, videoKbps: 2800, audioKbps: 128 },
  { side: 480, videoKbps: 1400, audioKbps: 128 },
  { side: 360, videoKbps: 800, audioKbps: 96 },
];

/** The most that a second of video takes, of what it takes on the whole. */
export const PEAK = 1.1;

/** H.264 with 4:2:0 has even sides. */
const even = (pixels: number): number => Math.max(2, Math.round(pixels / 2) * 2);

/** A picture smaller than every rung is no reason for fewer bits than these. */
const LEAST_VIDEO_KBPS = 200;

/**
 * The renditions of a source, the best first. None is above the source; one that is below every rung is left at its size.
 *
 * @param rungs any order
 */
export function renditionsFor({ width, height }: Source, rungs: readonly Rung[] = RUNGS): readonly Rendition[] {
  const side = Math.min(width, height);
  const sorted = rungs.toSorted((a, b) => b.side - a.side);
  const fitting = sorted.filter((rung) => rung.side <= side);
  const least = sorted.at(-1);
  if (!least) throw new RangeError('A ladder needs a rung');
  const chosen = fitting.length > 0 ? fitting : [{ ...least, side, videoKbps: scaled(least, side) }];
  return chosen.map((rung) => ({
    name: `${rung.side}p`,
    width: even((width * rung.side) / side),
    height: even((height * rung.side) / side),
    videoKbps: rung.videoKbps,
    audioKbps: rung.audioKbps,
  }));
}

const scaled = (rung: Rung, side: number): number =>
  Math.max(LEAST_VIDEO_KBPS, Math.round(rung.videoKbps * (side / rung.side) ** 1.5));

/** A constant frame rate, as a fraction: 29.97 is none in decimals. */
export interface FrameRate {
  frames: number;
  seconds: number;
}

const USUAL_RATES: readonly FrameRate[] = [
  { frames: 24_000, seconds: 1001 },
  { frames: 24, seconds: 1 },
  { frames: 25, seconds: 1 },
  { frames: 30_000, seconds: 1001 },
  { frames: 30, seconds: 1 },
  { frames: 50, seconds: 1 },
  { frames: 60_000, seconds: 1001 },
  { frames: 60, seconds: 1 },
];

export const framesPerSecond = ({ frames, seconds }: FrameRate): number => frames / seconds;

/**
 * The rate at which all renditions are encoded: constant, so that parts are of one length.
 *
 * @param mostFramesPerSecond a source with more has half of its frames left out, or all but these
 */
export function frameRateFor({ frameRate }: Pick<Source, 'frameRate'>, mostFramesPerSecond = 30): FrameRate {
  const told = frameRate !== null && frameRate >= 10 && frameRate <= 240 ? frameRate : 30;
  const wished = told > mostFramesPerSecond && told / 2 <= mostFramesPerSecond ? told / 2 : told;
  const allowed = USUAL_RATES.filter((rate) => framesPerSecond(rate) <= mostFramesPerSecond);
  const distance = (rate: FrameRate) => Math.abs(framesPerSecond(rate) - wished);
  return allowed.toSorted((a, b) => distance(a) - distance(b))[0] ?? { frames: mostFramesPerSecond, seconds: 1 };
}

/** How a stream of constant frame rate is cut. Segments begin with a key frame and are whole parts. */
export interface Cut {
  segmentFrames: number;
  partFrames: number;
  segmentSeconds: number;
  partSeconds: number;
}

/** Apple's advice is 0.33 s or more for the sake of requests; each costs latency three times, since a player holds three back. */
const PART_SECONDS = 0.2;

/** @param segmentSeconds about that; whole frames */
export function cutFor(rate: FrameRate, segmentSeconds = 2): Cut {
  const fps = framesPerSecond(rate);
  const segmentFrames = Math.round(segmentSeconds * fps);
  const distance = (frames: number) => Math.abs(frames / fps - PART_SECONDS);
  const divisors = Array.from({ length: segmentFrames }, (_, i) => i + 1).filter((n) => segmentFrames % n === 0);
  const partFrames = divisors.toSorted((a, b) => distance(a) - distance(b))[0] ?? segmentFrames;
  return { segmentFrames, partFrames, segmentSeconds: segmentFrames / fps, partSeconds: partFrames / fps };
}
