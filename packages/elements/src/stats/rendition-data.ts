import type { Rendition } from '@t333/core/player/contract';

/** Ids of renditions hold codecs, their labels what a playlist says: only the ordinary names are told. */
const ORDINARY_LABEL = /^(?:\d{3,4}p\d{0,3}|source|audio[ _]only)$/i;

/** A rendition for somebody who is to help: figures, and no text of a stranger. */
export function renditionData(rendition: Rendition | undefined): object | null {
  if (!rendition) return null;
  const { label, width, height, frameRate, bitrateBps, averageBitrateBps } = rendition;
  return {
    ...(ORDINARY_LABEL.test(label) && { label }),
    width,
    height,
    frameRate,
    bitrateBps: averageBitrateBps ?? bitrateBps,
  };
}

export const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value));
