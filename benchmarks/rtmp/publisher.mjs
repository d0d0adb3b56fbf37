/** A camera with an encoder: pictures with their number in them, as fast as they are seen, by RTMP. */
import { spawn } from 'node:child_process';
import { clockStripRect, encodeClockStrip } from '../../examples/media/clock-strip.mjs';

const WIDTH = 640;
const HEIGHT = 360;
const FRAME_RATE = 30;
const FRAME_MS = 1000 / FRAME_RATE;
const STEP_MS = 5;

/** What moves in a picture, so that it is some work to encode. */
const SPECKS = 2000;

/** @param {string} url */
export function startPublisher(url) {
  const input = `-f rawvideo -pix_fmt gray -s ${WIDTH}x${HEIGHT} -r ${FRAME_RATE} -i pipe:0 -f lavfi -i sine=440`;
  const video = `-c:v libx264 -preset veryfast -tune zerolatency -pix_fmt yuv420p -g ${FRAME_RATE * 2} -b:v 1000k`;
  const args = `-loglevel error ${input} ${video} -c:a aac -f flv -flvflags no_duration_filesize`.split(' ');
  const child = spawn('ffmpeg', [...args, url], { stdio: ['pipe', 'inherit', 'inherit'] });
  child.stdin.on('error', () => {});
  const startMs = Date.now();
  let frame = 0;
  const timer = setInterval(() => {
    for (; startMs + frame * FRAME_MS <= Date.now(); frame++) child.stdin.write(paint(frame));
  }, STEP_MS);
  return {
    /** How old a picture is, ms, that is seen at a time. It was handed to the encoder at that age 0. */
    age: ([seenMs, seen]) => seenMs - (startMs + seen * FRAME_MS),
    stop() {
      clearInterval(timer);
      child.kill('SIGKILL');
    },
  };
}

const background = Buffer.from(
  Array.from({ length: WIDTH * HEIGHT }, (_, i) => (i * 7 + Math.floor(i / WIDTH) * 13) % 200),
);

function paint(frame) {
  const picture = Buffer.from(background);
  const { y } = clockStripRect(WIDTH, HEIGHT);
  const bits = encodeClockStrip(frame);
  for (let speck = 0; speck < SPECKS; speck++)
    picture[(frame * 977 + speck * 37) % (WIDTH * Math.floor(y))] = speck % 255;
  for (let at = WIDTH * Math.floor(y); at < picture.length; at++)
    picture[at] = bits[Math.floor(((at % WIDTH) * bits.length) / WIDTH)] ? 235 : 16;
  return picture;
}
