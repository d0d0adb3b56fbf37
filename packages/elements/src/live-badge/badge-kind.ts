import type { LiveState, PlayerState } from '@t333/core/player/contract';

/** What a page knows of a stream. */
export type StreamStatus = 'live' | 'upcoming' | 'ended' | 'offline';

/** `behind`: it is live, but the viewer watches what is past. */
export type BadgeKind = StreamStatus | 'behind';

const STATUSES: readonly unknown[] = ['live', 'upcoming', 'ended', 'offline'] satisfies StreamStatus[];

export const isStreamStatus = (value: unknown): value is StreamStatus => STATUSES.includes(value);

export interface BadgeFacts {
  /** What the page says. */
  readonly status: unknown;
  /** What plays; null for nothing. */
  readonly player: Pick<PlayerState, 'phase' | 'streamType'> | null;
  readonly live: Pick<LiveState, 'mode' | 'isAtEdge'> | null;
  /** When it is to begin, in milliseconds since 1970; NaN for nobody knows. */
  readonly startsAtMs: number;
  readonly nowMs: number;
}

const wasLive = (before: BadgeKind | null): boolean => before === 'live' || before === 'behind' || before === 'ended';

/** What to show, or null for nothing. What plays says more than the page, and the page more than the calendar. */
export function kindOf(
  { status, player, live, startsAtMs, nowMs }: BadgeFacts,
  before: BadgeKind | null,
): BadgeKind | null {
  if (player?.phase === 'ended' && (player.streamType === 'live' || wasLive(before))) return 'ended';
  if (player?.phase === 'error') return status === 'upcoming' || status === 'ended' ? status : 'offline';
  // Its player is still there, and so would its last state be.
  if (live && live.mode !== 'off' && player?.phase !== 'idle') return live.isAtEdge ? 'live' : 'behind';
  if (player?.phase === 'ready' && player.streamType === 'live') return 'live';
  if (isStreamStatus(status)) return status;
  return startsAtMs > nowMs ? 'upcoming' : null;
}

/** A stream that is gone for less was not gone: a playlist that is read anew, a change of the build. */
export const HOLD_MS = 3000;

/** Keeps a badge from flapping: that it is live is told at once, that it is not only after a while. */
export class SettledKind {
  shown: BadgeKind | null = null;
  #leftAtMs: number | null = null;

  /**
   * @param isCertain nothing is waited for
   * @returns when to look again, in milliseconds; null where nothing is to come
   */
  next(kind: BadgeKind | null, nowMs: number, isCertain = false): number | null {
    const isLeaving =
      !isCertain && (this.shown === 'live' || this.shown === 'behind') && (kind === null || kind === 'offline');
    if (isLeaving) this.#leftAtMs ??= nowMs;
    else this.#leftAtMs = null;
    const waitMs = this.#leftAtMs === null ? 0 : this.#leftAtMs + HOLD_MS - nowMs;
    if (waitMs > 0) return waitMs;
    this.#leftAtMs = null;
    this.shown = kind;
    return null;
  }
}
