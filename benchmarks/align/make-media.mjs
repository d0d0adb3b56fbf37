/** Encodes a view with ffmpeg: HLS in fragmented MP4, in transport streams, as packed audio, or a file. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SAMPLE_RATE } from './sounds.mjs';

export const hasFfmpeg = () => spawnSync('ffmpeg', ['-version']).status === 0;

const picture = ['-f', 'lavfi', '-i', 'color=black:s=64x36:r=30'];
const video = [
  '-map',
  '0:v',
  '-map',
  '1:a',
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-bf',
  '2',
  '-g',
  '60',
  '-shortest',
];
const hls = ['-f', 'hls', '-hls_time', '4', '-hls_playlist_type', 'vod'];
const ARGUMENTS = {
  'aac-fmp4': {
    input: picture,
    output: [...video, '-c:a', 'aac', '-b:a', '96k', ...hls, '-hls_segment_type', 'fmp4', 'index.m3u8'],
  },
  'aac-ts': { input: picture, output: [...video, '-c:a', 'aac', '-b:a', '64k', '-ar', '44100', ...hls, 'index.m3u8'] },
  'mp3-ts': { input: picture, output: [...video, '-c:a', 'libmp3lame', '-b:a', '64k', ...hls, 'index.m3u8'] },
  'aac-packed': {
    input: [],
    output: ['-c:a', 'aac', '-b:a', '48k', ...hls, '-hls_segment_filename', '%d.aac', 'index.m3u8'],
  },
  'aac-m4a': { input: [], output: ['-c:a', 'aac', '-b:a', '128k', 'index.m4a'] },
  'opus-webm': { input: [], output: ['-c:a', 'libopus', '-b:a', '48k', 'index.webm'] },
};

/** @returns {string} the file to play, relative to the folder */
export function encode(folder, format, samples) {
  mkdirSync(folder, { recursive: true });
  const { input, output } = ARGUMENTS[format];
  const sound = ['-f', 'f32le', '-ar', String(SAMPLE_RATE), '-ac', '1', '-i', 'pipe:0'];
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...input, ...sound, '-threads', '2', ...output], {
    cwd: folder,
    input: Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength),
    maxBuffer: 1e9,
  });
  return output.at(-1);
}

/** AAC of ffmpeg begins one frame before the sound; where there is no picture, nothing else tells. */
const AAC_PRIMING_SECONDS = 1024 / SAMPLE_RATE;

/**
 * The timestamp of the sound's first sample, in seconds: that of the first picture, which was recorded at the same time.
 * Files take care of it themselves.
 */
export function timestampOfZero(folder, format) {
  if (format === 'aac-packed') return firstPts(path.join(folder, '0.aac'), 'a') + AAC_PRIMING_SECONDS;
  if (!format.endsWith('-ts') && format !== 'aac-fmp4') return 0;
  const first = readdirSync(folder).find((name) => /0\.(?:ts|m4s)$/.test(name));
  const file = path.join(folder, 'first');
  const init = format === 'aac-fmp4' ? readFileSync(path.join(folder, 'init.mp4')) : Buffer.alloc(0);
  writeFileSync(file, Buffer.concat([init, readFileSync(path.join(folder, first))]));
  return firstPts(file, 'v');
}

function firstPts(file, kind) {
  const out = execFileSync(
    'ffprobe',
    ['-v', 'error', '-select_streams', kind, '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', file],
    { encoding: 'utf8' },
  );
  return Math.min(...out.split('\n').flatMap((line) => (line.trim() ? [parseFloat(line)] : [])));
}
