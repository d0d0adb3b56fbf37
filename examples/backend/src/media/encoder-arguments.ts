import type { Container } from '../uploads/container.ts';
import { framesPerSecond, PEAK, type Cut, type FrameRate, type Rendition } from './ladder.ts';

/** What one encoder writes, each into a pipe of its own, in this order from file descriptor 3 on. */
export interface EncoderOutputs {
  renditions: readonly Rendition[];
  rate: FrameRate;
  cut: Cut;
  hasAudio: boolean;
  /** Seconds between small pictures; null: none. Their pipe follows the renditions'. */
  thumbnailSeconds: number | null;
  /** Whether the input is copied to a pipe as FLV, so that it can be measured. The last pipe. */
  isTapped: boolean;
  /** Whether it comes as it is seen: then nothing is held back, and fragments are parts; else they are segments. Default true. */
  isLive?: boolean;
}

export const FIRST_PIPE = 3;
export const THUMBNAIL_HEIGHT = 180;

/** A late packet of this age means that nobody sends any more. */
const INPUT_TIMEOUT_US = 10_000_000;
const PROBE_US = 1_000_000;

/** It comes as fast as it is seen, so looking at it takes its time: less, where what is in it is known. */
const KNOWN_PROBE_US = 400_000;
const PROBE_BYTES = 1_000_000;

/** Arguments that have no spaces in them. */
const words = (text: string): readonly string[] => text.split(' ');

/**
 * What is looked at first is encoded, too, as fast as it goes. `nobuffer` would throw it away, the first key frame with it, and wait for the next.
 *
 * @param url of RTMP
 */
export const liveInput = (url: string, { isKnown = false } = {}): readonly string[] =>
  [
    words(`-analyzeduration ${isKnown ? KNOWN_PROBE_US : PROBE_US} -probesize ${PROBE_BYTES}`),
    words(`-rw_timeout ${INPUT_TIMEOUT_US}`),
    // Each thread of the decoder holds a frame back.
    ['-threads', '1', '-i', url],
  ].flat();

/** A file that somebody sent, read as what it is and nothing else: it opens no other file, and no connection. */
export const fileInput = (path: string, container: Container): readonly string[] => [
  ...words(`-protocol_whitelist file -f ${container} -i`),
  `file:${path}`,
];

/**
 * Arguments of ffmpeg: decodes once, writes all.
 *
 * @param input as of {@link liveInput}
 */
export function encoderArguments(input: readonly string[], outputs: EncoderOutputs): readonly string[] {
  const { renditions, thumbnailSeconds, isTapped, hasAudio } = outputs;
  const each = [
    ...renditions.map((rendition, i) => fragments(rendition, i, outputs)),
    ...(thumbnailSeconds === null
      ? []
      : [words('-map [t] -fps_mode passthrough -threads 1 -c:v mjpeg -q:v 5 -f image2pipe')]),
    ...(isTapped ? [words(`-map 0:v:0 ${hasAudio ? '-map 0:a:0 ' : ''}-c copy -f flv`)] : []),
  ];
  return [
    words('-hide_banner -nostdin -loglevel warning -nostats -progress pipe:1 -stats_period 1'),
    input,
    ['-filter_complex', filters(outputs)],
    each.flatMap((output, i) => output.concat('-flush_packets', '1', `pipe:${FIRST_PIPE + i}`)),
  ].flat();
}

/** All renditions have the same frames, so that they have the same key frames. */
function filters({ renditions, rate, thumbnailSeconds }: EncoderOutputs): string {
  const branches = renditions.length + (thumbnailSeconds === null ? 0 : 1);
  const labels = Array.from({ length: branches }, (_, i) => `[s${i}]`).join('');
  const thumbnails =
    // The first frame at once, and then one each so many seconds.
    `[s${renditions.length}]select='isnan(prev_selected_t)+gte(t-prev_selected_t,${thumbnailSeconds})',` +
    `scale=-2:${THUMBNAIL_HEIGHT}:out_range=full,format=yuvj420p[t]`;
  return [
    `[0:v:0]fps=${rate.frames}/${rate.seconds}:start_time=0,split=${branches}${labels}`,
    ...renditions.map(({ width, height }, i) => `[s${i}]${fitted(width, height)}[v${i}]`),
    ...(thumbnailSeconds === null ? [] : [thumbnails]),
  ].join(';');
}

/** A publisher who turns the camera keeps the shape of the picture, with bars beside it. */
const fitted = (width: number, height: number): string =>
  `scale=${width}:${height}:force_original_aspect_ratio=decrease,pad=${width}:${height}:-1:-1,setsar=1,format=yuv420p`;

function fragments({ videoKbps, audioKbps }: Rendition, index: number, outputs: EncoderOutputs): readonly string[] {
  const { rate, hasAudio, isLive = true } = outputs;
  const { segmentFrames, segmentSeconds, partFrames } = outputs.cut;
  // A little less than a part: the muxer compares rounded times, and sound must not be what ends a fragment.
  const fragmentUs = Math.round((partFrames / framesPerSecond(rate)) * 1e6) - 2000;
  return [
    `-map [v${index}] -c:v libx264 -preset veryfast ${isLive ? '-tune zerolatency' : '-bf 0'} -profile:v high`,
    `-b:v ${videoKbps}k -maxrate ${Math.round(videoKbps * PEAK)}k -bufsize ${videoKbps}k`,
    `-g ${segmentFrames} -keyint_min ${segmentFrames} -sc_threshold 0 -flags:v +cgop`,
    `-force_key_frames expr:gte(t,n_forced*${segmentSeconds})`,
    ...(hasAudio
      ? [`-map 0:a:0 -c:a aac -b:a ${audioKbps}k -ac 2 -ar 48000 -af aresample=async=1:first_pts=0`]
      : ['-an']),
    `-map_metadata -1 -f mp4 -movflags +frag_keyframe+empty_moov+default_base_moof+skip_trailer`,
    ...(isLive ? [`-frag_duration ${fragmentUs}`] : []),
  ].flatMap(words);
}
