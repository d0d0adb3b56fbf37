/** WCAG 2.2 asks for 4.5 (1.4.3); rows that are set apart have a tint, which takes a quarter. */
const MIN_CONTRAST = 6;

const LIGHT_SURFACE = [255, 255, 255];
const DARK_SURFACE = [23, 23, 28];
/** What a colour is mixed with in each of 20 steps. */
const STEPS = 20;
const HEX = /^#[\da-f]{6}$/i;

/** For those who have chosen none. */
const HUES = ['#e0245e', '#d2691e', '#2e8b57', '#1e90ff', '#8a2be2', '#008b8b', '#b8860b', '#db4ba8'];

const MAX_KNOWN = 2000;
const known = /* @__PURE__ */ new Map<string, string>();

type Rgb = readonly number[];

function luminance([red, green, blue]: Rgb): number {
  const linear = (channel: number): number => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red!) + 0.7152 * linear(green!) + 0.0722 * linear(blue!);
}

/** From 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

/** The colour, mixed with black or white until it can be read. */
function readableOn(surface: Rgb, color: Rgb): string {
  const ink = luminance(surface) > 0.5 ? 0 : 255;
  for (let step = 0; ; step++) {
    const mixed = color.map((channel) => Math.round(channel + ((ink - channel) * step) / STEPS));
    if (step === STEPS || contrast(mixed, surface) >= MIN_CONTRAST) return `rgb(${mixed.join(' ')})`;
  }
}

/**
 * The colour of a name, as CSS: what its owner has chosen, made so that it can be read in the light and in the dark.
 *
 * @param color what is not `#rrggbb` counts as none
 * @param id one's colour where none was chosen: always the same
 */
export function nameColor(color: string | undefined, id: string): string {
  const hex = color && HEX.test(color) ? color : HUES[hash(id) % HUES.length]!;
  const found = known.get(hex);
  if (found) return found;
  const rgb = [1, 3, 5].map((index) => Number.parseInt(hex.slice(index, index + 2), 16));
  const css = `light-dark(${readableOn(LIGHT_SURFACE, rgb)}, ${readableOn(DARK_SURFACE, rgb)})`;
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(hex, css);
  return css;
}

function hash(text: string): number {
  let sum = 0;
  for (let index = 0; index < text.length && index < 64; index++) sum = (sum * 31 + text.charCodeAt(index)) >>> 0;
  return sum;
}
