import { json } from 'node:stream/consumers';
import type { BlobStore } from '../blob/blob-store.ts';
import { durationOf, filesOf, type Recording } from './recording.ts';

/** Writes the playlists of what was recorded, by their names: `master.m3u8`, and one for each rendition. All addresses in them are relative. */
export type WritePlaylists = (recording: Recording) => ReadonlyMap<string, string>;

/** What clips are cut by. It is not given out. */
const LIST = 'recording.json';
/** Of it there is one for each instance that another one went on for. */
const PARTS = 'parts';
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

/** Takes away what was never shown to anybody: what is below the prefix and not in the recording. What other instances have made stays. */
export async function dropUnrecorded(blobs: BlobStore, prefix: string, recording: Recording): Promise<void> {
  const { mark } = recording;
  const kept = new Set(filesOf(recording).map((file) => `${prefix}/${file}`));
  for (const name of await blobs.list(prefix)) {
    const isMedia = /\.(?:m4s|mp4)$/.test(name);
    const isOwn = mark === undefined || name.includes(`-${mark}.`);
    if (isMedia && isOwn && !kept.has(name)) await blobs.delete(name);
  }
}

/** An instance that another one goes on for leaves what it has made to that one. */
export async function putPart(blobs: BlobStore, prefix: string, part: Recording): Promise<void> {
  await blobs.put(`${prefix}/${PARTS}/${part.mark ?? 'first'}.json`, Buffer.from(JSON.stringify(part)));
}

/** The longest of a recording and of what was left behind by other instances. */
export async function longestPart(blobs: BlobStore, prefix: string, recording: Recording): Promise<Recording> {
  let longest = recording;
  for (const name of await blobs.list(`${prefix}/${PARTS}`)) {
    const found = await blobs.get(name);
    const part = found && ((await json(found.body)) as Recording);
    if (part && durationOf(part) > durationOf(longest)) longest = part;
  }
  return longest;
}

export async function readRecording(blobs: BlobStore, prefix: string): Promise<Recording | null> {
  const found = await blobs.get(`${prefix}/${LIST}`);
  return found && ((await json(found.body)) as Recording);
}
