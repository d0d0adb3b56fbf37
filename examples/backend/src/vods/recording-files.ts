import { json } from 'node:stream/consumers';
import type { BlobStore } from '../blob/blob-store.ts';
import { filesOf, type Recording } from './recording.ts';

/** Writes the playlists of what was recorded, by their names: `master.m3u8`, and one for each rendition. All addresses in them are relative. */
export type WritePlaylists = (recording: Recording) => ReadonlyMap<string, string>;

/** What clips are cut by. It is not given out. */
const LIST = 'recording.json';
export const THUMBNAIL = 'thumbnail.jpg';

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

/** The same, and takes away what is below the prefix and not in the recording: what was never shown to anybody. */
export async function keepRecordingFiles(
  blobs: BlobStore,
  prefix: string,
  recording: Recording,
  write: WritePlaylists,
): Promise<void> {
  const kept = new Set(
    [...filesOf(recording), ...write(recording).keys(), LIST, THUMBNAIL].map((file) => `${prefix}/${file}`),
  );
  for (const name of await blobs.list(prefix)) if (!kept.has(name)) await blobs.delete(name);
  await putRecordingFiles(blobs, prefix, recording, write);
}

export async function readRecording(blobs: BlobStore, prefix: string): Promise<Recording | null> {
  const found = await blobs.get(`${prefix}/${LIST}`);
  return found && ((await json(found.body)) as Recording);
}
