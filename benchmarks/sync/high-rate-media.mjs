/** Makes VODs at 60 frames a second with ffmpeg, once; they stay in the temporary folder of the system. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clockStripBlocks, clockStripHeight, encodeClockStrip } from '../../examples/media/clock-strip.mjs';

const FRAME_RATE = 60;
const SECONDS = 110;
const SEGMENT_SECONDS = 2;
const SIZE = { width: 640, height: 360 };
const SAMPLE_RATE = 48_000;

/** The encoder puts one frame of 1024 samples in front: begun this much later, sound and picture both begin at 0. */
const AAC_DELAY_SECONDS = 1024 / SAMPLE_RATE;

/** How late each camera joins the event, in seconds: whole frames. */
const START_OFFSETS_SECONDS = [0, 1.25, 3.4, 2.3, 5.1, 0.8];

/** A part of the folder's name: another way to make them needs another one. */
const EDITION = 1;

/**
 * @param {number} count of VODs
 * @returns {Promise<{ folders: string[], startOffsetSeconds: number[], frameRate: number, roundSeconds: number }>}
 */
export async function highRateMedia(count) {
  const folders = [];
  for (const [i, offset] of START_OFFSETS_SECONDS.slice(0, count).entries()) {
    const folder = join(tmpdir(), `sync-benchmark-60fps-${EDITION}`, String(i));
    if (!existsSync(folder)) {
      console.error(`Encodes 60 fps media, ${i + 1} of ${count} …`);
      const unfinished = `${folder}.part`;
      rmSync(unfinished, { recursive: true, force: true });
      mkdirSync(unfinished, { recursive: true });
      await encode(unfinished, Math.round(offset * FRAME_RATE));
      renameSync(unfinished, folder);
    }
    folders.push(folder);
  }
  // The strip's number does not wrap within these.
  return { folders, startOffsetSeconds: START_OFFSETS_SECONDS, frameRate: FRAME_RATE, roundSeconds: 2 * SECONDS };
}

async function encode(folder, firstFrame) {
  const { width, height } = SIZE;
  const strip = Math.round(height * clockStripHeight);
  const key = FRAME_RATE * SEGMENT_SECONDS;
  const ffmpeg = spawn(
    'ffmpeg',
    [
      ['-hide_banner', '-loglevel', 'error', '-y'],
      ['-f', 'lavfi', '-i', `testsrc2=size=${width}x${height}:rate=${FRAME_RATE}`],
      ['-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${clockStripBlocks}x1`, '-r', String(FRAME_RATE), '-i', 'pipe:0'],
      ['-itsoffset', String(AAC_DELAY_SECONDS), '-f', 'lavfi', '-i', `sine=frequency=330:sample_rate=${SAMPLE_RATE}`],
      ['-filter_complex', `[1]scale=${width}:${strip}:flags=neighbor[strip];[0][strip]overlay=0:${height - strip}[v]`],
      ['-map', '[v]', '-map', '2:a', '-t', String(SECONDS)],
      ['-c:v', 'libx264', '-preset', 'superfast', '-crf', '26', '-pix_fmt', 'yuv420p', '-bf', '0'],
      ['-g', String(key), '-keyint_min', String(key), '-sc_threshold', '0'],
      ['-c:a', 'aac', '-b:a', '48k', '-ac', '1'],
      ['-f', 'hls', '-hls_time', String(SEGMENT_SECONDS), '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'],
      ['-hls_flags', 'independent_segments', '-master_pl_name', 'master.m3u8'],
      ['-hls_segment_filename', join(folder, '%d.m4s'), join(folder, 'media.m3u8')],
    ].flat(),
    { stdio: ['pipe', 'inherit', 'inherit'] },
  );
  const closed = once(ffmpeg, 'close');
  ffmpeg.stdin.on('error', () => {}); // its exit code says more
  for (let frame = 0; frame < SECONDS * FRAME_RATE; frame++) {
    const blocks = encodeClockStrip(firstFrame + frame).map((bit) => (bit ? 235 : 16));
    if (!ffmpeg.stdin.write(Buffer.from(blocks))) await Promise.race([once(ffmpeg.stdin, 'drain'), closed]);
  }
  ffmpeg.stdin.end();
  const [code] = await closed;
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`);
}
