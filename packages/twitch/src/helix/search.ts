import type { CallOptions, HelixItem, HelixReads, HelixResponse } from './call.ts';
import type { HelixPages } from './pages.ts';

/** Twitch's search. */
export const search = {
  /**
   * Channels by a part of their name or description, best match first. `liveOnly` leaves out those that are not live.
   */
  channels(
    helix: HelixReads,
    text: string,
    { liveOnly = false, ...call }: CallOptions & { liveOnly?: boolean } = {},
  ): HelixPages<HelixItem<'/search/channels'>, HelixResponse<'GET', '/search/channels'>> {
    return helix.paginate('/search/channels', { ...call, query: { query: text, live_only: liveOnly } });
  },
} as const;
