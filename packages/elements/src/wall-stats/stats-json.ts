import type { EqualizerState } from '@t333/core/live';
import type { QualityState } from '@t333/core/quality';
import { latencyOf } from '../stats/latency.ts';
import { renditionData, rounded } from '../stats/rendition-data.ts';
import type { Sample } from '../stats/sparkline.ts';
import type { TileLike } from './rows.ts';

/** A quality manager's state, as far as it is told. */
export type StateLike = Omit<QualityState, 'tiles' | 'advice'> & {
  readonly tiles: readonly TileLike[];
  readonly advice: readonly Pick<QualityState['advice'][number], 'code' | 'level'>[];
};

/** What the link carried and what was spent, bits a second. */
export type WallSample = Sample<'bandwidthBps' | 'bitrateBps'>;

/** Ids of tiles can be anything, an address with a token in it too. */
const HARMLESS_ID = /^[\w.@-]{1,64}$/;
/** What to hand to somebody who is to help: ids and figures, no addresses, no names. */
export function statsJson(
  state: StateLike,
  samples: readonly WallSample[],
  epochMs: number,
  equalizer?: EqualizerState,
): string {
  const { policy, dataSaver, optimized, bandwidthBps, budgetBps, bitrateBps, decodePixelsPerSecond } = state;
  const nowMs = samples.at(-1)?.atMs ?? 0;
  const data = {
    at: new Date(epochMs).toISOString(),
    policy,
    dataSaver,
    optimized,
    bandwidthBps: rounded(bandwidthBps),
    budgetBps: rounded(budgetBps),
    bitrateBps: rounded(bitrateBps),
    // JSON has no Infinity.
    decodeBudget: Number.isFinite(state.decodeBudget) ? rounded(state.decodeBudget) : null,
    decodePixelsPerSecond: rounded(decodePixelsPerSecond),
    ...(equalizer && {
      equalLatencySeconds: hundredths(equalizer.latencySeconds),
      latencySpreadSeconds: hundredths(equalizer.spreadSeconds),
    }),
    advice: state.advice.map(({ code, level }) => ({ code, level })),
    tiles: state.tiles.map(tileData),
    lastMinute: samples.map((sample) => ({
      secondsAgo: Math.round((nowMs - sample.atMs) / 100) / 10,
      bandwidthBps: rounded(sample.bandwidthBps),
      bitrateBps: rounded(sample.bitrateBps),
    })),
  };
  return JSON.stringify(data, null, 2);
}

const hundredths = (seconds: number | null): number | null =>
  seconds === null ? null : Math.round(seconds * 100) / 100;

function tileData(tile: TileLike, index: number): object {
  const { renditions } = tile.player.state.getSnapshot();
  const figuresOf = (id: string | null): object | null => renditionData(renditions.find((one) => one.id === id));
  const latencySeconds = latencyOf(tile.player);
  return {
    id: HARMLESS_ID.test(tile.id) ? tile.id : `tile-${index + 1}`,
    stage: tile.stage,
    focused: tile.focused,
    audioOnly: tile.audioOnly,
    rendition: figuresOf(tile.rendition),
    target: figuresOf(tile.target),
    cap: figuresOf(tile.cap),
    reason: tile.reason,
    bitrateBps: rounded(tile.bitrateBps),
    bufferSeconds: tile.bufferSeconds,
    droppedRatio: tile.droppedRatio,
    latencySeconds: latencySeconds === null ? null : Math.round(latencySeconds * 10) / 10,
    receivedBytes: tile.receivedBytes,
  };
}
