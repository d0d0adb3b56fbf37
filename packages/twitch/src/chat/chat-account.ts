import type { ChatChannelState, ChatEvent, ChatReceipt, SendOptions } from '@t333/core/chat';
import type { T333Error } from '@t333/core/errors';
import type { Clock } from '@t333/core/time';
import type { IrcConnection } from './irc-connection.ts';
import type { IrcContext } from './irc-events.ts';
import type { IrcMessage } from './irc-message.ts';

/** What an account needs of the chat that it speaks in. */
export interface SpeakingRoom {
  readonly clock: Clock;
  readonly random: () => number;
  getChannel(name: string): ChatChannelState | undefined;
  setChannel(name: string, patch: Partial<ChatChannelState>): void;
  /** Those that are signed in, oldest first. */
  readonly connections: readonly IrcConnection[];
  context(channel: string): IrcContext;
}

/** An account in one chat. */
export interface Speaker {
  send(channel: string, text: string, options: SendOptions): Promise<ChatReceipt>;
  /**
   * Looks at a line for what concerns the account.
   *
   * @param events what it means, in order
   * @param afterwards what to do once the events are told
   * @returns whether there is nothing more to it
   */
  read(irc: IrcMessage, channel: string, events: ChatEvent[], afterwards: (() => void)[]): boolean;
  /** Gives up what was sent over a connection, */
  lose(connection: IrcConnection): void;
  /** or what waits for a channel, or all. */
  fail(error: T333Error, channel?: string): void;
}

/** Who signs in. Made by `twitchAccount()`. */
export interface ChatAccount {
  readonly nick: string;
  /** @throws T333Error where there is no token */
  getToken(signal: AbortSignal): Promise<string>;
  /** The token was refused: another one. @throws T333Error `unauthorized`, `invalid-grant` and those of the network */
  renew(signal: AbortSignal): Promise<string>;
  speak(room: SpeakingRoom): Speaker;
}
