interface Fetched {
  readonly picture: HTMLImageElement;
  readonly done: Promise<unknown>;
}

/** Pictures that were fetched; the oldest goes first. */
const pictures = /* @__PURE__ */ new Map<string, Fetched>();

const MAX_PICTURES = 200;

/** Enough for a screen of three device pixels for each CSS pixel. */
const CANVAS_PX = 84;

function fetchPicture(url: string): Fetched {
  const known = pictures.get(url);
  if (known) return known;
  const picture = new Image();
  picture.decoding = 'async';
  const done = new Promise((resolve, reject) => {
    picture.addEventListener('load', resolve);
    picture.addEventListener('error', reject);
  });
  picture.src = url;
  const fetched = { picture, done };
  pictures.set(url, fetched);
  if (pictures.size > MAX_PICTURES) pictures.delete(pictures.keys().next().value!);
  return fetched;
}

/**
 * Draws the first frame of a picture, which may move: what a canvas shows stands still. Where there is no picture the canvas gets an
 * `error`, as an image would.
 */
export function drawStill(canvas: HTMLCanvasElement, url: string): void {
  const { picture, done } = fetchPicture(url);
  const draw = (): void => {
    const { naturalWidth: width, naturalHeight: height } = picture;
    if (!width || !height) return;
    canvas.width = canvas.height = CANVAS_PX;
    const scale = CANVAS_PX / Math.max(width, height);
    const [drawnWidth, drawnHeight] = [width * scale, height * scale];
    canvas
      .getContext('2d')
      ?.drawImage(picture, (CANVAS_PX - drawnWidth) / 2, (CANVAS_PX - drawnHeight) / 2, drawnWidth, drawnHeight);
  };
  if (picture.complete && picture.naturalWidth) draw();
  else done.then(draw, () => canvas.dispatchEvent(new Event('error')));
}
