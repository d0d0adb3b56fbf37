import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import type { Readable } from 'node:stream';
import { UnusableMedia, type TranscodeRequest } from '../uploads/transcode.ts';
import type { RecordedRendition, RecordedSegment, Recording } from '../vods/recording.ts';
import { encoderArguments, fileInput, FIRST_PIPE } from './encoder-arguments.ts';
import { refusalOf } from './file-limits.ts';
import { FragmentSplitter } from './fragment-splitter.ts';
import { cutFor, frameRateFor, framesPerSecond, renditionsFor, type Rendition, type Rung } from './ladder.ts';
import { variantOf } from './live-playlist.ts';
import { initName, segmentName } from './live-window.ts';
import { probe, SourceError } from './probe.ts';
import { JpegSplitter } from './thumbnails.ts';

export interface TranscodeOptions {
  rungs?: readonly Rung[];
  mostFramesPerSecond?: number;
  /** When its first frame was, Unix milliseconds. Default: nobody knows. */
  startMs?: number;
}

/** Small pictures to choose from, in a whole file. */
const THUMBNAILS = 4;
const SEGMENT_SECONDS = 4;
const LAST_WORDS = 2000;

/**
 * Makes a video of a file, by the ladder of live streams: one ffmpeg, as fast as it goes. What is written to storage slows it down, so that little is held in
 * memory.
 *
 * @throws UnusableMedia where no second try helps; what else is thrown may pass
 */
export async function transcodeFile(request: TranscodeRequest, options: TranscodeOptions = {}): Promise<Recording> {
  const { path, container, prefix, blobs, signal } = request;
  signal.throwIfAborted();
  const source = await probe(fileInput(path, container), { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error instanceof SourceError ? new UnusableMedia(`${error.message}.`) : error;
  });
  const refusal = refusalOf(source);
  if (refusal !== null) throw new UnusableMedia(refusal);
  const renditions = renditionsFor(source, options.rungs);
  const rate = frameRateFor(source, options.mostFramesPerSecond);
  const cut = cutFor(rate, SEGMENT_SECONDS);
  const thumbnailSeconds = Math.max(1, (source.durationSeconds ?? 0) / THUMBNAILS);
  const outputs = { renditions, rate, cut, hasAudio: source.hasAudio, thumbnailSeconds, isTapped: false };
  const args = encoderArguments(fileInput(path, container), { ...outputs, isLive: false });

  const failed = new AbortController();
  const child = spawn('ffmpeg', args, {
    stdio: ['ignore', 'ignore', 'pipe', ...renditions.map(() => 'pipe' as const), 'pipe'],
    signal: AbortSignal.any([signal, failed.signal]),
    killSignal: 'SIGKILL',
  });
  if (child.pid === undefined) {
    // Where no more files can be opened, it has none of its pipes.
    const [error] = (await once(child, 'error')) as [Error];
    throw error;
  }
  const { promise: closed, resolve } = Promise.withResolvers<number | null>();
  child.once('error', () => {});
  beNice(child.pid);
  child.once('close', resolve);
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-LAST_WORDS)));
  const pipe = (index: number) => child.stdio[FIRST_PIPE + index] as Readable;

  const writing = renditions.map((rendition, i) =>
    writeRendition(pipe(i), { ...request, rendition, frameRate: framesPerSecond(rate), startMs: options.startMs ?? 0 }),
  );
  try {
    const [recorded] = await Promise.all([
      Promise.all(writing),
      writeThumbnail(pipe(renditions.length), (bytes) => blobs.put(`${prefix}/thumbnail.jpg`, bytes)),
    ]);
    const code = await closed;
    signal.throwIfAborted();
    if (recorded.some((one) => one === null)) throw new UnusableMedia('It has no picture that can be read.');
    if (code !== 0) throw new Error(`ffmpeg has failed: ${words}`);
    return { renditions: recorded.filter((one) => one !== null), isDated: options.startMs !== undefined };
  } catch (error) {
    failed.abort();
    await Promise.allSettled([...writing, closed]);
    signal.throwIfAborted();
    throw error;
  }
}

/** Nobody waits for it as they do for a live stream. */
function beNice(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended already.
  }
}

interface Writing extends Pick<TranscodeRequest, 'blobs' | 'prefix'> {
  rendition: Rendition;
  frameRate: number;
  startMs: number;
}

/** Each fragment is a segment. @returns null: nothing came */
async function writeRendition(
  pipe: Readable,
  { blobs, prefix, rendition, frameRate, startMs }: Writing,
): Promise<RecordedRendition | null> {
  const splitter = new FragmentSplitter();
  const segments: RecordedSegment[] = [];
  const init = initName(1);
  let codecs = '';
  let atMs = startMs;
  for await (const bytes of pipe as AsyncIterable<Buffer>) {
    for (const piece of splitter.push(bytes)) {
      if ('init' in piece) {
        codecs = piece.init.tracks.map(({ codec }) => codec).join();
        await blobs.put(`${prefix}/${rendition.name}/${init}`, piece.init.bytes);
        continue;
      }
      const name = segmentName(segments.length);
      const durationMs = piece.fragment.seconds * 1000;
      await blobs.put(`${prefix}/${rendition.name}/${name}`, piece.fragment.bytes);
      segments.push({ name, durationMs, startMs: Math.round(atMs) });
      atMs += durationMs;
    }
  }
  return segments.length === 0 ? null : { ...variantOf(rendition, { frameRate, codecs }), init, segments };
}

/** The second one: many videos begin with nothing. */
async function writeThumbnail(pipe: Readable, put: (bytes: Buffer) => Promise<unknown>): Promise<void> {
  const splitter = new JpegSplitter();
  let count = 0;
  for await (const bytes of pipe as AsyncIterable<Buffer>)
    for (const picture of splitter.push(bytes)) if (++count <= 2) await put(picture);
}
