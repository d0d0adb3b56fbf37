import type { BlobStore } from '../blob/blob-store.ts';
import type { Recording } from '../vods/recording.ts';
import type { Container } from './container.ts';

export interface TranscodeRequest {
  /** A file that was sent: of whoever, and whatever is in it. */
  path: string;
  /** What its first bytes say it is; it is to be read as that and nothing else. */
  container: Container;
  /** Where its segments go: `<prefix>/720p/0.m4s`, and `<prefix>/thumbnail.jpg`. */
  prefix: string;
  blobs: BlobStore;
  /** Aborted when somebody else does it, or the server stops. */
  signal: AbortSignal;
}

/** Makes a video of a file, by the same ladder as of a live stream. Rejects with an UnusableMedia for what no second try helps. */
export type Transcode = (request: TranscodeRequest) => Promise<Recording>;

/** There is no video in it, or none that can be read. */
export class UnusableMedia extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnusableMedia';
  }
}
