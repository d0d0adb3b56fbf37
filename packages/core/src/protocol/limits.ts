/** What a WebSocket asks for in `Sec-WebSocket-Protocol`. */
export const SUBPROTOCOL = 't333.v1';
export const PROTOCOL_VERSION = 1;

/** Of one frame of a client, in UTF-8. */
export const MAX_CLIENT_FRAME_BYTES = 4096;
/** Of one frame of a server, in UTF-8. What is longer comes in several. */
export const MAX_SERVER_FRAME_BYTES = 65_536;
/** Of one answer to a poll: 200 events of full length and then some. */
export const MAX_POLL_BYTES = 1_048_576;

/** Code points. */
export const MAX_TEXT_LENGTH = 500;
export const MAX_TIP_TEXT_LENGTH = 200;
export const MAX_REASON_LENGTH = 500;
export const MAX_NONCE_LENGTH = 36;
/** Of ids of users, channels, messages, rooms and epochs. */
export const MAX_ID_LENGTH = 128;
export const MAX_NAME_LENGTH = 100;
export const MAX_BLOCKED_WORDS = 500;

export const MAX_HISTORY = 200;
export const DEFAULT_HISTORY = 50;
/** Of a frame of events, or of an answer. */
export const MAX_EVENTS = 1000;

export const MAX_SLOW_MODE_MS = 120_000;
export const MIN_TIMEOUT_MS = 1000;
/** 14 days. */
export const MAX_TIMEOUT_MS = 1_209_600_000;

export const DEFAULT_HEARTBEAT_MS = 30_000;
export const DEFAULT_POLL_AFTER_MS = 4000;
/** How long a server may hold a poll. */
export const MAX_POLL_WAIT_SECONDS = 25;
/** From the opening of a socket to its first frame. */
export const AUTH_TIMEOUT_MS = 10_000;
export const TICKET_LIFE_MS = 60_000;
/** For so long a nonce names one message. */
export const NONCE_LIFE_MS = 600_000;

/** What a server allows, as `ready` tells. */
export interface RtLimits {
  /** Messages a second, and how many at once. */
  readonly messagesPerSecond: number;
  readonly messageBurst: number;
  /** Frames a second of one socket. */
  readonly framesPerSecond: number;
  /** Channels of one socket. */
  readonly channels: number;
}

export const DEFAULT_LIMITS: RtLimits = Object.freeze({
  messagesPerSecond: 1,
  messageBurst: 3,
  framesPerSecond: 20,
  channels: 50,
});
