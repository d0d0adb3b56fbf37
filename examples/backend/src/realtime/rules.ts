import { isModerator, type Viewer } from '../../../realtime/seen.ts';
import { Problem } from '../http/problem.ts';
import type { RtEmote, RtSettings } from '../protocol.ts';
import { FOREVER } from './room-state.ts';

export interface Said {
  readonly text: string;
  readonly viewer: Viewer;
  readonly settings: RtSettings;
  /** 0: not silenced. */
  readonly silencedUntilMs: number;
  readonly isSubscriber: boolean;
  /** Null: does not follow; undefined: nobody has to. */
  readonly followedSinceMs?: number | null | undefined;
  readonly emotes: readonly RtEmote[];
  readonly nowMs: number;
}

/** Why somebody may not say something here; null where they may. How fast they talk is for the log to judge. */
export function refusalOf(said: Said): Problem | null {
  const { text, viewer, settings, silencedUntilMs, isSubscriber, followedSinceMs = null, emotes, nowMs } = said;
  const { maxLength, subscribersOnly, emoteOnly, followersOnlyMs } = settings;
  if (silencedUntilMs === FOREVER) return new Problem('banned', 'You are banned.');
  if (silencedUntilMs > nowMs)
    return new Problem('timed_out', 'You are timed out.', { retryAfterMs: silencedUntilMs - nowMs });
  if ([...text].length > maxLength) return new Problem('too_long', `At most ${maxLength} characters.`);
  if (isModerator(viewer)) return null;
  if (subscribersOnly && !isSubscriber) return new Problem('subscribers_only', 'For subscribers.');
  if (emoteOnly && text.split(/\s+/).filter(Boolean).length > emotes.length)
    return new Problem('emote_only', 'Emotes only.');
  if (followersOnlyMs === null) return null;
  if (followedSinceMs === null) return new Problem('followers_only', 'For followers.');
  const freeMs = followedSinceMs + followersOnlyMs;
  return freeMs > nowMs
    ? new Problem('followers_only', 'For who has followed for longer.', { retryAfterMs: freeMs - nowMs })
    : null;
}

/** Whether a text has one of these words in it, however it is cased. */
export const hasBlockedWord = (text: string, { blockedWords = [] }: RtSettings): boolean => {
  const lower = text.toLowerCase();
  return blockedWords.some((word) => lower.includes(word.toLowerCase()));
};
