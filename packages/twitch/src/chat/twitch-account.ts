import type { ChatEvent, ChatIdentity, ChatReceipt, ChatUser, SendOptions } from '@t333/core/chat';
import { T333Error } from '@t333/core/errors';
import type { AccessToken, TokenSource } from '../auth/token-source.ts';
import type { ChatAccount, SpeakingRoom, Speaker } from './chat-account.ts';
import type { IrcConnection } from './irc-connection.ts';
import { makeUser, readEcho, readEvent, readMessage } from './irc-events.ts';
import type { IrcMessage } from './irc-message.ts';
import { readIdentity } from './room-state.ts';
import { readRefusal } from './refusals.ts';
import { SentMessages } from './sent-messages.ts';

export interface TwitchAccountOptions {
  /** Its tokens need the scopes `chat:read` and `chat:edit`. */
  auth: TokenSource;
  /** The login of the account. */
  login: string;
  /** Its id. Default: whom `auth` speaks for by itself. */
  userId?: string;
}

/** An account for `TwitchChat`, that can write. It is a part of its own, so that those who only read do without. */
export function twitchAccount({ auth, login, userId }: TwitchAccountOptions): ChatAccount {
  const nick = login.toLowerCase();
  let token: AccessToken | null = null;
  return {
    nick,
    async getToken(signal) {
      token = await auth.getToken(userId, { signal }).catch(rethrow);
      return token.value;
    },
    async renew(signal) {
      token = await (token ? auth.renew(token, { signal }) : auth.getToken(userId, { signal })).catch(rethrow);
      return token.value;
    },
    speak: (room) => new SignedIn(room, makeUser(userId ?? '', nick, login)),
  };
}

/** Sources of tokens are others' work: what is no error of ours may pass. */
function rethrow(error: unknown): never {
  throw error instanceof T333Error ? error : new T333Error('network', String(error), { cause: error, retryable: true });
}

class SignedIn implements Speaker {
  readonly #room: SpeakingRoom;
  readonly #sent: SentMessages;
  #self: ChatUser;
  /** No two messages may have one nonce, whatever chance gives. */
  #nonces = 0;

  constructor(room: SpeakingRoom, self: ChatUser) {
    this.#room = room;
    this.#self = self;
    this.#sent = new SentMessages(room.clock);
  }

  async send(channel: string, text: string, { signal, nonce, replyTo }: SendOptions): Promise<ChatReceipt> {
    const { connections, random } = this.#room;
    const state = this.#room.getChannel(channel);
    if (!state) throw new T333Error('invalid-argument', `#${channel} is not joined.`);
    const role = state.identity?.role;
    return this.#sent.send({
      channel,
      text,
      nonce: nonce ?? `${Math.floor(random() * Number.MAX_SAFE_INTEGER).toString(36)}-${++this.#nonces}`,
      replyTo,
      signal,
      isModerator: role === 'moderator' || role === 'broadcaster',
      connection: () => connections.findLast(({ joined }) => joined.has(channel)),
    });
  }

  read(irc: IrcMessage, channel: string, events: ChatEvent[], afterwards: (() => void)[]): boolean {
    switch (irc.command) {
      case 'GLOBALUSERSTATE': {
        const { id, handle } = this.#self;
        this.#self = makeUser(irc.tag('user-id') || id, handle, irc.tag('display-name'), irc.tag('color'));
        return true;
      }
      case 'USERSTATE':
        this.#readState(irc, channel, events, afterwards);
        return true;
      case 'PRIVMSG': {
        // Our own, told to another of our connections.
        const nonce = irc.tag('client-nonce');
        if (!nonce || irc.tag('user-id') !== this.#self.id || !this.#room.getChannel(channel)) return false;
        const message = Object.freeze({ ...readMessage(irc, this.#room.context(channel)), nonce });
        events.push({ type: 'message', channel, atMs: message.atMs, message });
        return true;
      }
      case 'NOTICE': {
        const refusal = readRefusal(irc.tag('msg-id') ?? '', irc.params[1] ?? '');
        const pending = refusal && this.#sent.find(channel);
        if (!pending) return false;
        afterwards.push(() => pending.answer(refusal));
        if (refusal.retryAfterMs) {
          const untilMs = this.#room.context(channel).nowMs + refusal.retryAfterMs;
          const isTimeout = refusal.reason === 'timed-out';
          this.#silence(channel, isTimeout ? { timeoutUntilMs: untilMs } : { cooldownUntilMs: untilMs }, events);
        }
        return false;
      }
      case 'CLEARCHAT': {
        const event = readEvent(irc, this.#room.context(channel));
        if (event?.type === 'moderated' && event.untilMs && event.userId === this.#self.id)
          this.#silence(channel, { timeoutUntilMs: event.untilMs }, events);
        return false;
      }
      default:
        return false;
    }
  }

  lose(connection: IrcConnection): void {
    this.#sent.lose(connection);
  }

  fail(error: T333Error, channel?: string): void {
    this.#sent.fail(error, channel);
  }

  #readState(irc: IrcMessage, channel: string, events: ChatEvent[], afterwards: (() => void)[]): void {
    const state = this.#room.getChannel(channel);
    if (!state) return;
    const id = irc.tag('id');
    const { timeoutUntilMs, cooldownUntilMs } = state.identity ?? {};
    // With an id it is the answer to a message: whose message is taken is silenced no more.
    const silence = !id && {
      ...(timeoutUntilMs && { timeoutUntilMs }),
      ...(cooldownUntilMs && { cooldownUntilMs }),
    };
    const identity = Object.freeze({ ...readIdentity(irc, this.#self), ...silence });
    this.#identify(channel, identity, events);
    const pending = id && this.#sent.find(channel, irc.tag('client-nonce'));
    if (!pending) return;
    const message = readEcho(id, channel, pending, identity, this.#room.context(channel));
    events.push({ type: 'message', channel, atMs: message.atMs, message });
    afterwards.push(() => pending.answer(Object.freeze({ id, nonce: pending.nonce })));
  }

  #silence(channel: string, until: Partial<ChatIdentity>, events: ChatEvent[]): void {
    const identity = this.#room.getChannel(channel)?.identity;
    if (identity) this.#identify(channel, Object.freeze({ ...identity, ...until }), events);
  }

  #identify(channel: string, identity: ChatIdentity, events: ChatEvent[]): void {
    if (JSON.stringify(identity) === JSON.stringify(this.#room.getChannel(channel)?.identity)) return;
    this.#room.setChannel(channel, { identity });
    events.push({ type: 'identity', channel, identity });
  }
}
