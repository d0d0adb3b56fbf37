import type { User } from 'ts-twitch-api';
import type { IssuedTokens } from '../issued-tokens.ts';
import { roomTags, type RoomState } from '../room.ts';
import type { World } from '../world.ts';
import { IrcServer, sender, sendNotice } from './irc-server.ts';
import { HOST, type IrcSession } from './irc-session.ts';
import { messageTags, placeTags, stateTags } from './irc-tags.ts';
import type { IrcTags } from './irc-text.ts';
import { PostRules, type PostRefusal } from './post-rules.ts';

/** A message that a client sent, through a socket or through the API. */
export interface SentMessage {
  id: string;
  /** The login of the channel. */
  channel: string;
  user: User;
  text: string;
}

/** What a USERNOTICE says. */
export interface UserNoticeOptions {
  /** The login of who did it. */
  user: string;
  /** What Twitch's own page shows. */
  systemMessage?: string;
  /** What the user wrote with it. */
  text?: string;
  /** Such as `msg-param-cumulative-months`. */
  tags?: IrcTags;
}

/** How long somebody is banned, and why. */
export interface BanOptions {
  /** How long a time-out lasts; a ban for good where it is absent. */
  seconds?: number;
  reason?: string;
  /** Default: the channel's own user. */
  moderatorId?: string;
}

/** Twitch's chat servers. Channels and users are named by login; who is unknown is added. */
export class ChatMock extends IrcServer {
  /** What clients wrote and was not refused, in order. */
  readonly sent: SentMessage[] = [];
  readonly #rules: PostRules;
  #ids = 0;

  constructor(world: World, tokens: IssuedTokens) {
    super(world, tokens);
    this.#rules = new PostRules(world);
  }

  /** Who is in a channel: the signed-in users that are connected, and those of `room(id).chatters`. */
  chatters(channel: string): User[] {
    const room = this.world.room(this.world.user({ login: channel }).id);
    const connected = this.sessionsIn(channel).flatMap(({ user }) => user?.id ?? []);
    return [...new Set([...room.chatters, ...connected])].map((id) => this.world.user({ id }));
  }

  /** Somebody writes; `\x01ACTION waves\x01` is what `/me waves` sends. @returns the message's id */
  say(channel: string, user: string, text: string, tags: IrcTags = {}): string {
    return this.#publish(channel, this.world.user({ login: user }), text, tags, null);
  }

  /** A message of a client, if the channel's rules allow it. @returns its id, or why not */
  post(channel: string, user: User, text: string, tags: IrcTags = {}): string | PostRefusal {
    return this.#post(channel, user, text, tags, null);
  }

  /** A USERNOTICE: `sub`, `raid`, `announcement` and so on. @returns its id */
  userNotice(channel: string, msgId: string, { user, systemMessage = '', text, tags }: UserNoticeOptions): string {
    const author = this.world.user({ login: user });
    const id = this.#newId();
    const all = {
      ...this.#message(channel, author, id, text),
      login: author.login,
      'msg-id': msgId,
      'system-msg': systemMessage,
      ...tags,
    };
    this.#command(channel, `:${HOST} USERNOTICE #${channel}${text === undefined ? '' : ` :${text}`}`, all);
    return id;
  }

  /** The whole chat is cleared. */
  clear(channel: string): void {
    this.#command(channel, `:${HOST} CLEARCHAT #${channel}`, this.#place(channel));
  }

  /** A ban, or a time-out where there are seconds: the messages go, and the user may not write. */
  ban(channel: string, user: string, { seconds, reason = '', moderatorId }: BanOptions = {}): void {
    const { id } = this.world.user({ login: user });
    const channelId = this.world.user({ login: channel }).id;
    const untilMs = seconds === undefined ? Infinity : this.world.clock.now() + seconds * 1000;
    const createdAt = this.world.timestamp();
    this.world.room(channelId).bans.set(id, { untilMs, reason, createdAt, moderatorId: moderatorId ?? channelId });
    this.#command(channel, `:${HOST} CLEARCHAT #${channel} :${user}`, {
      ...(seconds !== undefined && { 'ban-duration': String(seconds) }),
      ...this.#place(channel),
      'target-user-id': id,
    });
  }

  /** One message is taken away. */
  deleteMessage(channel: string, messageId: string, { user, text }: { user: string; text: string }): void {
    const tags = { login: user, 'target-msg-id': messageId, ...this.#place(channel) };
    this.#command(channel, `:${HOST} CLEARMSG #${channel} :${text}`, tags);
  }

  /** The room's settings change; clients learn only what changed. */
  setRoom(channel: string, changes: Partial<RoomState>): void {
    const { id } = this.world.user({ login: channel });
    Object.assign(this.world.room(id).state, changes);
    this.#command(channel, `:${HOST} ROOMSTATE #${channel}`, { ...roomTags(changes), 'room-id': id });
  }

  /** A NOTICE to all in a channel. */
  notice(channel: string, msgId: string, text: string): void {
    for (const session of this.sessionsIn(channel)) sendNotice(session, channel, { code: msgId, message: text });
  }

  /** RECONNECT: the servers will go down soon. */
  demandReconnect(): void {
    for (const session of this.sessions) session.sendCommand(`:${HOST} RECONNECT`);
  }

  /** Anything at all, to everyone: garbage, half a line, several lines in one frame. */
  sendRaw(text: string): void {
    for (const session of this.sessions) session.sendRaw(text);
  }

  /** Ends all connections; 1006 breaks them. */
  disconnect(code = 1006, reason = ''): void {
    for (const session of this.sessions) session.close(code, reason);
  }

  protected override receive(session: IrcSession, channel: string, text: string, tags: IrcTags): void {
    const { user } = session;
    if (!user || text === '') return;
    const message = "You don't have permission to perform that action.";
    if (!session.mayWrite) return sendNotice(session, channel, { code: 'no_permission', message });
    const nonce = tags['client-nonce'];
    const posted = this.#post(channel, user, text, nonce === undefined ? {} : { 'client-nonce': nonce }, session);
    if (typeof posted !== 'string') return sendNotice(session, channel, posted);
    const state = stateTags(this.world, this.world.user({ login: channel }).id, user);
    session.sendCommand(`:${HOST} USERSTATE #${channel}`, {
      ...state,
      id: posted,
      ...(nonce !== undefined && { 'client-nonce': nonce }),
    });
  }

  #post(channel: string, user: User, text: string, tags: IrcTags, from: IrcSession | null): string | PostRefusal {
    const refusal = this.#rules.refusal(this.world.user({ login: channel }).id, user.id, text);
    if (refusal) return refusal;
    const id = this.#publish(channel, user, text, tags, from);
    this.sent.push({ id, channel, user, text });
    return id;
  }

  #publish(channel: string, author: User, text: string, tags: IrcTags, from: IrcSession | null): string {
    const id = tags['id'] ?? this.#newId();
    const all = { ...this.#message(channel, author, id, text), ...tags };
    for (const session of this.sessionsIn(channel)) {
      if (session !== from) session.send(`${sender(author.login)} PRIVMSG #${channel} :${text}`, all);
    }
    return id;
  }

  #command(channel: string, line: string, tags: IrcTags): void {
    for (const session of this.sessionsIn(channel)) session.sendCommand(line, tags);
  }

  #message(channel: string, author: User, id: string, text = ''): Record<string, string> {
    return messageTags(this.world, { channelId: this.world.user({ login: channel }).id, author, id, text });
  }

  #place(channel: string): Record<string, string> {
    return placeTags(this.world, this.world.user({ login: channel }).id);
  }

  /** A UUID that counts. */
  #newId(): string {
    return `00000000-0000-4000-8000-${String(++this.#ids).padStart(12, '0')}`;
  }
}
