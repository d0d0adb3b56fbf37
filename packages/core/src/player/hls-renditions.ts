import type { Rendition } from './player.ts';

/** What this needs to know of hls.js's `Level`. */
export interface HlsLevelLike {
  readonly bitrate: number;
  /** What is declared, or else `bitrate`. */
  readonly averageBitrate?: number;
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
  readonly name: string | undefined;
  readonly codecs: string;
}

/** Frame rates up to this are the ordinary ones, and are not worth a place in a label. */
const ORDINARY_FRAME_RATE = 30;

/** The renditions of a stream, as people and the rest of t333 name them. */
export function readRenditions(levels: readonly HlsLevelLike[]): readonly Rendition[] {
  return Object.freeze(levels.map(readRendition));
}

function readRendition(level: HlsLevelLike): Rendition {
  const { bitrate, averageBitrate = bitrate, width, height, frameRate, name, codecs } = level;
  const label = height
    ? `${height}p${frameRate > ORDINARY_FRAME_RATE ? Math.round(frameRate) : ''}`
    : name || (bitrate ? `${Math.round(bitrate / 1000)} kbit/s` : 'Source');
  return Object.freeze({
    // Not its place in the list, which changes when hls.js drops a level that cannot be played.
    id: [label, bitrate, codecs].join('/'),
    label,
    ...(bitrate && { bitrateBps: bitrate }),
    ...(averageBitrate < bitrate && { averageBitrateBps: averageBitrate }),
    ...(width && { width }),
    ...(height && { height }),
    ...(frameRate && { frameRate }),
    ...(codecs && { codecs }),
  });
}
