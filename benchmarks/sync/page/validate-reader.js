/** Proves the reader: a paused video is put at many positions, and the picture must be the one frame that belongs there. */
import { allReady, attachHls } from './hls-source.js';
import { PictureReader } from './read-pictures.js';

/** Falls on all parts of a frame and of a segment, and goes into the second and third round of the recording. Never on an edge between frames. */
const STEP_SECONDS = 0.234567;

export async function validateReader({ urls, truth, hls, positions }) {
  const video = document.createElement('video');
  video.muted = true;
  document.body.append(video);
  const source = attachHls(video, urls[0], 0, hls);
  await allReady([video], [0]);
  const reader = new PictureReader();
  const wrong = [];
  for (let k = 0; k < positions; k++) {
    const position = 0.003 + k * STEP_SECONDS;
    // `seeked` may come while the compositor still has the frame from before.
    const shown = new Promise((resolve) => {
      video.requestVideoFrameCallback((_now, { mediaTime }) => resolve(mediaTime));
    });
    video.currentTime = position;
    const mediaTime = await shown;
    const frame = reader.read(video);
    const { frameRate, roundSeconds, offsets, phasesMs } = truth;
    const event = position - offsets[0] - phasesMs[0] / 1000;
    const local = Math.floor(position * frameRate + 1e-6);
    const first = Math.round((event - position) * frameRate);
    // Each round of the recording begins again with its first frame.
    const expected = first + (local % (roundSeconds * frameRate));
    if (frame !== expected) wrong.push({ position, mediaTime, frame, expected });
  }
  source.destroy();
  return { positions, wrong };
}
