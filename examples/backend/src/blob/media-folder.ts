import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BlobStore } from './blob-store.ts';
import { FolderBlobs } from './folder-blobs.ts';

/** The folder of all media. @param dir null is a temporary one, which `close` takes away */
export async function mediaFolder(dir: string | null): Promise<{ blobs: BlobStore; close: () => Promise<void> }> {
  if (dir !== null) return { blobs: new FolderBlobs(dir), close: async () => {} };
  const temporary = await mkdtemp(join(tmpdir(), 't333-media-'));
  return { blobs: new FolderBlobs(temporary), close: () => rm(temporary, { recursive: true, force: true }) };
}
