import type { Readable } from 'node:stream';

/** What is asked for of a stream that goes on. */
export interface LiveRequest {
  streamId: string;
  /** Below the stream: `master.m3u8`, `720p.m3u8`, `720p/12.m4s`. Names of blobs: nothing in it leads anywhere else. */
  file: string;
  query: Readonly<Record<string, unknown>>;
  /** Aborted when nobody waits for it any more. */
  signal: AbortSignal;
}

export interface LiveAnswer {
  status: number;
  /** Content-Type. */
  type: string;
  body: Uint8Array | string | Readable;
  /** How long it stays what it is, seconds; 0: it is asked for each time. */
  maxAgeSeconds: number;
}

/** Playlists, segments and parts of what is live, also those that wait until there is more. Null: there is no such thing. */
export type LiveMedia = (request: LiveRequest) => Promise<LiveAnswer | null>;
