import type { ChatEvent, ChatReceipt, ChatUser, SendOptions } from '@t333/core/chat';
import { T333Error } from '@t333/core/errors';
import type { AccessToken, TokenSource } from '../auth/token-source.ts';
import type { ChatAccount, SpeakingRoom, Speaker } from './chat-account.ts';
import type { IrcConnection } from './irc-connection.ts';
import { makeUser, readEcho, readMessage } from './irc-events.ts';
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
      token = await auth.getToken(userId, { signal });
      return token.value;
    },
    async renew(signal) {
      token = token ? await auth.renew(token, { signal }) : await auth.getToken(userId, { signal });
      return token.value;
    },
    speak: (room) => new SignedIn(room, makeUser(userId ?? '', nick, login)),
  };
}

class SignedIn implements Speaker {
  readonly #room: SpeakingRoom;
  readonly #sent: SentMessages;
  #self: ChatUser;

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
      nonce: nonce ?? Math.floor(random() * Number.MAX_SAFE_INTEGER).toString(36),
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
        if (pending) afterwards.push(() => pending.settle(refusal));
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
    const identity = readIdentity(irc, this.#self);
    if (JSON.stringify(identity) !== JSON.stringify(state.identity)) {
      this.#room.setChannel(channel, { identity });
      events.push({ type: 'identity', channel, identity });
    }
    const id = irc.tag('id');
    const pending = id && this.#sent.find(channel, irc.tag('client-nonce'));
    if (!pending) return;
    const message = readEcho(id, channel, pending, identity, this.#room.context(channel));
    events.push({ type: 'message', channel, atMs: message.atMs, message });
    afterwards.push(() => pending.settle(Object.freeze({ id, nonce: pending.nonce })));
  }
}
