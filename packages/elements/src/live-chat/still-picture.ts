/** Pictures that were fetched; the oldest goes first. */
const pictures = /* @__PURE__ */ new Map<string, HTMLImageElement>();

const MAX_PICTURES = 200;

/** Enough for a screen of three device pixels for each CSS pixel. */
const CANVAS_PX = 84;

function pictureOf(url: string): HTMLImageElement {
  const known = pictures.get(url);
  if (known) return known;
  const picture = new Image();
  picture.decoding = 'async';
  picture.src = url;
  pictures.set(url, picture);
  if (pictures.size > MAX_PICTURES) pictures.delete(pictures.keys().next().value!);
  return picture;
}

/** Draws the first frame of a picture, which may move: what a canvas shows stands still. */
export function drawStill(canvas: HTMLCanvasElement, url: string): void {
  const picture = pictureOf(url);
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
  if (picture.complete) draw();
  else picture.addEventListener('load', draw, { once: true });
}
