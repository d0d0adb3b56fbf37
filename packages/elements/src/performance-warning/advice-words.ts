import type { Advice, QualityState } from '@t333/core/quality';
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

/** @param tiles those there are now; the advice may be a little older */
export function remediesOf(
  { code, action }: Pick<Advice, 'code' | 'action'>,
  tiles: readonly Pick<QualityState['tiles'][number], 'id' | 'focused' | 'target'>[],
): Remedies {
  const ids = action?.ids.filter((id) => tiles.some((tile) => tile.id === id)) ?? [];
  const canGiveWay = ({ focused, target }: (typeof tiles)[number]): boolean => !focused && target !== null;
  if (action?.kind !== 'close') {
    return { optimize: tiles.some((tile) => ids.includes(tile.id) && canGiveWay(tile)), close: [] };
  }
  // Elsewhere closing is advised only where nothing is left to lower.
  return { optimize: code === 'many-streams' && tiles.some(canGiveWay), close: ids };
}
