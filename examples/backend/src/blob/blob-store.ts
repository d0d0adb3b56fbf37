import type { Readable } from 'node:stream';

/** Bytes of a blob, from `start` to before `end`. */
export interface ByteSpan {
  start: number;
  /** Exclusive. */
  end: number;
}

export interface BlobContent {
  /** Of the whole blob, bytes. */
  size: number;
  /** Of what was asked for. Whoever gets it reads it to its end, or destroys it. */
  body: Readable;
}

/** Media by names like `streams/<id>/720p/12.m4s`: a folder, or what others build on an object store. */
export interface BlobStore {
  /**
   * All of it or nothing is there afterwards, also when the source fails; what was there before stays until then.
   *
   * @returns how many bytes it has
   * @throws BlobNameError
   */
  put: (name: string, data: Uint8Array | AsyncIterable<Uint8Array>) => Promise<number>;
  /**
   * @param span within the blob; what is beyond its end is left out
   * @returns null: there is none
   * @throws BlobNameError
   */
  get: (name: string, span?: ByteSpan) => Promise<BlobContent | null>;
  /** Bytes; null: there is none. @throws BlobNameError */
  size: (name: string) => Promise<number | null>;
  /** Takes away the blob of that name, and all below it. @throws BlobNameError */
  delete: (prefix: string) => Promise<void>;
  /** The names below a prefix, in order. @throws BlobNameError */
  list: (prefix: string) => Promise<string[]>;
}
