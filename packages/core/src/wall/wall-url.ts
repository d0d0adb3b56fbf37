import { decodeWall, encodeWall } from './codec.ts';
import type { WallDescription } from './description.ts';

/** A wall stands in the fragment, as `#wall=…`: what one watches is nothing that a server has to log. */
export const WALL_FRAGMENT_KEY = 'wall';

/**
 * The wall in an address, or null if there is none.
 *
 * @throws T333Error `invalid-wall` if there is one that cannot be read
 */
export function wallFromUrl(url: string | URL): WallDescription | null {
  const found = split(url).parameters.find(isWall);
  return found === undefined ? null : decodeWall(found.slice(WALL_FRAGMENT_KEY.length + 1));
}

/**
 * The address with this wall in its fragment, in place of any other; all the rest is kept as it is. Relative sources and
 * posters are resolved against it: whoever opens the link may be elsewhere.
 *
 * @throws T333Error `invalid-argument` as of `encodeWall`
 */
export function wallToUrl(url: string | URL, description: WallDescription): string {
  const { base, parameters } = split(url);
  const others = parameters.filter((parameter) => !isWall(parameter));
  const tiles = description.tiles.map(({ source, poster, ...tile }) => ({
    ...tile,
    source: absolute(source, base),
    ...(poster === undefined ? {} : { poster: absolute(poster, base) }),
  }));
  const text = encodeWall({ ...description, tiles });
  return `${base}#${[...others, `${WALL_FRAGMENT_KEY}=${text}`].join('&')}`;
}

/** `type:name` is absolute too; what makes no address at all is left for the codec to refuse. */
const absolute = (address: string, base: string): string =>
  !URL.canParse(address) && URL.canParse(address, base) ? new URL(address, base).href : address;

const isWall = (parameter: string): boolean => parameter.startsWith(`${WALL_FRAGMENT_KEY}=`);

function split(url: string | URL): { base: string; parameters: string[] } {
  const [base = '', ...fragment] = String(url).split('#');
  return { base, parameters: fragment.length && fragment[0] !== '' ? fragment.join('#').split('&') : [] };
}
