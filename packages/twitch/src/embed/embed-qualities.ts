import type { Rendition } from '@t333/core/player';
import type { EmbedQuality, EmbedStats } from './embed-api.ts';

/** The source itself, in Twitch's words. */
const SOURCE_GROUP = 'chunked';

/** What an embed offers, lowest first; nothing where the embed alone chooses, as on iOS. */
export function readQualities(qualities: readonly (EmbedQuality | string)[]): readonly Rendition[] {
  if (!Array.isArray(qualities)) return [];
  const renditions = qualities
    .filter(Boolean)
    .map(readQuality)
    .filter(({ id }) => id !== '' && !/^auto$/i.test(id));
  const unique = [...new Map(renditions.map((rendition) => [rendition.id, rendition])).values()];
  return Object.freeze(unique.toSorted((one, other) => rank(one) - rank(other)));
}

function readQuality(quality: EmbedQuality | string): Rendition {
  if (typeof quality === 'string') return Object.freeze({ id: quality, label: labelOf(quality) });
  const { name, group, bitrate, codecs, width, height, framerate } = quality;
  const id = String(group || name || '');
  return Object.freeze({
    id,
    label: labelOf(String(name || id)),
    ...(bitrate && { bitrateBps: bitrate }),
    ...(width && { width }),
    ...(height && { height }),
    ...(framerate && { frameRate: framerate }),
    ...(codecs && { codecs }),
  });
}

const labelOf = (name: string): string => (name === SOURCE_GROUP ? 'Source' : name);

/** By lines, then by frames and bits; the source is the highest whatever it says of itself. */
function rank({ id, label, height, frameRate, bitrateBps = 0 }: Rendition): number {
  if (id === SOURCE_GROUP) return Infinity;
  const name = /(\d{3,4})p(\d{2,3})?/.exec(`${id} ${label}`);
  return (height ?? Number(name?.[1] ?? 0)) * 1e6 + (frameRate ?? Number(name?.[2] ?? 0)) * 1e3 + bitrateBps / 1e6;
}

/** The rendition that plays: the one that was chosen, or else the one with the lines that are seen. */
export function playing(renditions: readonly Rendition[], quality: string, stats: EmbedStats): string | null {
  const chosen = renditions.find(({ id }) => id === quality);
  if (chosen) return chosen.id;
  const { height } = readResolution(stats);
  return (height > 0 && renditions.find((one) => one.height === height)?.id) || null;
}

/** `1920x1080`, or zeros. */
export function readResolution({ videoResolution = '' }: EmbedStats): { width: number; height: number } {
  const [, width = 0, height = 0] = /^(\d{2,5})x(\d{2,5})$/.exec(String(videoResolution)) ?? [];
  return { width: Number(width), height: Number(height) };
}
