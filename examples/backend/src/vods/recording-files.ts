import { json } from 'node:stream/consumers';
import type { BlobStore } from '../blob/blob-store.ts';
import type { Recording } from './recording.ts';

/** Writes the playlists of what was recorded, by their names: `master.m3u8`, and one for each rendition. All addresses in them are relative. */
export type WritePlaylists = (recording: Recording) => ReadonlyMap<string, string>;

/** What clips are cut by. It is not given out. */
const LIST = 'recording.json';

/** Puts beside the segments of a recording what makes them a video: playlists, and the list of all that there is. */
export async function putRecordingFiles(
  blobs: BlobStore,
  prefix: string,
  recording: Recording,
  write: WritePlaylists,
): Promise<void> {
  for (const [name, text] of write(recording)) await blobs.put(`${prefix}/${name}`, Buffer.from(text));
  await blobs.put(`${prefix}/${LIST}`, Buffer.from(JSON.stringify(recording)));
}

export async function readRecording(blobs: BlobStore, prefix: string): Promise<Recording | null> {
  const found = await blobs.get(`${prefix}/${LIST}`);
  return found && ((await json(found.body)) as Recording);
}
