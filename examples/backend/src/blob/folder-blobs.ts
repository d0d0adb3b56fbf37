import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stepsOf } from './blob-name.ts';
import type { BlobContent, BlobStore, ByteSpan } from './blob-store.ts';

/** On the same file system as the rest, so that a rename is one step; no name leads there. */
const UNFINISHED = '.unfinished';
/** Not all of it is for everybody, on this machine neither. */
const OWN = { recursive: true, mode: 0o700 } as const;
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

/** Blobs as files of one folder. */
export class FolderBlobs implements BlobStore {
  readonly #folder: string;

  /** @param folder made when the first blob comes */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(name: string, data: Uint8Array | AsyncIterable<Uint8Array>): Promise<number> {
    const path = this.#path(name);
    const unfinished = join(this.#folder, UNFINISHED, randomUUID());
    await mkdir(dirname(unfinished), OWN);
    try {
      const file = createWriteStream(unfinished, { flags: 'wx' });
      await pipeline(Readable.from(data instanceof Uint8Array ? [data] : data, { objectMode: false }), file);
      await mkdir(dirname(path), OWN);
      await rename(unfinished, path);
      return file.bytesWritten;
    } finally {
      await rm(unfinished, { force: true });
    }
  }

  async get(name: string, span?: ByteSpan): Promise<BlobContent | null> {
    const size = await this.size(name);
    if (size === null) return null;
    const start = Math.min(span?.start ?? 0, size);
    const end = Math.min(span?.end ?? size, size);
    const body =
      start < end ? createReadStream(this.#path(name), { start, end: end - 1 }) : Readable.from([Buffer.alloc(0)]);
    return { size, body };
  }

  async size(name: string): Promise<number | null> {
    const found = await stat(this.#path(name)).catch(orAbsent);
    return found?.isFile() ? found.size : null;
  }

  async delete(prefix: string): Promise<void> {
    await rm(this.#path(prefix), { recursive: true, force: true });
  }

  async list(prefix: string): Promise<string[]> {
    const files = await readdir(this.#path(prefix), { recursive: true, withFileTypes: true }).catch(orAbsent);
    return (files ?? [])
      .filter((file) => file.isFile())
      .map((file) => relative(this.#folder, join(file.parentPath, file.name)).split(sep).join('/'))
      .toSorted();
  }

  /** Takes away what was left half written by who died of it. @param beforeMs Unix milliseconds: what is newer may still be at work */
  async dropUnfinished(beforeMs: number): Promise<void> {
    const folder = join(this.#folder, UNFINISHED);
    for (const file of (await readdir(folder).catch(orAbsent)) ?? []) {
      const found = await stat(join(folder, file)).catch(orAbsent);
      if (found && found.mtimeMs < beforeMs) await rm(join(folder, file), { force: true });
    }
  }

  #path(name: string): string {
    return join(this.#folder, ...stepsOf(name));
  }
}

function orAbsent(error: NodeJS.ErrnoException): null {
  if (ABSENT.has(error.code ?? '')) return null;
  throw error;
}
