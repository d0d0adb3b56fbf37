import type { Clip, Stream, User, Video } from 'ts-twitch-api';

/** A follow, in the order in which they happened. */
export interface Follow {
  userId: string;
  broadcasterId: string;
  followedAt: string;
}

/** Some of a row, as the API spells its fields; the rest is filled in. Who is named and unknown is added. */
export type NewUser = Partial<User>;
/** As `NewUser`; it needs a channel. */
export type NewStream = Partial<Stream> & ({ user_login: string } | { user_id: string });
/** As `NewUser`; it needs a channel. */
export type NewVideo = Partial<Video> & ({ user_login: string } | { user_id: string });
/** As `NewUser`; it needs a channel. */
export type NewClip = Partial<Clip> & { broadcaster_id: string };

/** Something that stands for a picture in a message. */
export interface MockEmote {
  id: string;
  name: string;
  setId: string;
  /** The channel whose it is; null for everybody's. */
  ownerId: string | null;
}
