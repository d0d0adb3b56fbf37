import type { PlayerState } from '../player/player.ts';

/**
 * What a viewer sees of a player, as `sta` of CTA-5004-B: starting, playing, seeking, rebuffering, paused, waiting for a gesture, ended,
 * fatal error, quit, preloading.
 */
export type PlayState = 's' | 'p' | 'k' | 'r' | 'a' | 'w' | 'e' | 'f' | 'q' | 'd';

type Facts = Pick<
  PlayerState,
  | 'source'
  | 'phase'
  | 'lifecycle'
  | 'paused'
  | 'playRequested'
  | 'seeking'
  | 'buffering'
  | 'hasFrame'
  | 'autoplayBlocked'
>;

/** @param hasPlayed whether this source has played before @returns null where nothing is to play */
export function playStateOf(state: Readonly<Facts>, hasPlayed: boolean): PlayState | null {
  const { source, phase, lifecycle, paused, playRequested, seeking, buffering, hasFrame, autoplayBlocked } = state;
  if (phase === 'error') return 'f';
  if (source === null || phase === 'idle' || lifecycle === 'unloaded') return null;
  if (phase === 'ended') return 'e';
  if (!hasPlayed || !hasFrame) {
    if (autoplayBlocked && paused) return 'w';
    if (!playRequested && paused) return 'd';
    if (!hasFrame || paused || buffering) return 's';
  }
  if (paused) return 'a';
  if (seeking) return 'k';
  return buffering ? 'r' : 'p';
}
