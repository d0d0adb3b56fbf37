import {
  FIRST_SECONDS,
  HOP_TIMEOUT_MS,
  MAX_EXTRAPOLATION_SECONDS,
  PAUSE_ECHO_MS,
  PAUSE_HOLD_MS,
  PLAYING_TIMEOUT_MS,
  positionOf,
  READY_TIMEOUT_MS,
  SEEK_TIMEOUT_MS,
  SETTLE_MS,
  type EmbedCommand,
  type EmbedFault,
  type EmbedInput,
  type EmbedState,
  type Step,
  type Told,
} from './embed-state.ts';

/** Seeks land as near as this to where they were to. */
const NEAR_SECONDS = 3;
/** A position that is this far from where it can have come by itself is another one; … */
const JUMP_SECONDS = 1.5;
/** … a smaller step is enough where the embed has told of a seek. */
const HOP_SECONDS = 0.75;
/** Durations closer than this are the same. */
const SAME_DURATION_SECONDS = 0.5;
/** A pause as near as this to the end is the end. */
const END_SECONDS = 1.5;
const OFFLINE_CODE = 8002;

/** Before it is ready it has nothing else to say. */
const EARLY = new Set<EmbedInput['type']>([
  'ask-play',
  'ask-pause',
  'ask-seek',
  'ready',
  'error',
  'offline',
  'online',
  'tick',
]);

/** What becomes of an embed by one thing that happened. */
export function reduce(state: EmbedState, input: EmbedInput, nowMs: number): Step {
  // One that has failed is replaced; all that counts is whether its channel is back.
  if (state.fault !== null && input.type !== 'online') return step(state);
  if (!state.ready && !EARLY.has(input.type)) return step(state);
  switch (input.type) {
    case 'ask-play':
      return askPlay(state, nowMs);
    case 'ask-pause':
      return askPause(state, nowMs);
    case 'ask-seek':
      return askSeek(state, input.to, nowMs);
    case 'ready': {
      if (state.ready) return step(state);
      const { wantsPlay } = state;
      const ready = { ...state, ready: true, readyAtMs: nowMs, askedAtMs: wantsPlay ? nowMs : null };
      const commands: EmbedCommand[] = state.seek ? [{ seek: Math.max(state.seek.to, FIRST_SECONDS) }] : [];
      return step(ready, [], wantsPlay ? [...commands, 'play'] : commands);
    }
    case 'play':
    case 'playing':
      if (state.pauseAskedAtMs !== null && nowMs - state.pauseAskedAtMs < PAUSE_ECHO_MS) return step(state);
      return input.type === 'play' ? begins(state, nowMs) : plays(state, nowMs);
    case 'pause':
      return pauses({ ...state, pauseAskedAtMs: null }, nowMs);
    case 'ended':
      return ends(state);
    case 'seek':
      return seeks(state, input.position, nowMs);
    case 'playbackBlocked':
      return refuses(state, nowMs);
    case 'offline':
      if (!state.isLive || state.offline) return step(state);
      if (!state.hasPlayed) return fails(state, OFFLINE_CODE, nowMs);
      return ends({ ...state, offline: true });
    case 'online':
      return state.offline ? step({ ...state, offline: false }, ['online']) : step(state);
    case 'error':
      return fails(state, input.code, nowMs);
    case 'read':
      return reads(state, input, nowMs);
    default:
      return passes(state, nowMs);
  }
}

const step = (state: EmbedState, tell: readonly Told[] = [], commands: readonly EmbedCommand[] = []): Step => ({
  state,
  tell,
  commands,
});

const stopped = (state: EmbedState, nowMs: number): EmbedState => ({
  ...state,
  seconds: positionOf(state, nowMs),
  atMs: nowMs,
  wantsPlay: false,
  playTold: false,
  askedAtMs: null,
  moving: false,
  waiting: false,
  pausedAtMs: null,
});

function fails(state: EmbedState, fault: EmbedFault, nowMs: number): Step {
  const offline = state.isLive && fault === OFFLINE_CODE;
  return step({ ...stopped(state, nowMs), fault, offline, seek: null, hop: null }, ['error']);
}

/** What is to play has its first picture when it plays; else it has the embed's own still. */
const withPicture = ({ state, tell, commands }: Step): Step =>
  state.shows || !state.known
    ? { state, tell, commands }
    : step({ ...state, shows: true }, [...tell, 'loadeddata'], commands);

function askPlay(state: EmbedState, nowMs: number): Step {
  const { ready, ended, strayed, isLive } = state;
  if (state.wantsPlay) return step(state);
  const asked = { ...state, wantsPlay: true, askedAtMs: ready ? nowMs : null, pauseAskedAtMs: null };
  const commands: EmbedCommand[] = ready ? ['play'] : [];
  if (!ended || isLive) return step({ ...asked, ended: false }, [], commands);
  const again = { ...asked, ended: false, strayed: false, seconds: 0, atMs: nowMs, hop: null, hopped: false };
  if (strayed) {
    return step({ ...again, seek: null, recalledAtMs: nowMs }, ['seeking', 'seeked'], ['reload', ...commands]);
  }
  const seek = { from: state.seconds, to: 0, sinceMs: nowMs };
  return step({ ...again, seek }, ['seeking'], [{ seek: FIRST_SECONDS }, ...commands]);
}

function askPause(state: EmbedState, nowMs: number): Step {
  if (!state.wantsPlay) return step(state);
  const told: Told[] = state.playTold ? ['pause'] : ['play', 'pause'];
  const asked = { ...stopped(state, nowMs), pauseAskedAtMs: nowMs };
  return withPicture(step(asked, told, state.ready ? ['pause'] : []));
}

function askSeek(state: EmbedState, to: number, nowMs: number): Step {
  const seek = { from: positionOf(state, nowMs), to, sinceMs: nowMs };
  const sought = { ...state, seek, seconds: to, atMs: nowMs, hop: null, hopped: false, ended: false };
  // What it strayed to is no place to seek in.
  const recalled = state.strayed ? { strayed: false, recalledAtMs: nowMs } : {};
  if (!state.ready) return step(sought, ['seeking']);
  const commands: EmbedCommand[] = state.strayed ? ['reload'] : [];
  return step({ ...sought, ...recalled }, ['seeking'], [...commands, { seek: Math.max(to, FIRST_SECONDS) }]);
}

function begins(state: EmbedState, nowMs: number): Step {
  // Its own timeline was clicked: what had looked like a pause was none.
  if (state.pausedAtMs !== null) return step({ ...state, pausedAtMs: null, askedAtMs: nowMs });
  if (state.wantsPlay && state.playTold) return step(state);
  const { askedAtMs } = state;
  return step({ ...state, wantsPlay: true, playTold: true, ended: false, askedAtMs: askedAtMs ?? nowMs }, ['play']);
}

function plays(state: EmbedState, nowMs: number): Step {
  const { state: begun, tell } = begins(state, nowMs);
  const playing = {
    ...begun,
    askedAtMs: null,
    moving: true,
    hasPlayed: true,
    waiting: false,
    offline: false,
    // Said twice, it is no news.
    atMs: state.moving ? state.atMs : nowMs,
  };
  return withPicture(knows(step(playing, [...tell, 'playing'])));
}

/** It is there: only now does it count as ready. */
const knows = ({ state, tell, commands }: Step): Step =>
  state.known ? { state, tell, commands } : step({ ...state, known: true }, ['loadedmetadata', ...tell], commands);

function pauses(state: EmbedState, nowMs: number): Step {
  // The echo of our own; or one that was on its way when we asked to play.
  if (!state.wantsPlay || state.askedAtMs !== null) return step(state);
  const seconds = positionOf(state, nowMs);
  if (!state.isLive && !state.seek && seconds >= state.duration - END_SECONDS) return ends(state);
  return step({ ...state, seconds, atMs: nowMs, moving: false, waiting: false, pausedAtMs: nowMs });
}

function ends(state: EmbedState): Step {
  if (state.ended) return step(state);
  const seconds = state.duration < Infinity ? state.duration : state.seconds;
  const over = { ...stopped(state, state.atMs), seconds, ended: true, seek: null, hop: null, hopped: false };
  // An embed that has come to its end goes on to another video by itself.
  const tell: Told[] = state.seek ? ['seeked', 'timeupdate'] : ['timeupdate'];
  return step(over, state.wantsPlay ? [...tell, 'pause', 'ended'] : [...tell, 'ended'], ['pause']);
}

function seeks(state: EmbedState, position: number, nowMs: number): Step {
  const { seek } = state;
  if (seek && Math.abs(position - seek.to) < NEAR_SECONDS) {
    return state.moving ? step(state) : arrives({ ...state, landed: seek }, nowMs);
  }
  // On load it tells of seeks that nobody made.
  return state.hasPlayed && !seek ? step({ ...state, hop: { to: position, sinceMs: nowMs } }) : step(state);
}

/** For the moment it is where it was sent; the next reading says where that is. */
const arrives = (state: EmbedState, nowMs: number): Step =>
  step({ ...state, seek: null, atMs: nowMs, reading: NaN }, ['timeupdate', 'seeked']);

/** Whether a reading is of a time before a seek: nearer to where it would be without. */
function isStale(seek: NonNullable<EmbedState['seek']>, state: EmbedState, seconds: number, nowMs: number): boolean {
  const elapsed = state.moving ? (nowMs - seek.sinceMs) / 1000 : 0;
  return Math.abs(seconds - seek.from - elapsed) < Math.abs(seconds - seek.to);
}

function refuses(state: EmbedState, nowMs: number): Step {
  return state.wantsPlay ? withPicture(step(stopped(state, nowMs), ['blocked'])) : step(state);
}

function reads(before: EmbedState, input: EmbedInput & { type: 'read' }, nowMs: number): Step {
  const { seconds } = input;
  const isKnown = !before.isLive && !input.strayed && input.duration > 0;
  const isOther = isKnown && !(Math.abs(input.duration - before.duration) <= SAME_DURATION_SECONDS);
  const state = { ...before, reading: seconds, ...(isOther && { duration: input.duration }) };
  const tell: Told[] = isOther ? ['durationchange'] : [];
  const then = (next: Step): Step => step(next.state, [...tell, ...next.tell], next.commands);

  if (state.recalledAtMs !== null) {
    const isComing = input.strayed && nowMs - state.recalledAtMs < SEEK_TIMEOUT_MS;
    if (isComing) return passes({ ...before, reading: seconds }, nowMs);
    return reads({ ...before, recalledAtMs: null }, input, nowMs);
  }
  if (input.strayed && state.hasPlayed && !state.ended) return then(ends({ ...state, strayed: true }));
  if (state.ended) return then(step(state));
  if (state.seek) {
    const isThere = isNear(seconds, state.seek.to, NEAR_SECONDS) && !isStale(state.seek, state, seconds, nowMs);
    return then(isThere ? arrives(state, nowMs) : passes(state, nowMs));
  }
  if (state.landed) {
    const isOld = nowMs - state.landed.sinceMs < HOP_TIMEOUT_MS && isStale(state.landed, state, seconds, nowMs);
    if (isOld) return then(passes({ ...state, reading: before.reading }, nowMs));
    return reads({ ...before, landed: null }, input, nowMs);
  }
  if (state.hop && isNear(seconds, state.hop.to, NEAR_SECONDS) && !isOnItsWay(state, seconds, HOP_SECONDS, nowMs)) {
    return then(step({ ...state, hop: null, hopped: true, seconds, atMs: nowMs }, ['seeking', 'seeked']));
  }
  // Until it has played, it is where it was told to begin, whatever it says.
  if (seconds === before.reading || !state.hasPlayed) return then(passes(state, nowMs));
  const jumped = !isOnItsWay(state, seconds, JUMP_SECONDS, nowMs);
  // Whether somebody made it jump, is to be seen.
  if (jumped && state.hop) return then(passes(state, nowMs));
  const advances = state.advances || (state.moving && !Number.isNaN(before.reading));
  const next = passes({ ...state, seconds, atMs: nowMs, waiting: false, advances, hopped: false }, nowMs);
  const told: Told[] = state.waiting ? ['playing'] : [];
  if (jumped && !state.isLive) told.push('seeking', 'seeked');
  return then(step(next.state, [...told, ...next.tell], next.commands));
}

/** Whether a position is one that it comes to by playing, or by standing still for a while. */
function isOnItsWay(
  { seconds: from, atMs, moving }: EmbedState,
  seconds: number,
  slack: number,
  nowMs: number,
): boolean {
  const passed = moving ? (nowMs - atMs) / 1000 : 0;
  return seconds > from - slack && seconds < from + passed + slack;
}

const isNear = (one: number, other: number, withinSeconds: number): boolean => Math.abs(one - other) < withinSeconds;

/** What time alone decides. */
function passes(state: EmbedState, nowMs: number): Step {
  const isOver = (sinceMs: number | null, limitMs: number): boolean => sinceMs !== null && nowMs - sinceMs >= limitMs;
  if (!state.ready) {
    return isOver(state.madeAtMs, READY_TIMEOUT_MS) ? fails(state, 'silent', nowMs) : step(state);
  }
  if (!state.known) {
    const isThere = isOver(state.readyAtMs, SETTLE_MS);
    return !isThere ? step(state) : state.wantsPlay ? knows(step(state)) : withPicture(knows(step(state)));
  }
  if (isOver(state.askedAtMs, PLAYING_TIMEOUT_MS)) return refuses(state, nowMs);
  if (isOver(state.pausedAtMs, PAUSE_HOLD_MS)) return step(stopped(state, nowMs), ['pause']);
  if (state.seek && isOver(state.seek.sinceMs, SEEK_TIMEOUT_MS)) return arrives(state, nowMs);
  if (state.hop && isOver(state.hop.sinceMs, HOP_TIMEOUT_MS)) return step({ ...state, hop: null });
  // An advertisement, or want of media: it does not say.
  const runs = state.moving && state.advances && !state.seek && !state.waiting;
  const stands = runs && isOver(state.atMs, MAX_EXTRAPOLATION_SECONDS * 1000);
  return stands ? step({ ...state, waiting: true }, ['waiting']) : step(state);
}
