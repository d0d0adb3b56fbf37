/** Plays one stream with one contender, and notes each frame that its picture shows. */
import { captureClockStrip } from '../../../examples/media/clock-strip.mjs';

const query = new URLSearchParams(location.search);
const canvas = document.createElement('canvas');
[canvas.width, canvas.height] = [280, 8];
const context = canvas.getContext('2d', { willReadFrequently: true });

/** When each picture was seen, ms since 1970, and its frame number. */
const looks = [];
Object.assign(globalThis, { looks });

const { play } = await import(new URL(`${query.get('contender')}.js`, location.href).href);
const video = await play(document.body, query.get('url'));
const look = () => {
  const frame = captureClockStrip(video, video.videoWidth, video.videoHeight, context);
  if (frame !== null) looks.push([Date.now(), frame]);
  video.requestVideoFrameCallback(look);
};
video.requestVideoFrameCallback(look);
