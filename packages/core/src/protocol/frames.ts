import type { RtErrorCode } from './error-codes.ts';
import type { RtEvent, RtMessage, RtSettings, RtUser } from './events.ts';
import type { RtLimits } from './limits.ts';

/** Where an event stands in its channel's log. */
export interface RtPosition {
  readonly epoch: string;
  readonly seq: number;
}

interface Request {
  /** Names the request; its answer bears the same. */
  readonly rid: string;
}

/** The first frame of a socket. Without a ticket, one is anonymous and reads only. */
export interface AuthFrame extends Request {
  readonly type: 'auth';
  readonly proto: number;
  readonly ticket?: string;
}

export interface JoinFrame extends Request {
  readonly type: 'join';
  readonly channelId: string;
  readonly since?: RtPosition;
  /** 0 to 200. Default 50. */
  readonly history?: number;
  readonly topics?: readonly string[];
}

export interface LeaveFrame extends Request {
  readonly type: 'leave';
  readonly channelId: string;
}

export interface HistoryFrame extends Request {
  readonly type: 'history';
  readonly channelId: string;
  readonly before?: number;
  readonly limit?: number;
}

export interface ChatFrame extends Request {
  readonly type: 'chat';
  readonly channelId: string;
  readonly nonce: string;
  readonly text: string;
  readonly replyTo?: string;
}

export const MOD_ACTIONS = [
  'delete',
  'timeout',
  'untimeout',
  'ban',
  'unban',
  'warn',
  'pin',
  'unpin',
  'highlight',
  'clear',
  'settings',
  'approve',
  'deny',
] as const;

export interface ModFrame extends Request {
  readonly type: 'mod';
  readonly channelId: string;
  readonly action: (typeof MOD_ACTIONS)[number];
  readonly messageId?: string;
  readonly userId?: string;
  readonly durationMs?: number;
  readonly reason?: string;
  readonly settings?: Partial<RtSettings>;
}

/** Watch together: what a room is to do. */
export interface TimelineRequestFrame extends Request {
  readonly type: 'timeline';
  readonly roomId: string;
  /** Seconds. */
  readonly position: number;
  readonly rate: number;
  readonly playing: boolean;
  readonly at: number;
  readonly rev: number;
}

export interface PingFrame extends Request {
  readonly type: 'ping';
}

export type ClientFrame =
  AuthFrame | JoinFrame | LeaveFrame | HistoryFrame | ChatFrame | ModFrame | TimelineRequestFrame | PingFrame;

/** Without its `rid`, which the connection adds. */
export type ClientRequest = ClientFrame extends infer Frame
  ? Frame extends Request
    ? Omit<Frame, 'rid'>
    : never
  : never;

export interface ReadyFrame extends Request {
  readonly type: 'ready';
  /** Null: anonymous. */
  readonly user: RtUser | null;
  readonly serverAt: number;
  readonly heartbeatMs: number;
  readonly limits: RtLimits;
}

/** Who one is in a channel. */
export interface RtYou {
  readonly role: 'viewer' | 'vip' | 'moderator' | 'broadcaster';
  readonly badges: RtMessage['badges'];
  readonly timeoutUntilAt?: number;
  readonly cooldownUntilAt?: number;
}

/** What is to be known of a channel, whichever way one hears of it. */
export interface RtChannelFacts {
  readonly settings?: RtSettings;
  readonly pinned?: RtMessage | null;
  readonly you?: RtYou | null;
  readonly viewerCount?: number;
}

/** Events from a log: those after `since`, or where that cannot be, the last ones. */
export interface RtReplay {
  readonly epoch: string;
  /** Of the newest event; 0 where there is none. */
  readonly lastSeq: number;
  /** Whether `events` follow on `since`. */
  readonly recovered: boolean;
  readonly events: readonly RtEvent[];
}

export interface JoinedFrame extends Request, RtReplay, RtChannelFacts {
  readonly type: 'joined';
  readonly channelId: string;
  /** The rest follows as `batch`. */
  readonly more?: boolean;
}

export interface HistoryReplyFrame extends Request {
  readonly type: 'history';
  readonly channelId: string;
  readonly epoch: string;
  /** Oldest first. */
  readonly events: readonly RtEvent[];
}

export interface AckFrame extends Request {
  readonly type: 'ack';
  readonly id?: string;
  readonly seq?: number;
  readonly rev?: number;
  readonly cooldownUntilAt?: number;
}

export interface PongFrame extends Request {
  readonly type: 'pong';
  readonly serverAt: number;
}

export interface ErrorFrame {
  readonly type: 'error';
  /** Left out where the frame that it answers had none. */
  readonly rid?: string;
  readonly code: RtErrorCode;
  readonly message: string;
  readonly retryAfterMs?: number;
}

/** Several events at once; each may name its own channel. */
export interface BatchFrame {
  readonly type: 'batch';
  readonly channelId?: string;
  readonly events: readonly RtEvent[];
}

/** The server has shed events for this socket: from the first to the last. */
export interface GapFrame {
  readonly type: 'gap';
  readonly channelId: string;
  readonly from: number;
  readonly to: number;
}

/** The server will close the socket; come back after so long. */
export interface GoodbyeFrame {
  readonly type: 'goodbye';
  readonly reconnectAfterMs: number;
}

export type ServerReply = ReadyFrame | JoinedFrame | HistoryReplyFrame | AckFrame | PongFrame | ErrorFrame;

export type ServerFrame = ServerReply | BatchFrame | GapFrame | GoodbyeFrame | RtEvent;

/** The answer to `GET …/channels/:id/events`. */
export interface PollAnswer extends RtReplay, RtChannelFacts {
  readonly pollAfterMs: number;
  readonly health?: Omit<Extract<RtEvent, { type: 'health' }>, 'type' | 'channelId' | 'viewerCount'>;
  /** Who asks; null: anonymous. Left out where the server does not tell. */
  readonly user?: RtUser | null;
}

/** The answer to `POST …/channels/:id/messages`. */
export type PostAnswer = Pick<AckFrame, 'cooldownUntilAt'> & Required<Pick<AckFrame, 'id' | 'seq'>>;
