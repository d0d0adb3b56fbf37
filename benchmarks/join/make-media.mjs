/** Makes the recording with ffmpeg, once, into the temporary folder of the system: HLS in three renditions, and one as a plain file. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBox, readBoxes } from '../../examples/media/mp4-boxes.mjs';

/** A part of the folder's name: another way to make it needs another one. */
const EDITION = 2;
const SECONDS = 20;
const SEGMENT_SECONDS = 2;
const CHUNK_SECONDS = 0.5;
const FRAME_RATE = 30;
const AUDIO_BPS = 48e3;

/** Lowest first. */
const RENDITIONS = [
  { name: '160p', width: 284, height: 160, videoBps: 120e3 },
  { name: '360p', width: 640, height: 360, videoBps: 450e3 },
  { name: '540p', width: 960, height: 540, videoBps: 1100e3 },
  { name: '720p', width: 1280, height: 720, videoBps: 2400e3 },
];

export const MASTERS = {
  /** As most packagers write it. */
  'master.m3u8': [1, 2, 3],
  /** hls.js begins with the first that is listed. */
  'middle.m3u8': [2, 1, 3],
  /** With one for small tiles: nine of it fit on the slow link. */
  'wall.m3u8': [0, 1, 2, 3],
};

/**
 * @param {{ chunked?: boolean }} [options] `chunked`: four fragments in a segment, as packagers for low latency write them, and not one. Only
 *   then sound and pictures of the same moment lie near each other
 * @returns {string} the folder: the masters, `360p.m3u8`, `360p/init.mp4`, `360p/0.m4s` …, and `progressive.mp4`, the same as 360p
 */
export function makeMedia({ chunked = false } = {}) {
  const folder = join(tmpdir(), `join-benchmark-media-${EDITION}${chunked ? '-chunked' : ''}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  for (const rendition of RENDITIONS) {
    console.error(`Encodes ${rendition.name} …`);
    encode(unfinished, rendition, chunked);
    split(unfinished, rendition.name);
  }
  const { name } = RENDITIONS[1];
  ffmpeg(
    ['-i', join(unfinished, `${name}.mp4`)],
    ['-c', 'copy', '-movflags', '+faststart', join(unfinished, 'progressive.mp4')],
  );
  for (const [file, order] of Object.entries(MASTERS)) writeFileSync(join(unfinished, file), master(order));
  renameSync(unfinished, folder);
  return folder;
}

function ffmpeg(...options) {
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...options.flat().map(String)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

function encode(folder, { name, width, height, videoBps }, chunked) {
  const key = FRAME_RATE * SEGMENT_SECONDS;
  ffmpeg(
    ['-f', 'lavfi', '-i', `testsrc2=size=${width}x${height}:rate=${FRAME_RATE}`],
    ['-f', 'lavfi', '-i', 'sine=frequency=220:sample_rate=48000'],
    ['-t', SECONDS, '-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'veryfast', '-bf', 0],
    ['-g', key, '-keyint_min', key, '-sc_threshold', 0, '-x264-params', 'nal-hrd=cbr:filler=1'],
    ['-b:v', videoBps, '-minrate', videoBps, '-maxrate', videoBps, '-bufsize', videoBps],
    ['-c:a', 'aac', '-b:a', AUDIO_BPS, '-ac', 2, ...(chunked ? ['-frag_duration', CHUNK_SECONDS * 1e6] : [])],
    ['-movflags', 'frag_keyframe+empty_moov+default_base_moof', join(folder, `${name}.mp4`)],
  );
}

function split(folder, name) {
  const bytes = readFileSync(join(folder, `${name}.mp4`));
  const initBytes = findBox(bytes, 'moov').end;
  const boxes = readBoxes(bytes);
  const fragments = boxes.flatMap(({ type, start }) => (type === 'moof' ? [start] : []));
  const perSegment = (fragments.length * SEGMENT_SECONDS) / SECONDS;
  if (!Number.isInteger(perSegment)) throw new Error(`${fragments.length} fragments in ${SECONDS} s`);
  const starts = fragments.filter((_, i) => i % perSegment === 0);
  const end = boxes.find(({ type }) => type === 'mfra')?.start ?? bytes.length;
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'init.mp4'), bytes.subarray(0, initBytes));
  starts.forEach((start, i) =>
    writeFileSync(join(folder, name, `${i}.m4s`), bytes.subarray(start, starts[i + 1] ?? end)),
  );
  const segments = starts.flatMap((_, i) => [`#EXTINF:${SEGMENT_SECONDS.toFixed(5)},`, `${name}/${i}.m4s`]);
  writeFileSync(
    join(folder, `${name}.m3u8`),
    ['#EXTM3U', '#EXT-X-VERSION:7', `#EXT-X-TARGETDURATION:${SEGMENT_SECONDS}`, '#EXT-X-PLAYLIST-TYPE:VOD']
      .concat(`#EXT-X-MAP:URI="${name}/init.mp4"`, segments, '#EXT-X-ENDLIST', '')
      .join('\n'),
  );
}

const master = (order) =>
  ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS']
    .concat(
      order.flatMap((index) => {
        const { name, width, height, videoBps } = RENDITIONS[index];
        const bandwidth = (videoBps + AUDIO_BPS) * 1.05;
        return [
          `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},RESOLUTION=${width}x${height},FRAME-RATE=${FRAME_RATE}.000,CODECS="avc1.64001f,mp4a.40.2"`,
          `${name}.m3u8`,
        ];
      }),
      '',
    )
    .join('\n');
