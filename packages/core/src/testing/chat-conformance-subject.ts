import type { ChatTransport } from '../chat/transport.ts';
import type { T333ErrorCode } from '../errors.ts';

/** The other end of a chat, as far as the suite moves it. What it does reaches the transport with the next `pass()`. */
export interface ChatConformanceServer {
  /** @returns the id of the message */
  say(channel: string, text: string): string;
  deleteMessage(channel: string, messageId: string): void;
  timeOut(channel: string, userId: string, seconds: number): void;
  clear(channel: string): void;
  setSlowMode(channel: string, milliseconds: number): void;
  /** Breaks the connection. The transport is free to come back. */
  drop(): void;
  /** How many connections are open. */
  readonly connections: number;
}

export interface ChatConformanceSubject {
  transport: ChatTransport;
  server: ChatConformanceServer;
  /** Lets time pass, on the transport's clock. */
  pass(milliseconds: number): Promise<void>;
  /** What is left running: timers, sockets. */
  leftovers(): number;
  cleanup?(): void | Promise<void>;
}

export interface ChatConformance {
  /** A new transport that has joined nothing; one that can write where it can be had. */
  create(): ChatConformanceSubject | Promise<ChatConformanceSubject>;
  /** Names as the transport tells them; the suite writes them in capitals, too. */
  channels: readonly [string, string];
  /** A channel that nobody gets into, and the code of the error that this gives. */
  refused: { channel: string; code: T333ErrorCode };
  /** Long enough for the transport to have come back from a break. */
  recoveryMs: number;
}
