import type { T333Error } from '../errors.ts';

/** As t333-rt/1 has them, in this order. */
export type StreamStatus = 'preview' | 'live' | 'ended';

/** A stream, for whose it is. Times in milliseconds since 1970. */
export interface CreatorStream {
  readonly id: string;
  readonly title: string;
  readonly status: StreamStatus;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  /** Where it can be seen. */
  readonly hlsUrl: string | null;
  /** Null where the server does not tell. */
  readonly viewerCount: number | null;
  /** Whether an encoder sends; null where the server does not tell. */
  readonly isReceiving: boolean | null;
}

/** What is asked of a server. */
export type SessionRequest = 'load' | 'preview' | 'goLive' | 'end';

/**
 * - `loading`: nothing is known yet. `error`: nor could it be, see `error`.
 * - `idle`: there is no stream.
 * - `preparing`, `starting`, `ending`: a preview, a broadcast or its end was asked for.
 * - `preview`: only its maker sees it. `live`: all do. `ended`: it is over.
 * - `reconnecting`: it is live, and its encoder is gone.
 */
export type SessionStatus =
  'loading' | 'error' | 'idle' | 'preparing' | 'preview' | 'starting' | 'live' | 'reconnecting' | 'ending' | 'ended';

/** - `unknown`: nobody tells. `sending`: it does. `gone`: it did not, or does not any more. */
export type EncoderStatus = 'unknown' | 'sending' | 'gone';

/** All that a session goes by. */
export interface SessionFacts {
  /** Null where there is none. Undefined until that is known. */
  readonly stream: CreatorStream | null | undefined;
  /** What is under way. */
  readonly request: SessionRequest | null;
  readonly encoder: EncoderStatus;
  readonly viewerCount: number | null;
  /** Why `failed` did not work; until it is tried again, or something else does. */
  readonly error: T333Error | null;
  readonly failed: SessionRequest | null;
}

/** What happens to a session. */
export type SessionInput =
  | { readonly type: 'asked'; readonly request: SessionRequest }
  | { readonly type: 'answered'; readonly stream: CreatorStream | null }
  | { readonly type: 'failed'; readonly request: SessionRequest; readonly error: T333Error }
  | {
      readonly type: 'told';
      readonly status: StreamStatus;
      readonly startedAtMs: number | null;
      readonly hlsUrl: string | null;
    }
  | { readonly type: 'encoder'; readonly encoder: EncoderStatus }
  | { readonly type: 'viewers'; readonly viewerCount: number };

export const NEW_SESSION: SessionFacts = /* @__PURE__ */ Object.freeze({
  stream: undefined,
  request: null,
  encoder: 'unknown',
  viewerCount: null,
  error: null,
  failed: null,
});

const ORDER: Readonly<Record<StreamStatus, number>> = { preview: 0, live: 1, ended: 2 };

/** From where something may be asked for. */
const ALLOWED: Readonly<Record<Exclude<SessionRequest, 'load'>, readonly SessionStatus[]>> = {
  preview: ['idle', 'ended'],
  goLive: ['preview'],
  end: ['preview', 'live', 'reconnecting'],
};

/** Whether something may be asked for. A second time does not wait for the first. */
export const mayAsk = (status: SessionStatus, request: Exclude<SessionRequest, 'load'>): boolean =>
  ALLOWED[request].includes(status);

const UNDER_WAY: Readonly<Partial<Record<SessionRequest, SessionStatus>>> = {
  preview: 'preparing',
  goLive: 'starting',
  end: 'ending',
};

export function statusOf({ stream, request, encoder, error }: SessionFacts): SessionStatus {
  if (stream === undefined) return error && request === null ? 'error' : 'loading';
  const underWay = request && UNDER_WAY[request];
  if (underWay) return underWay;
  if (stream === null) return 'idle';
  return stream.status === 'live' && encoder === 'gone' ? 'reconnecting' : stream.status;
}

/** What a session is after something has happened to it. */
export function nextSession(facts: SessionFacts, input: SessionInput): SessionFacts {
  switch (input.type) {
    case 'asked':
      // What failed is seen until something else is asked for; looking again is nothing else.
      return input.request === 'load' && facts.stream !== undefined
        ? facts
        : { ...facts, request: input.request, error: null, failed: null };
    case 'answered':
      return { ...withStream(facts, input.stream), request: null, ...(facts.failed === 'load' && NO_ERROR) };
    case 'failed':
      return { ...facts, request: null, error: input.error, failed: input.request };
    case 'told':
      return told(facts, input);
    case 'encoder':
      return { ...facts, encoder: input.encoder };
    case 'viewers':
      return { ...facts, viewerCount: input.viewerCount };
  }
}

const NO_ERROR = { error: null, failed: null } as const;

/**
 * An answer may be older than what the room has told: no stream goes back. Where there was one and there is none, it has ended; servers tell
 * what is on air.
 */
function withStream(facts: SessionFacts, answer: CreatorStream | null): SessionFacts {
  const { stream: before } = facts;
  const stream = answer ?? (before ? { ...before, status: 'ended' as const } : null);
  const isOlder = before && stream && before.id === stream.id && ORDER[stream.status] < ORDER[before.status];
  const now = isOlder ? before : stream;
  return {
    ...facts,
    stream: now,
    encoder: encoderOf(facts, now),
    viewerCount: now?.status === 'live' ? (now.viewerCount ?? facts.viewerCount) : facts.viewerCount,
  };
}

function encoderOf({ stream: before, encoder }: SessionFacts, stream: CreatorStream | null): EncoderStatus {
  if (!stream || stream.status === 'ended' || (before && before.id !== stream.id)) return 'unknown';
  if (stream.isReceiving === null) return encoder;
  return stream.isReceiving ? 'sending' : 'gone';
}

/** Rooms name no stream: what cannot be this one is left to whoever looks again, see `isNews()`. */
function told(
  facts: SessionFacts,
  { status, startedAtMs, hlsUrl }: Extract<SessionInput, { type: 'told' }>,
): SessionFacts {
  const { stream, request } = facts;
  if (!stream || ORDER[status] < ORDER[stream.status]) return facts;
  const isDone = (request === 'goLive' && status === 'live') || (request === 'end' && status === 'ended');
  return {
    ...facts,
    stream: {
      ...stream,
      status,
      startedAtMs: startedAtMs ?? stream.startedAtMs,
      hlsUrl: hlsUrl ?? stream.hlsUrl,
    },
    ...(status === 'ended' && { encoder: 'unknown' }),
    ...(isDone && { request: null }),
  };
}

/** Whether what a room tells is about another stream than the one that is known. */
export const isNews = ({ stream }: SessionFacts, status: StreamStatus): boolean =>
  stream === undefined ? false : !stream || ORDER[status] < ORDER[stream.status];
