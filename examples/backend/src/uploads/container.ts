/** As ffmpeg names them. */
export type Container = 'mp4' | 'matroska' | 'mpegts';

/** So many bytes say what it is: two packets of MPEG-TS and one byte. */
export const CONTAINER_BYTES = 377;
const TS_PACKET = 188;
const TS_SYNC = 0x47;
const EBML = Buffer.from([0x1a, 0x45, 0xdf, 0xa3]);

/**
 * What a file is by its first bytes, whatever whoever sent it says. Playlists, which could name other files, are nothing here.
 *
 * @param head its first bytes, CONTAINER_BYTES of them where it has so many
 * @returns null: nothing that is taken
 */
export function containerOf(head: Buffer): Container | null {
  if (head.toString('latin1', 4, 8) === 'ftyp') return 'mp4';
  if (head.subarray(0, 4).equals(EBML)) return 'matroska';
  if ([0, 1, 2].every((packet) => head[packet * TS_PACKET] === TS_SYNC)) return 'mpegts';
  return null;
}
