import type { Clock } from '@t333/core/time';
import type {
  ChannelInformation,
  ChannelStreamScheduleSegment,
  ChatBadge,
  Clip,
  Game,
  Poll,
  Prediction,
  Stream,
  User,
  Video,
} from 'ts-twitch-api';
import { Room } from './room.ts';
import type { Follow, MockEmote, NewClip, NewStream, NewUser, NewVideo } from './rows.ts';

/** The users, streams and so on that the mock knows. What is put in comes out of the API as it is. */
export class World {
  /** Whose time everything in the mock follows. */
  readonly clock: Clock;
  /** By id. */
  readonly users = new Map<string, User>();
  /** By the user's id: one stream a channel. */
  readonly streams = new Map<string, Stream>();
  /** By the user's id; `channel()` makes what is missing. */
  readonly channels = new Map<string, ChannelInformation>();
  /** By id. */
  readonly videos = new Map<string, Video>();
  /** By id. */
  readonly clips = new Map<string, Clip>();
  /** By id; the most watched first. */
  readonly games = new Map<string, Game>();
  /** The oldest first. */
  readonly follows: Follow[] = [];
  /** Who moderates a channel, by the channel's id. */
  readonly moderators = new Map<string, Set<string>>();
  /** By the channel's id, the newest first. */
  readonly polls = new Map<string, Poll[]>();
  /** By the channel's id, the newest first. */
  readonly predictions = new Map<string, Prediction[]>();
  /** By the channel's id, the earliest first. */
  readonly schedules = new Map<string, ChannelStreamScheduleSegment[]>();
  /** By the channel's id, or `global`. */
  readonly badges = new Map<string, ChatBadge[]>();
  /** By id. */
  readonly emotes = new Map<string, MockEmote>();
  /** By the channel's id. */
  readonly rooms = new Map<string, Room>();
  #nextId = 1000;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** An id that nothing else has. */
  newId(): string {
    do this.#nextId++;
    while (this.users.has(String(this.#nextId)));
    return String(this.#nextId);
  }

  /** The time as Twitch writes it: RFC 3339 to the second. */
  timestamp(): string {
    return `${new Date(this.clock.wallTime()).toISOString().slice(0, 19)}Z`;
  }

  /**
   * A user; without a login one is made of the id. Who has that login already is changed.
   *
   * @throws Error if somebody with another id has that login
   */
  addUser(user: NewUser): User {
    const known = user.login === undefined ? undefined : this.findUser({ login: user.login });
    if (known && user.id !== undefined && user.id !== known.id)
      throw new Error(`The login ${known.login} is that of the user ${known.id} already`);
    if (known) return Object.assign(known, user, { login: known.login });
    const { id = this.newId(), login = `user${id}` } = user;
    const full: User = {
      display_name: login,
      type: '',
      broadcaster_type: '',
      description: '',
      profile_image_url: `https://static-cdn.jtvnw.net/jtv_user_pictures/${login}-profile_image-300x300.png`,
      offline_image_url: '',
      view_count: 0,
      created_at: this.timestamp(),
      ...user,
      id,
      login: login.toLowerCase(),
    };
    this.users.set(id, full);
    return full;
  }

  /** By id, or by login in any case. */
  findUser({ id, login }: { id?: string | undefined; login?: string | undefined }): User | undefined {
    if (id !== undefined) return this.users.get(id);
    const lower = login?.toLowerCase();
    for (const user of this.users.values()) if (user.login === lower) return user;
    return undefined;
  }

  /** The user, added if unknown. */
  user({ id, login }: { id?: string | undefined; login?: string | undefined }): User {
    const found = this.findUser({ id, login });
    return found ?? this.addUser({ ...(id !== undefined && { id }), ...(login !== undefined && { login }) });
  }

  /** The channel goes live, or changes what its stream says. */
  addStream(stream: NewStream): Stream {
    const user = this.user({ id: stream.user_id, login: stream.user_login });
    const { game_id, game_name, title, broadcaster_language, tags } = this.channel(user.id);
    const full: Stream = {
      id: this.newId(),
      user_name: user.display_name,
      game_id,
      game_name,
      type: 'live',
      title,
      tags,
      viewer_count: 0,
      started_at: this.timestamp(),
      language: broadcaster_language,
      thumbnail_url: `https://static-cdn.jtvnw.net/previews-ttv/live_user_${user.login}-{width}x{height}.jpg`,
      tag_ids: [],
      is_mature: false,
      ...stream,
      user_id: user.id,
      user_login: user.login,
    };
    this.streams.set(user.id, full);
    return full;
  }

  /** The channel goes off. */
  endStream({ id, login }: { id?: string; login?: string }): void {
    const user = this.findUser({ id, login });
    if (user) this.streams.delete(user.id);
  }

  /** What a channel says of itself, made on first sight. It may be changed in place. */
  channel(id: string): ChannelInformation {
    let channel = this.channels.get(id);
    if (!channel) {
      const { login, display_name } = this.user({ id });
      channel = {
        broadcaster_id: id,
        broadcaster_login: login,
        broadcaster_name: display_name,
        broadcaster_language: 'en',
        game_id: '',
        game_name: '',
        title: '',
        delay: 0,
        tags: [],
        content_classification_labels: [],
        is_branded_content: false,
      };
      this.channels.set(id, channel);
    }
    return channel;
  }

  /** A recording of a channel. */
  addVideo(video: NewVideo): Video {
    const user = this.user({ id: video.user_id, login: video.user_login });
    const id = video.id ?? this.newId();
    const full: Video = {
      stream_id: null as never,
      user_name: user.display_name,
      title: '',
      description: '',
      created_at: this.timestamp(),
      published_at: this.timestamp(),
      url: `https://www.twitch.tv/videos/${id}`,
      thumbnail_url: '',
      viewable: 'public',
      view_count: 0,
      language: 'en',
      type: 'archive',
      duration: '1h0m0s',
      muted_segments: null as never,
      ...video,
      id,
      user_id: user.id,
      user_login: user.login,
    };
    this.videos.set(id, full);
    return full;
  }

  /** A clip of a channel. */
  addClip(clip: NewClip): Clip {
    const broadcaster = this.user({ id: clip.broadcaster_id });
    const id = clip.id ?? `Clip${this.newId()}`;
    const full: Clip = {
      id,
      url: `https://clips.twitch.tv/${id}`,
      embed_url: `https://clips.twitch.tv/embed?clip=${id}`,
      broadcaster_name: broadcaster.display_name,
      creator_id: broadcaster.id,
      creator_name: broadcaster.display_name,
      video_id: '',
      game_id: '',
      language: 'en',
      title: '',
      view_count: 0,
      created_at: this.timestamp(),
      thumbnail_url: '',
      duration: 30,
      vod_offset: null as never,
      is_featured: false,
      ...clip,
    };
    this.clips.set(id, full);
    return full;
  }

  /** A category that streams may be in. */
  addGame(game: Partial<Game> & { name: string }): Game {
    const id = game.id ?? this.newId();
    const full: Game = {
      id,
      box_art_url: `https://static-cdn.jtvnw.net/ttv-boxart/${id}-{width}x{height}.jpg`,
      igdb_id: '',
      ...game,
    };
    this.games.set(id, full);
    return full;
  }

  /** An emote of a channel, or of everybody where no owner is named. */
  addEmote({
    name,
    ownerId = null,
    id = this.newId(),
    setId = ownerId ?? '0',
  }: Partial<MockEmote> & { name: string }): MockEmote {
    const emote = { id, name, setId, ownerId };
    this.emotes.set(id, emote);
    return emote;
  }

  /** The emote of this name, as it is written in messages. */
  findEmote(name: string): MockEmote | undefined {
    for (const emote of this.emotes.values()) if (emote.name === name) return emote;
    return undefined;
  }

  /** Both by id or login. */
  follow(follower: { id?: string; login?: string }, broadcaster: { id?: string; login?: string }): Follow {
    const follow = {
      userId: this.user(follower).id,
      broadcasterId: this.user(broadcaster).id,
      followedAt: this.timestamp(),
    };
    this.follows.push(follow);
    return follow;
  }

  /** The ids of who moderates a channel, to be changed in place. */
  moderatorsOf(channelId: string): Set<string> {
    let moderators = this.moderators.get(channelId);
    if (!moderators) this.moderators.set(channelId, (moderators = new Set()));
    return moderators;
  }

  /** Both by id. */
  addModerator(channelId: string, userId: string): void {
    this.moderatorsOf(channelId).add(userId);
  }

  /** The chat of a channel, made on first sight. */
  room(channelId: string): Room {
    let room = this.rooms.get(channelId);
    if (!room) this.rooms.set(channelId, (room = new Room()));
    return room;
  }

  /** Whether the user is the broadcaster, or one of the moderators. */
  mayModerate(channelId: string, userId: string | null): boolean {
    return userId !== null && (channelId === userId || this.moderatorsOf(channelId).has(userId));
  }
}
