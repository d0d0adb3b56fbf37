import type { T333Error, T333ErrorCode } from '@t333/core';
import type { PlayerState } from '@t333/core/player';
import type { MessageKey } from './messages.ts';

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
}

/** What lies upon the picture. */
export interface Status {
  /** The one thing in the middle. */
  panel: 'empty' | 'error' | 'start' | 'ended' | null;
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
export function statusOf({ state, fault, hasSource, isBusy, isOffline, awaitsStart }: StatusInput): Status {
  const error = fault ?? (state?.phase === 'error' ? state.error : null);
  if (error) return panel('error', textOf(error));
  if (!hasSource) return panel('empty', 'player.empty');
  // It waits for a larger box: nothing was loaded.
  if (state?.phase === 'loading' && state.lifecycle === 'unloaded') return panel('empty', 'player.tooSmall');
  if (state?.phase === 'ended') return panel('ended', state.streamType === 'live' ? 'player.ended' : null);
  if (!isBusy && (state?.autoplayBlocked || awaitsStart)) return panel('start', null);
  const recovery = state?.recovery;
  const attempt = recovery?.attempt ?? 0;
  // A player may try for a while on its own before it calls that a recovery.
  if (recovery?.error.code === 'offline' || (isBusy && isOffline))
    return { panel: null, text: 'player.offline', attempt };
  return { panel: null, text: recovery ? 'player.recovering' : null, attempt };
}
