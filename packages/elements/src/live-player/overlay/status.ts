import type { T333Error, T333ErrorCode } from '@t333/core';
import type { PlayerState } from '@t333/core/player';
import { passes } from './comeback.ts';
import type { MessageKey } from './messages.ts';
import type { StartStage } from './start-watch.ts';

export interface StatusInput {
  /** Null while there is no player. */
  state: Readonly<PlayerState> | null;
  /** A source that did not even become a player. */
  fault: T333Error | null;
  hasSource: boolean;
  /** The spinner turns. */
  isBusy: boolean;
  /** The browser knows that there is no network. */
  isOffline: boolean;
  /** Whether the viewer starts it: it has controls, does not play by itself, and has not played yet. */
  awaitsStart: boolean;
  /** Of a stream that begins at a known time. */
  start: StartStage;
  /** Whether the source was live, though it may have ended since. */
  wasLive: boolean;
  /** Whether what had ended can be watched again. */
  canReplay: boolean;
}

/** What lies upon the picture. */
export interface Status {
  /** The one thing in the middle. */
  panel: 'empty' | 'error' | 'upcoming' | 'start' | 'ended' | 'over' | null;
  text: MessageKey | null;
  /** The retry under way, counted from 1; 0 where nothing is retried. */
  attempt: number;
}

const ERROR_TEXTS: Partial<Record<T333ErrorCode, MessageKey>> = {
  offline: 'player.offline',
  network: 'player.unreachable',
  timeout: 'player.unreachable',
  http: 'player.unreachable',
  'redirect-loop': 'player.unreachable',
  'not-found': 'player.notFound',
  forbidden: 'player.forbidden',
  unauthorized: 'player.forbidden',
  'rate-limited': 'player.unreachable',
  cors: 'player.cors',
  'not-hls': 'player.notStream',
  'unknown-source': 'player.notStream',
  'empty-playlist': 'player.notStarted',
  unsupported: 'player.unsupported',
  'media-unsupported': 'player.unsupported',
  'media-decode': 'player.damaged',
};

const textOf = (error: T333Error): MessageKey => ERROR_TEXTS[error.code] ?? 'player.failed';

const panel = (kind: Status['panel'], text: MessageKey | null): Status => ({ panel: kind, text, attempt: 0 });

/** Decides what a viewer is told about a player. */
export function statusOf(input: StatusInput): Status {
  const { state, fault, hasSource, isBusy, isOffline, awaitsStart, start, wasLive, canReplay } = input;
  const error = fault ?? (state?.phase === 'error' ? state.error : null);
  if (start === 'ahead') return panel('upcoming', null);
  if (
    start !== null &&
    (error ? passes(error) && error.code !== 'offline' : start === 'now' && (isBusy || !hasSource))
  ) {
    return panel('upcoming', 'player.startingSoon');
  }
  if (error)
    return panel(
      'error',
      wasLive && passes(error) && error.code !== 'offline' ? 'player.streamOffline' : textOf(error),
    );
  if (!hasSource) return panel('empty', 'player.empty');
  // It waits for a larger box: nothing was loaded.
  if (state?.phase === 'loading' && state.lifecycle === 'unloaded') return panel('empty', 'player.tooSmall');
  if (state?.phase === 'ended') {
    const isOver = wasLive || state.streamType === 'live';
    return panel(isOver && !canReplay ? 'over' : 'ended', isOver ? 'player.ended' : null);
  }
  if (!isBusy && (state?.autoplayBlocked || awaitsStart)) return panel('start', null);
  const recovery = state?.recovery;
  const attempt = recovery?.attempt ?? 0;
  // A player may try for a while on its own before it calls that a recovery.
  if (recovery?.error.code === 'offline' || (isBusy && isOffline))
    return { panel: null, text: 'player.offline', attempt };
  return { panel: null, text: recovery ? 'player.recovering' : null, attempt };
}
