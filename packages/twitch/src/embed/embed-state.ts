/** What is known of an embed, told like a media element: so that what plays media elements plays embeds. */
export interface EmbedState {
  readonly isLive: boolean;
  /** It takes commands: those that come before are dropped. */
  readonly ready: boolean;
  /** When it got so. What it is told to play may yet prove not to be there. */
  readonly readyAtMs: number;
  /** It was told to be ready. */
  readonly known: boolean;
  /** It is to play, as far as anybody can tell. */
  readonly wantsPlay: boolean;
  /** That it plays was told. */
  readonly playTold: boolean;
  /** When it was asked to play, while nothing has come of it. */
  readonly askedAtMs: number | null;
  /** When it was asked to pause, while it has not said that it did. */
  readonly pauseAskedAtMs: number | null;
  /** Its clock runs. */
  readonly moving: boolean;
  /** It has played since it was made. */
  readonly hasPlayed: boolean;
  /** There is a picture, be it the embed's own still. */
  readonly shows: boolean;
  /** Its position has been seen to move: what is live may not tell one. */
  readonly advances: boolean;
  /** Its clock stands while it should run. */
  readonly waiting: boolean;
  readonly ended: boolean;
  /** It went on by itself to another video. */
  readonly strayed: boolean;
  /** When it was called back from there; until it comes, what it says is of the other video. */
  readonly recalledAtMs: number | null;
  readonly offline: boolean;
  /** The position, in seconds, and when it was there. */
  readonly seconds: number;
  readonly atMs: number;
  /** What the embed said last, which stays the same until it says something else. */
  readonly reading: number;
  /** NaN while unknown. */
  readonly duration: number;
  /** A seek of ours that has not arrived. */
  readonly seek: { readonly from: number; readonly to: number; readonly sinceMs: number } | null;
  /** The last one, while readings from before it may come. */
  readonly landed: EmbedState['seek'];
  /** A position that the embed says somebody went to, until its clock confirms it. */
  readonly hop: { readonly to: number; readonly sinceMs: number } | null;
  /** Whether the last seek that was told is the viewer's, by the embed's own timeline. */
  readonly hopped: boolean;
  /** When it said that it was paused, while that may be a part of a seek by its own timeline. */
  readonly pausedAtMs: number | null;
  readonly madeAtMs: number;
  /** Why nothing more can be expected of it. */
  readonly fault: EmbedFault | null;
}

/** A code of the embed's own `error` event, or its silence. */
export type EmbedFault = number | 'silent';

export type EmbedInput =
  | { readonly type: 'ask-play' | 'ask-pause' }
  | { readonly type: 'ask-seek'; readonly to: number }
  | { readonly type: 'ready' | 'play' | 'playing' | 'pause' | 'ended' | 'online' | 'offline' | 'playbackBlocked' }
  | { readonly type: 'seek'; readonly position: number }
  | { readonly type: 'error'; readonly code: number }
  /** What its getters say. */
  | { readonly type: 'read'; readonly seconds: number; readonly duration: number; readonly strayed: boolean }
  /** Time has passed. */
  | { readonly type: 'tick' };

export type EmbedCommand = 'play' | 'pause' | 'reload' | { readonly seek: number };

/** Media events, and two of our own: `blocked` and `online`. */
export type Told =
  | 'loadedmetadata'
  | 'loadeddata'
  | 'durationchange'
  | 'play'
  | 'playing'
  | 'pause'
  | 'waiting'
  | 'timeupdate'
  | 'seeking'
  | 'seeked'
  | 'ended'
  | 'error'
  | 'blocked'
  | 'online';

export interface Step {
  readonly state: EmbedState;
  readonly tell: readonly Told[];
  readonly commands: readonly EmbedCommand[];
}

/** A wrong `parent` is not told: the player then never gets ready. */
export const READY_TIMEOUT_MS = 10_000;
/** A refusal to play is not always told either. Slower networks than this only seem to refuse, until it plays. */
export const PLAYING_TIMEOUT_MS = 6000;
/** A click on the embed's timeline pauses, seeks and plays, all within a moment. */
export const PAUSE_HOLD_MS = 400;
/** That it plays, said so soon after it was asked to pause, is from before. */
export const PAUSE_ECHO_MS = 500;
/** What is not there is told soon after `ready`. */
export const SETTLE_MS = 150;
/** What a seek leads to is not always told. */
export const SEEK_TIMEOUT_MS = 5000;
/** Somebody's seek is in the next readings, or was none. */
export const HOP_TIMEOUT_MS = 1500;
/** No position is made up beyond this much after the last one that was told, in seconds. */
export const MAX_EXTRAPOLATION_SECONDS = 1;
/** `seek(0)` is unreliable. */
export const FIRST_SECONDS = 0.001;
export function newEmbed(isLive: boolean, startSeconds: number, nowMs: number): EmbedState {
  return {
    isLive,
    ready: false,
    readyAtMs: nowMs,
    known: false,
    wantsPlay: false,
    playTold: false,
    askedAtMs: null,
    pauseAskedAtMs: null,
    moving: false,
    hasPlayed: false,
    shows: false,
    advances: false,
    waiting: false,
    ended: false,
    strayed: false,
    recalledAtMs: null,
    offline: false,
    seconds: startSeconds,
    atMs: nowMs,
    reading: NaN,
    duration: isLive ? Infinity : NaN,
    seek: null,
    landed: null,
    hop: null,
    hopped: false,
    pausedAtMs: null,
    madeAtMs: nowMs,
    fault: null,
  };
}

/** Where it is: what it said last, and the time since then, but not much of that. */
export function positionOf(state: EmbedState, nowMs: number): number {
  const { seconds, atMs, moving, seek, duration } = state;
  if (!moving || seek) return seconds;
  const passed = Math.min(Math.max(0, nowMs - atMs) / 1000, MAX_EXTRAPOLATION_SECONDS);
  return Number.isNaN(duration) ? seconds + passed : Math.min(seconds + passed, duration);
}
