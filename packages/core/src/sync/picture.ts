/** How the picture of one player lies to its clock. */
export interface PictureLag {
  readonly id: string;
  /** Clock minus media time of the frame, at the moment the frame is shown; the median of many, milliseconds. */
  readonly lagMs: number;
  /** How far its clock is ahead of the group's, milliseconds. */
  readonly errorMs: number;
  /** The length of a frame, milliseconds. */
  readonly frameMs: number;
}

/** A short excursion from the group's time and back, after which the browser chooses its frames anew. */
export interface Excursion {
  readonly id: string;
  /** How far ahead of where it is now the player is to end, milliseconds; negative: behind. */
  readonly gainMs: number;
}

export interface PicturePlan {
  /** How far the group's timeline is to be moved on, milliseconds. */
  readonly shiftMs: number;
  /** Empty: the pictures agree as well as their frames allow. */
  readonly excursions: readonly Excursion[];
}

/** Readings of the lag scatter by 0.1 ms, those of the clock by 1: differences below this mean nothing. */
const TOLERANCE_MS = 2.5;
/** A clock that is off by more is set right at the same time: what clocks read by themselves scatters by 1 ms. */
const TRIM_MS = 2;
/** Frames of lengths more different than this are of different rates, and cannot be brought in step. */
const SAME_FRAME_RATE = 0.02;

const STAY: PicturePlan = { shiftMs: 0, excursions: [] };

/**
 * Which players have to choose their frames anew, so that all pictures lie within one frame of each other.
 *
 * The lag of a picture is constant from one start of a player to the next (Chromium keeps a cadence), but differs from player to
 * player by up to two frames. A player that leaves its rate by more than 0.2 % for more than 100 ms chooses anew, and then
 * its lag lies in one window, one frame long. Where the frames fall in that window is fixed by the material; the
 * timeline can be moved so that the cut of the window lies in the largest gap between them.
 *
 * @param mayShift whether the timeline can be moved
 */
export function planPicture(lags: readonly PictureLag[], mayShift = true): PicturePlan {
  if (lags.length < 2) return STAY;
  const frameMs = Math.min(...lags.map((lag) => lag.frameMs));
  const alike = lags.filter((lag) => lag.frameMs < frameMs * (1 + SAME_FRAME_RATE));
  if (alike.length < 2) return STAY;
  // How far the picture is behind the group's time.
  const now = alike.map(({ lagMs, errorMs }) => lagMs - errorMs);
  const gap = largestGap(
    now.map((behindMs) => modulo(behindMs, frameMs)),
    frameMs,
  );
  const reachableMs = frameMs - gap.lengthMs + TOLERANCE_MS;
  const isTogether = spread(now) <= reachableMs;
  const worstErrorMs = Math.max(...alike.map(({ errorMs }) => Math.abs(errorMs)));
  const anew = now.map((behindMs) => fold(behindMs, frameMs));
  // Near the cut it may as well lie on the other side next time.
  const isStray = now.map((behindMs) => Math.abs(behindMs) > frameMs / 2 + TOLERANCE_MS);
  // Who follows is to agree with pictures elsewhere too, all of them as near to the timeline as they can be.
  const isPlaced = mayShift || !isStray.includes(true);
  if (isTogether && isPlaced && worstErrorMs <= TRIM_MS) return STAY;
  const clearOfCut = anew.every((behindMs) => Math.abs(behindMs) < frameMs / 2 - TOLERANCE_MS);
  if (!mayShift || (spread(anew) <= reachableMs && clearOfCut)) {
    const strayed = alike.filter(({ errorMs }, i) => isStray[i] || Math.abs(errorMs) > TRIM_MS);
    return { shiftMs: 0, excursions: strayed.map(({ id, errorMs }) => ({ id, gainMs: -errorMs })) };
  }
  // Pictures that agree are worth more than clocks that do.
  if (isTogether) return STAY;
  const shiftMs = fold(frameMs / 2 - gap.middleMs, frameMs);
  return { shiftMs, excursions: alike.map(({ id, errorMs }) => ({ id, gainMs: shiftMs - errorMs })) };
}

/** One stretch at a constant rate: `factor` times the group's. */
export interface Leg {
  readonly factor: number;
  readonly durationMs: number;
}

/** Far enough from the group's rate that the browser gives up its cadence, and too little to be seen or heard. */
const MIN_EXCURSION_SLEW = 0.012;
/** A silent player may go further, so that it is soon over. */
const MAX_EXCURSION_SLEW = 0.05;
const AUDIBLE_SLEW = 0.01;
const MIN_EXCURSION_MS = 700;

/** There and back, so that the player ends `gainMs` ahead of where it began. */
export function excursionLegs(gainMs: number, audible: boolean): readonly Leg[] {
  const silentSlew = Math.min(Math.max(Math.abs(gainMs) / MIN_EXCURSION_MS, MIN_EXCURSION_SLEW), MAX_EXCURSION_SLEW);
  const slew = audible ? AUDIBLE_SLEW : silentSlew;
  const netMs = Math.abs(gainMs) / slew;
  const totalMs = Math.max(MIN_EXCURSION_MS, netMs + 100);
  const direction = gainMs < 0 ? -1 : 1;
  return [
    { factor: 1 + direction * slew, durationMs: (totalMs + netMs) / 2 },
    { factor: 1 - direction * slew, durationMs: (totalMs - netMs) / 2 },
  ];
}

const modulo = (value: number, length: number): number => value - Math.floor(value / length) * length;

/** The equal of `value` within half a length of zero. */
const fold = (value: number, length: number): number => modulo(value + length / 2, length) - length / 2;

const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);

/** Between points on a circle of this length. */
function largestGap(points: readonly number[], length: number): { lengthMs: number; middleMs: number } {
  const sorted = points.toSorted((a, b) => a - b);
  let best = { lengthMs: -1, middleMs: 0 };
  sorted.forEach((point, i) => {
    const next = sorted[i + 1] ?? sorted[0]! + length;
    if (next - point > best.lengthMs) best = { lengthMs: next - point, middleMs: (point + next) / 2 };
  });
  return best;
}
