import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BlobStore } from './blob-store.ts';
import { FolderBlobs } from './folder-blobs.ts';

/** Nothing takes so long to be written. */
const DAY_MS = 86_400_000;

/** The folder of all media. @param dir null is a temporary one, which `close` takes away */
export async function mediaFolder(dir: string | null): Promise<{ blobs: BlobStore; close: () => Promise<void> }> {
  if (dir !== null) {
    const blobs = new FolderBlobs(dir);
    await blobs.dropUnfinished(Date.now() - DAY_MS);
    return { blobs, close: async () => {} };
  }
  // Made when the first blob comes: most who try things out, or are killed, leave nothing behind.
  const temporary = join(tmpdir(), `t333-media-${randomUUID()}`);
  return { blobs: new FolderBlobs(temporary), close: () => rm(temporary, { recursive: true, force: true }) };
}
