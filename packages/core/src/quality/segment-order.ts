/** A request that waits, or is on its way, as the order of requests sees it. */
export interface OrderedRequest {
  readonly focused: boolean;
  /** Seconds of media that its player has ahead. */
  readonly bufferSeconds: number;
  /** It brings a sharper picture to the focused tile, in place of what is buffered. */
  readonly lift: boolean;
}

/** With more at once each takes longer, and a click on another tile waits for all of them. */
const SLOTS = 3;
/** Who is about to stall may come beside them; HTTP/1.1 allows six connections to a host, of which one is for playlists. */
const SLOTS_IN_NEED = 5;
const NEED_SECONDS = 1.2;
/** A tile with more than this ahead can wait for the end of a lift. */
const PATIENT_SECONDS = 1.5;

/**
 * Which of the waiting requests may go now: the focused tile's first, then those with the least ahead. Three may be on their
 * way, and two more of the focused tile or of those with less than 1.2 s ahead. While a lift waits or is on its way, others go only if they have less than 1.5 s.
 *
 * @param inFlight those on their way that make progress
 */
export function nextRequests<Request extends OrderedRequest>(
  waiting: readonly Request[],
  inFlight: readonly OrderedRequest[],
): Request[] {
  const isLifting = [...waiting, ...inFlight].some(({ lift }) => lift);
  const ordered = waiting
    .filter(({ focused, bufferSeconds }) => !isLifting || focused || bufferSeconds < PATIENT_SECONDS)
    .toSorted((a, b) => Number(b.focused) - Number(a.focused) || a.bufferSeconds - b.bufferSeconds);
  const next: Request[] = [];
  for (const request of ordered) {
    const isInNeed = request.focused || request.bufferSeconds < NEED_SECONDS;
    if (inFlight.length + next.length < (isInNeed ? SLOTS_IN_NEED : SLOTS)) next.push(request);
  }
  return next;
}
