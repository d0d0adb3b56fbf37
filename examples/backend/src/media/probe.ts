import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Source } from './ladder.ts';

/** A file or stream that has no picture that can be read. */
export class SourceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SourceError';
  }
}

export interface ProbeOptions {
  /** Gives up. */
  signal?: AbortSignal;
  program?: string;
}

const TIMEOUT_MS = 20_000;
const MAX_OUTPUT_BYTES = 1024 * 1024;

const SHOW = ['-v', 'error', '-show_streams', '-show_format', '-of', 'json'];

/**
 * Looks at a file or at what comes by RTMP.
 *
 * @param input arguments that name it, as of `liveInput` or `fileInput`
 * @throws SourceError
 */
export async function probe(
  input: readonly string[],
  { signal, program = 'ffprobe' }: ProbeOptions = {},
): Promise<Source> {
  const run = promisify(execFile)(program, [...SHOW, ...input], {
    ...(signal && { signal }),
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  // What ffprobe says may have the input's name in it.
  const { stdout } = await run.catch(() => {
    throw new SourceError('It cannot be read');
  });
  return readProbe(stdout);
}

interface Probed {
  streams?: {
    codec_type?: string;
    width?: number;
    height?: number;
    sample_aspect_ratio?: string;
    avg_frame_rate?: string;
    r_frame_rate?: string;
    disposition?: { attached_pic?: number };
    side_data_list?: { rotation?: number }[];
  }[];
  format?: { duration?: string };
}

/**
 * @param json as of ffprobe
 * @throws SourceError
 */
export function readProbe(json: string): Source {
  const { streams = [], format } = parse(json);
  const video = streams.find((one) => one.codec_type === 'video' && !one.disposition?.attached_pic);
  const { width = 0, height = 0 } = video ?? {};
  if (!video || !(width > 0 && height > 0)) throw new SourceError('It has no picture');
  const shown = Math.round(width * (fraction(video.sample_aspect_ratio, ':') ?? 1));
  const rotation = video.side_data_list?.find((one) => one.rotation !== undefined)?.rotation ?? 0;
  const isTurned = Math.abs(rotation) % 180 === 90;
  const duration = Number(format?.duration);
  return {
    width: isTurned ? height : shown,
    height: isTurned ? shown : height,
    coded: { width, height },
    frameRate: fraction(video.avg_frame_rate, '/') ?? fraction(video.r_frame_rate, '/'),
    hasAudio: streams.some((one) => one.codec_type === 'audio'),
    durationSeconds: duration > 0 ? duration : null,
  };
}

function parse(json: string): Probed {
  try {
    return JSON.parse(json) as Probed;
  } catch {
    throw new SourceError('It cannot be read');
  }
}

function fraction(text: string | undefined, sign: string): number | null {
  const [above, below] = (text ?? '').split(sign).map(Number);
  const value = (above ?? 0) / (below ?? 1);
  return Number.isFinite(value) && value > 0 ? value : null;
}
