import type { StreamPlayer } from '../player/player.ts';
import type { TileStage } from '../visibility/policy.ts';
import type { Advice } from './advice.ts';
import type { PolicyName } from './policies/by-name.ts';
import type { Reason } from './policy.ts';

/** What one player has, and why. */
export interface TileQuality {
  readonly id: string;
  readonly player: StreamPlayer;
  readonly stage: TileStage;
  readonly focused: boolean;
  readonly audioOnly: boolean;
  /** The id of the rendition that plays; null while unknown. */
  readonly rendition: string | null;
  /** The id of the one it is steered to; null where there is no choice. */
  readonly target: string | null;
  /** The id of the one that its size on the screen is worth; null where there is no picture. */
  readonly cap: string | null;
  readonly reason: Reason;
  /** Of `target`, or an estimate of what it takes; bits a second. */
  readonly bitrateBps: number;
  /** Whole tenths of seconds of media ahead. */
  readonly bufferSeconds: number;
  /** The share of frames that came too late to be shown, in the last 2 s; null while unknown. */
  readonly droppedRatio: number | null;
  /** Of segments, since it was added. */
  readonly receivedBytes: number;
}

export interface QualityState {
  /** `custom` for a function of the page's own. */
  readonly policy: PolicyName | 'custom';
  readonly dataSaver: boolean;
  /** Whether all but the focused tile have their lowest, because somebody asked for that. */
  readonly optimized: boolean;
  /** What the link carries, bits a second; null while unknown. */
  readonly bandwidthBps: number | null;
  /** What of it may be spent; null while unknown. */
  readonly budgetBps: number | null;
  /** What the shares take together, bits a second. */
  readonly bitrateBps: number;
  /** What may be decoded, pixels a second: more is tried step by step, and less after frames were dropped. */
  readonly decodeBudget: number;
  /** What the shares take of it. */
  readonly decodePixelsPerSecond: number;
  /** In the order in which the players were added. */
  readonly tiles: readonly TileQuality[];
  /** The most urgent first. */
  readonly advice: readonly Advice[];
}
