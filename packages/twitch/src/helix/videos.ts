import type { CallOptions, HelixItem, HelixQuery, HelixReads, HelixResponse } from './call.ts';
import type { HelixPages } from './pages.ts';

/** What may be asked of the videos of one user, in Twitch's words. */
export type VideoFilter = Pick<HelixQuery<'GET', '/videos'>, 'type' | 'sort' | 'period' | 'language'>;

/** Recordings. */
export const videos = {
  /** The videos of a user, the latest first unless `sort` says otherwise. */
  byUser(
    helix: HelixReads,
    userId: string,
    { type, sort, period, language, ...call }: CallOptions & VideoFilter = {},
  ): HelixPages<HelixItem<'/videos'>, HelixResponse<'GET', '/videos'>> {
    return helix.paginate('/videos', { ...call, query: { user_id: userId, type, sort, period, language } });
  },
} as const;
