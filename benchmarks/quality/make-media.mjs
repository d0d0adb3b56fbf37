/** Makes what the players play with ffmpeg, once; it stays in the temporary folder of the system. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findBox, readBoxes } from '../../examples/media/mp4-boxes.mjs';

const SEGMENT_SECONDS = 2;

/** A part of the folder's name: another way to make them needs another one. */
const EDITION = 1;

/** Easy to decode, and filled up to its bitrate: what counts is the link. */
const EASY = ['-preset', 'veryfast', '-tune', 'fastdecode'];

/** Noise in every frame, found in several others: what counts is the processor. */
const HARD = ['-preset', 'medium', '-refs', '4'];

/** The recordings; each is played again and again. Bitrates are constant, so that a rendition costs what its playlist says. */
export const RECORDINGS = {
  ladder: {
    seconds: 40,
    frameRate: 30,
    picture: 'testsrc2',
    renditions: [
      { height: 160, width: 284, bitrateBps: 150e3, encoder: EASY },
      { height: 360, width: 640, bitrateBps: 500e3, encoder: EASY },
      { height: 480, width: 854, bitrateBps: 1e6, encoder: EASY },
      { height: 720, width: 1280, bitrateBps: 2e6, encoder: EASY },
      { height: 1080, width: 1920, bitrateBps: 4e6, encoder: EASY },
    ],
  },
  hard: {
    seconds: 12,
    frameRate: 60,
    picture: 'testsrc2',
    renditions: [
      { height: 160, width: 284, bitrateBps: 300e3, encoder: EASY },
      { height: 720, width: 1280, bitrateBps: 8e6, encoder: HARD, filter: ',noise=alls=30:allf=t' },
    ],
  },
};

export const hasFfmpeg = () => spawnSync('ffmpeg', ['-version']).status === 0;

/**
 * @param {keyof typeof RECORDINGS} name
 * @returns {URL} the folder, with an index.json as the catalogue of the example origin reads it; ends with a slash
 */
export function makeMedia(name) {
  const folder = join(tmpdir(), `quality-benchmark-${EDITION}`, name);
  if (!existsSync(folder)) {
    if (!hasFfmpeg()) throw new Error('This benchmark makes its media with ffmpeg, which is not installed.');
    const unfinished = `${folder}.part`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    const recording = RECORDINGS[name];
    const renditions = recording.renditions.map((rendition) => {
      console.error(`Encodes ${name} media, ${rendition.height}p …`);
      return encode(unfinished, recording, rendition);
    });
    const index = {
      frameRate: recording.frameRate,
      durationMs: recording.seconds * 1000,
      segmentMs: SEGMENT_SECONDS * 1000,
      fragmentMs: SEGMENT_SECONDS * 1000,
      streams: [{ id: 'tile', title: name, startOffsetMs: 0, poster: '', renditions }],
    };
    writeFileSync(join(unfinished, 'index.json'), JSON.stringify(index));
    renameSync(unfinished, folder);
  }
  return pathToFileURL(`${folder}/`);
}

function encode(folder, { seconds, frameRate, picture }, { height, width, bitrateBps, encoder, filter = '' }) {
  const file = `${height}p.mp4`;
  const key = String(frameRate * SEGMENT_SECONDS);
  execFileSync(
    'ffmpeg',
    [
      ['-v', 'error', '-y', '-f', 'lavfi', '-i', `${picture}=size=${width}x${height}:rate=${frameRate}${filter}`],
      ['-t', String(seconds), '-pix_fmt', 'yuv420p', '-c:v', 'libx264', ...encoder, '-bf', '0'],
      ['-g', key, '-keyint_min', key, '-sc_threshold', '0'],
      ['-b:v', bitrateBps, '-minrate', bitrateBps, '-maxrate', bitrateBps, '-bufsize', bitrateBps],
      ['-x264-params', 'nal-hrd=cbr:filler=1', '-video_track_timescale', '90000'],
      ['-movflags', 'frag_keyframe+empty_moov+default_base_moof', join(folder, file)],
    ]
      .flat()
      .map(String),
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  return { name: `${height}p`, file, width, height, ...measure(readFileSync(join(folder, file)), seconds) };
}

/** @param {Buffer} bytes of a fragmented MP4 with a fragment for each segment */
function measure(bytes, seconds) {
  const initBytes = findBox(bytes, 'moov').end;
  const starts = readBoxes(bytes).flatMap(({ type, start }) => (type === 'moof' ? [start] : []));
  const end = readBoxes(bytes).find(({ type }) => type === 'mfra')?.start ?? bytes.length;
  const fragmentBytes = starts.map((start, i) => (starts[i + 1] ?? end) - start);
  if (starts[0] !== initBytes || starts.length !== seconds / SEGMENT_SECONDS) {
    throw new Error(`${starts.length} fragments in ${seconds} s`);
  }
  const avcC = bytes.indexOf('avcC', 0, 'latin1');
  return {
    codecs: `avc1.${bytes.toString('hex', avcC + 5, avcC + 8)}`,
    bandwidth: Math.ceil((Math.max(...fragmentBytes) * 8) / SEGMENT_SECONDS),
    averageBandwidth: Math.round(((end - initBytes) * 8) / seconds),
    initBytes,
    fragmentBytes,
  };
}
