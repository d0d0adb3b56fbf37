/** A ban, or a time-out, which is a ban with an end. */
export interface Ban {
  /** On the mock's clock (`clock.now()`); Infinity for good. */
  untilMs: number;
  createdAt: string;
  reason: string;
  moderatorId: string;
}

/** How a chat is set; 0, −1 or false is off. */
export interface RoomState {
  /** Seconds between two messages of one viewer; 0 is off. */
  slowSeconds: number;
  /** Minutes of following before one may write; −1 is off, 0 is any follower. */
  followersOnlyMinutes: number;
  subscribersOnly: boolean;
  emoteOnly: boolean;
  /** No message twice. */
  unique: boolean;
}

/** The chat of one channel. */
export class Room {
  readonly state: RoomState = {
    slowSeconds: 0,
    followersOnlyMinutes: -1,
    subscribersOnly: false,
    emoteOnly: false,
    unique: false,
  };
  /** By the user's id. */
  readonly bans = new Map<string, Ban>();
  /** Ids of users. */
  readonly subscribers = new Set<string>();
  /** Ids of users. */
  readonly vips = new Set<string>();
  /** The id of the channel that is about to be raided. */
  raidTarget: string | null = null;
  /** Ids of users who are there without a connection to the mock. */
  readonly chatters = new Set<string>();
}

const FLAGS: { [Key in keyof RoomState]: string } = {
  emoteOnly: 'emote-only',
  followersOnlyMinutes: 'followers-only',
  unique: 'r9k',
  slowSeconds: 'slow',
  subscribersOnly: 'subs-only',
};

/** As the tags of a ROOMSTATE spell it. */
export function roomTags(state: Partial<RoomState>): Record<string, string> {
  const entries = Object.entries(FLAGS).filter(([key]) => key in state);
  return Object.fromEntries(entries.map(([key, tag]) => [tag, String(Number(state[key as keyof RoomState]))]));
}
