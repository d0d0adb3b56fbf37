/**
 * Makes the example media: `node examples/media/make.mjs [stream id …]`. Without ids: all streams; with the word `index`: no
 * stream, only index.json. Needs ffmpeg with libx264, and the DejaVu fonts. Its output is committed, so nothing else needs
 * ffmpeg. See README.md.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIndex } from './build-index.mjs';
import { Painter } from './paint.mjs';
import { scenes } from './scenes.mjs';
import { cameraSound, eventBursts, pulseAt, sampleRate } from './sound.mjs';

/** @typedef {import('./build-index.mjs').StreamPlan} StreamPlan */

const frameRate = 30;
const loopSeconds = 40;
const segmentSeconds = 2;
const fragmentSeconds = 0.2;
const audioBitrate = 48_000;
const samplesPerAacFrame = 1024;
const aacFramesPerLoop = (loopSeconds * sampleRate) / samplesPerAacFrame;
const posterSeconds = 12.3;

/** Constant quality, a little higher at the small sizes: their pixels are shown larger. */
const renditions = [
  { name: '160p', width: 284, height: 160, crf: 27 },
  { name: '360p', width: 640, height: 360, crf: 29 },
  { name: '720p', width: 1280, height: 720, crf: 31 },
  { name: '1080p', width: 1920, height: 1080, crf: 31 },
];

/** Whole frames and whole milliseconds, so that the strip, the index and PROGRAM-DATE-TIME agree exactly. */
/** @type {StreamPlan[]} */
const streams = [
  { id: 'north', title: 'Camera 1 · North', scene: 'ridges', startOffsetMs: 0, height: 1080 },
  { id: 'east', title: 'Camera 2 · East', scene: 'orbits', startOffsetMs: 1200, height: 720 },
  { id: 'south', title: 'Camera 3 · South', scene: 'sea', startOffsetMs: 3400, height: 720 },
  { id: 'west', title: 'Camera 4 · West', scene: 'lanterns', startOffsetMs: 2300, height: 720 },
  { id: 'stage', title: 'Camera 5 · Stage', scene: 'stage', startOffsetMs: 5100, height: 720 },
  { id: 'drone', title: 'Camera 6 · Drone', scene: 'fields', startOffsetMs: 800, height: 720 },
  { id: 'harbour', title: 'Camera 7 · Harbour', scene: 'radar', startOffsetMs: 6700, height: 720 },
  { id: 'tower', title: 'Camera 8 · Tower', scene: 'skyline', startOffsetMs: 4400, height: 720 },
  { id: 'finish', title: 'Camera 9 · Finish', scene: 'pendulums', startOffsetMs: 7900, height: 720 },
];

const folder = new URL('./', import.meta.url);
const output = fileURLToPath(folder);
const bursts = eventBursts(loopSeconds + 10);

/**
 * Runs ffmpeg; `feed` writes its standard input.
 * @param {string[]} args
 * @param {(write: (bytes: Uint8Array) => Promise<void>) => Promise<void>} [feed]
 * @returns {Promise<Buffer>} its standard output
 */
async function ffmpeg(args, feed = async () => {}) {
  const child = spawn('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  child.stdin.on('error', () => {}); // its exit code says more
  /** @type {Buffer[]} */
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  await feed(async (bytes) => {
    if (!child.stdin.write(bytes)) await Promise.race([once(child.stdin, 'drain'), closed]);
  });
  child.stdin.end();
  const [code] = await closed;
  if (code !== 0) throw new Error(`ffmpeg ${args.join(' ')} ended with ${code}`);
  return Buffer.concat(chunks);
}

/**
 * AAC frames that loop exactly. A frame needs its forerunner to be decoded, and the encoder puts one frame of silence in
 * front: so three loops are encoded, and the middle one is kept. It needs no edit list.
 * @param {StreamPlan} stream
 * @param {number} camera
 * @param {string} path of the MP4 file to write: ADTS does not tell the muxer the codec's configuration in time
 */
async function encodeAudio(stream, camera, path) {
  const pcm = cameraSound({ camera, startSeconds: stream.startOffsetMs / 1000, seconds: loopSeconds, bursts });
  const bytes = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  const encode = `-f f32le -ar ${sampleRate} -ac 1 -i pipe:0 -c:a aac -b:a ${audioBitrate} -f adts pipe:1`.split(' ');
  const adts = await ffmpeg(encode, (write) => write(Buffer.concat([bytes, bytes, bytes])));
  /** @type {Buffer[]} */
  const frames = [];
  for (let start = 0; start < adts.length;) {
    const length = (adts.readUIntBE(start + 3, 3) >> 5) & 0x1fff;
    frames.push(adts.subarray(start, start + length));
    start += length;
  }
  const primingFrames = 1;
  const kept = frames.slice(aacFramesPerLoop + primingFrames, 2 * aacFramesPerLoop + primingFrames);
  if (kept.length !== aacFramesPerLoop) throw new Error(`${kept.length} AAC frames instead of ${aacFramesPerLoop}`);
  await ffmpeg(['-f', 'aac', '-i', 'pipe:0', '-c', 'copy', path], (write) => write(Buffer.concat(kept)));
}

/**
 * The label and the clock, as ffmpeg's drawtext: at every frame the event's HH:MM:SS.mmm.
 * @param {StreamPlan} stream
 */
function captions({ title, startOffsetMs, height }) {
  const part = (/** @type {number} */ share) => Math.round(height * share);
  const box = `box=1:boxcolor=black@0.42:boxborderw=${part(0.014)}:fontcolor=white:x=${part(0.045)}`;
  const roundingSeconds = 0.0005;
  const time = `(t+${startOffsetMs / 1000 + roundingSeconds})`;
  const clock = [
    `%{eif\\:${time}/3600\\:d\\:2}`,
    `%{eif\\:mod(${time}/60,60)\\:d\\:2}`,
    `%{eif\\:mod(${time},60)\\:d\\:2}.%{eif\\:mod(${time}*1000,1000)\\:d\\:3}`,
  ].join('\\:');
  return [
    `drawtext=font='DejaVu Sans':text='${title}':fontsize=${part(0.05)}:y=${part(0.795)}:${box}`,
    `drawtext=font='DejaVu Sans Mono\\:bold':text='${clock}':fontsize=${part(0.07)}:y=${part(0.875)}:${box}`,
  ].join(',');
}

/**
 * @param {StreamPlan} stream
 * @param {(write: Uint8Array) => Promise<void>} write
 */
async function paintFrames({ scene: name, startOffsetMs, height }, write) {
  const scene = scenes[name];
  if (!scene) throw new Error(`No scene ${name}`);
  const painter = new Painter(height);
  painter.shade(scene.background);
  const background = painter.pixels.slice();
  const firstFrame = (startOffsetMs * frameRate) / 1000;
  for (let i = 0; i < loopSeconds * frameRate; i++) {
    const time = (firstFrame + i) / frameRate;
    painter.restore(background);
    scene.draw(painter, { turn: (2 * Math.PI * time) / loopSeconds, pulse: pulseAt(bursts, time) });
    painter.clockStrip(firstFrame + i);
    await write(painter.pixels.slice());
  }
}

/**
 * One fragmented MP4 a rendition: an initialization segment and a fragment each 0.2 s. No B-frames, so that decode and
 * presentation times are one and a loop needs no edit list; key frames at segment starts only.
 * @param {StreamPlan} stream
 * @param {string} audioPath
 * @param {string} target a folder
 */
async function encodeVideo(stream, audioPath, target) {
  const ladder = renditions.filter(({ height }) => height <= stream.height);
  const scaled = ladder.map(({ name, width, height }) => {
    return `[s${name}]scale=${width}:${height}:flags=area:out_color_matrix=bt709:out_range=tv,format=yuv420p[v${name}]`;
  });
  const split = `[0:v]${captions(stream)},split=${ladder.length}${ladder.map(({ name }) => `[s${name}]`).join('')}`;
  const frames = segmentSeconds * frameRate;
  const outputs = ladder.flatMap(({ name, crf }) => {
    const codecs = `-c:a copy -c:v libx264 -preset veryslow -tune animation -crf ${crf} -aq-mode 3 -refs 4 -bf 0`;
    const keyFrames = `-g ${frames} -keyint_min ${frames} -sc_threshold 0`;
    const colors = '-colorspace bt709 -color_primaries bt709 -color_trc bt709';
    const container = `-f mp4 -frag_duration ${fragmentSeconds * 1e6} -movflags +empty_moov+default_base_moof+skip_trailer`;
    const options = `-map [v${name}] -map 1:a ${codecs} ${keyFrames} ${colors} ${container} -map_metadata -1 -fflags +bitexact`;
    return options.split(' ').concat(join(target, `${name}.mp4`));
  });
  const width = Math.round((stream.height * 16) / 9);
  const raw =
    `-f rawvideo -pixel_format rgb24 -video_size ${width}x${stream.height} -framerate ${frameRate} -i pipe:0`.split(
      ' ',
    );
  await ffmpeg([...raw, '-i', audioPath, '-filter_complex', [split, ...scaled].join(';'), ...outputs], (write) =>
    paintFrames(stream, write),
  );
}

/**
 * Makes one stream aside and puts it in its place when it is complete: a server may be running.
 * @param {StreamPlan} stream
 * @param {number} camera
 */
async function makeStream(stream, camera) {
  const staging = await mkdtemp(join(tmpdir(), 't333-media-'));
  try {
    const audio = join(staging, 'audio.m4a');
    await encodeAudio(stream, camera, audio);
    await encodeVideo(stream, audio, staging);
    await rm(audio);
    const [from, to] = [join(staging, '360p.mp4'), join(staging, 'poster.jpg')];
    await ffmpeg(['-ss', `${posterSeconds}`, '-i', from, '-frames:v', '1', '-vf', 'scale=480:270', '-q:v', '6', to]);
    await mkdir(join(output, stream.id), { recursive: true });
    await cp(staging, join(output, stream.id), { recursive: true });
  } finally {
    await rm(staging, { recursive: true });
  }
}

const timing = {
  frameRate,
  durationMs: loopSeconds * 1000,
  segmentMs: segmentSeconds * 1000,
  fragmentMs: fragmentSeconds * 1000,
};

const writeIndex = async () => {
  await writeFile(join(output, 'index.json'), await buildIndex(timing, streams, renditions, folder));
};

const wanted = process.argv.slice(2);
for (const [camera, stream] of streams.entries()) {
  if (wanted.length > 0 && !wanted.includes(stream.id)) continue;
  await makeStream(stream, camera);
  await writeIndex();
  console.log(`${stream.id} done`);
}
await writeIndex();
