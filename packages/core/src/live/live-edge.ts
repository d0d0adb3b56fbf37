/**
 * What was seen of a live edge. It moves in steps, one for each segment or part, that come sooner or later; the *live edge* here is the line
 * along which the earliest of them move.
 */
export interface EdgeTrack {
  /** The last position that could be had, in seconds. */
  readonly end: number;
  /** When that was first seen. */
  readonly atMs: number;
  /** How far ends were ahead of the clock, falling, oldest first: the first is the largest of the recent ones. */
  readonly leads: readonly { readonly seconds: number; readonly atMs: number }[];
  /** How far it moved each time, in seconds, newest last. */
  readonly steps: readonly number[];
}

/** An early step counts for so long at least: clocks of encoders drift, and encoders lose time. */
const LEAD_MS = 10_000;
/** … and for so many steps. */
const LEAD_STEPS = 5;
const MOST_STEPS = 7;
/** Playlists do not shrink at their end: it is another timeline then. */
const BACK_SECONDS = 0.5;
/** An edge that does not move is assumed to go on for so long, in seconds and in steps. */
const STANDING_SECONDS = 1;
const STANDING_STEPS = 2;

/**
 * @param end of what is seekable, in seconds
 * @param unseen whether it may have moved more than once since: then it tells nothing of how far it moves at once
 */
export function followEdge(track: EdgeTrack | null, end: number, nowMs: number, unseen = false): EdgeTrack {
  if (track && end === track.end) return track;
  const lead = { seconds: end - nowMs / 1000, atMs: nowMs };
  if (!track || end < track.end - BACK_SECONDS) return { end, atMs: nowMs, leads: [lead], steps: [] };
  const steps = unseen ? track.steps : [...track.steps, end - track.end].slice(-MOST_STEPS);
  const oldestMs = nowMs - Math.max(LEAD_MS, LEAD_STEPS * stepOf({ steps }) * 1000);
  const leads = track.leads.filter(({ seconds, atMs }) => seconds > lead.seconds && atMs >= oldestMs);
  return { end, atMs: nowMs, leads: [...leads, lead], steps };
}

/**
 * How far the edge moves at once, in seconds: a segment, or a part; 0 while unknown. The lower quartile, since two steps may be
 * seen as one.
 */
export const stepOf = ({ steps }: Pick<EdgeTrack, 'steps'>): number =>
  steps.toSorted((a, b) => a - b)[steps.length >> 2] ?? 0;

const standingSeconds = (track: EdgeTrack): number =>
  Math.max(STANDING_SECONDS, STANDING_STEPS * Math.max(0, ...track.steps));

/** Where the live edge is now, in seconds: without the sawtooth of what can be had. */
export const edgeAt = (track: EdgeTrack, nowMs: number): number =>
  Math.max(track.end, Math.min(track.leads[0]!.seconds + nowMs / 1000, track.end + standingSeconds(track)));

/** Whether nothing new has come for so long that nobody knows where the edge is. */
export const isStanding = (track: EdgeTrack, nowMs: number): boolean =>
  (nowMs - track.atMs) / 1000 > standingSeconds(track) + stepOf(track);

/** Further behind than this, in seconds, a viewer is offered to go live; as media-chrome and our requirements have it … */
export const GO_LIVE_SECONDS = 5;
/** … and is back at no more than this. */
const BACK_AT_EDGE_SECONDS = 3;

/** Whether a viewer is at the live edge. @param behindSeconds behind where live playback would be */
export const atLiveEdge = (wasAtEdge: boolean, behindSeconds: number): boolean =>
  behindSeconds <= (wasAtEdge ? GO_LIVE_SECONDS : BACK_AT_EDGE_SECONDS);
