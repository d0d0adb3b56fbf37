import { captureClockStrip, clockStripBlocks } from '../../../examples/media/clock-strip.mjs';

/** Canvas pixels for each block of the strip: enough for the mean of its middle half. */
const PIXELS_PER_BLOCK = 10;
const ROWS = 8;

/** Reads the frame numbers that videos show. */
export class PictureReader {
  #context = Object.assign(document.createElement('canvas'), {
    width: clockStripBlocks * PIXELS_PER_BLOCK,
    height: ROWS,
  }).getContext('2d', { willReadFrequently: true });

  /** @returns {number | null} null: nothing readable is shown */
  read(video) {
    const { videoWidth, videoHeight } = video;
    return videoWidth > 0 ? captureClockStrip(video, videoWidth, videoHeight, this.#context) : null;
  }
}
