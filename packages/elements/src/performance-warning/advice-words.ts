import type { PlayerState, Rendition } from '@t333/core/player';
import type { Advice, TileQuality } from '@t333/core/quality';
import { formatRate } from '../base/format-rate.ts';
import type { messages } from './messages.ts';

/** What to say of an advice, as a key of the texts with its values. */
export function wordsOf({ code, level, figures }: Pick<Advice, 'code' | 'level' | 'figures'>): {
  readonly key: keyof typeof messages;
  readonly values: Readonly<Record<string, string | number>>;
} {
  const { streamCount, droppedRatio, stalledMs, bitrateBps } = figures;
  return {
    key: code === 'many-streams' ? `performance.many-streams.${level}` : `performance.${code}`,
    values: {
      count: streamCount,
      percent: Math.round(droppedRatio * 100),
      seconds: Math.round(stalledMs / 100) / 10,
      rate: formatRate(bitrateBps),
    },
  };
}

/** What can be done about it. */
export interface Remedies {
  /** Whether it would help to give all but the focused tile their lowest. */
  readonly optimize: boolean;
  /** The tiles whose end would help. */
  readonly close: readonly string[];
}

/** A tile, as far as it matters here. */
type TileLike = Pick<TileQuality, 'id' | 'focused' | 'target'> & {
  readonly player: {
    readonly state: { getSnapshot(): Pick<PlayerState, 'renditions' | 'selectedRendition'> };
  };
};

/** Above all that have a size in their names: the source, and sound alone, which is no smaller picture. */
const NAMELESS_LINES = 1e4;

/** For comparing pictures, and equal ones by their bits. */
const weightOf = ({ height, label, bitrateBps = 0 }: Rendition): number =>
  (height ?? (parseInt(label) || NAMELESS_LINES)) * 1e9 + bitrateBps;

/** Whether it could have a smaller picture. */
function canGiveWay({ focused, target, player }: TileLike): boolean {
  const { renditions, selectedRendition } = player.state.getSnapshot();
  const now = renditions.find(({ id }) => id === target);
  return !focused && selectedRendition === 'auto' && renditions.some((one) => now && weightOf(one) < weightOf(now));
}

/** @param tiles those there are now; the advice may be a little older */
export function remediesOf({ code, action }: Pick<Advice, 'code' | 'action'>, tiles: readonly TileLike[]): Remedies {
  const ids = action?.ids.filter((id) => tiles.some((tile) => tile.id === id)) ?? [];
  if (action?.kind !== 'close') {
    return { optimize: tiles.some((tile) => ids.includes(tile.id) && canGiveWay(tile)), close: [] };
  }
  // Elsewhere closing is advised only where nothing is left to lower.
  return { optimize: code === 'many-streams' && tiles.some(canGiveWay), close: ids };
}
