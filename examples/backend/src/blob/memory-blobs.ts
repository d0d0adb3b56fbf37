import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { stepsOf } from './blob-name.ts';
import type { BlobContent, BlobStore, ByteSpan } from './blob-store.ts';

/** Blobs that are gone with the process. */
export class MemoryBlobs implements BlobStore {
  readonly #blobs = new Map<string, Buffer>();

  async put(name: string, data: Uint8Array | AsyncIterable<Uint8Array>): Promise<number> {
    stepsOf(name);
    const bytes = data instanceof Uint8Array ? Buffer.from(data) : await buffer(data);
    this.#blobs.set(name, bytes);
    return bytes.length;
  }

  async get(name: string, { start, end }: ByteSpan = { start: 0, end: Infinity }): Promise<BlobContent | null> {
    stepsOf(name);
    const bytes = this.#blobs.get(name);
    return bytes ? { size: bytes.length, body: Readable.from([bytes.subarray(start, end)]) } : null;
  }

  async size(name: string): Promise<number | null> {
    stepsOf(name);
    return this.#blobs.get(name)?.length ?? null;
  }

  async delete(prefix: string): Promise<void> {
    this.#blobs.delete(prefix);
    for (const name of await this.list(prefix)) this.#blobs.delete(name);
  }

  async list(prefix: string): Promise<string[]> {
    stepsOf(prefix);
    return [...this.#blobs.keys()].filter((name) => name.startsWith(`${prefix}/`)).toSorted();
  }
}
