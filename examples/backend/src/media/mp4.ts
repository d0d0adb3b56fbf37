/** Just enough of ISO BMFF (ISO/IEC 14496-12) to cut fragmented MP4. */

/** Bytes that are no fragmented MP4, or one that nobody sane would send. */
export class Mp4Error extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Mp4Error';
  }
}

export interface Track {
  id: number;
  kind: 'video' | 'audio';
  /** Ticks a second. */
  timescale: number;
  /** As in CODECS (RFC 6381). */
  codec: string;
  /** Of samples that do not say. */
  defaultTicks: number;
  defaultFlags: number;
}

export interface Init {
  bytes: Buffer;
  tracks: readonly Track[];
}

export interface Fragment {
  /** A `moof` and its `mdat`. */
  bytes: Buffer;
  /** Decode time of the first picture, or of the first sound where there is none. */
  startSeconds: number;
  seconds: number;
  /** Whether it begins with a key frame. Sound always does. */
  isIndependent: boolean;
}

interface Box {
  type: string;
  body: Buffer;
}

const NON_SYNC_SAMPLE = 0x1_0000;
const MAX_DEPTH_BOXES = 1000;

/** The boxes in a body, one after the other. */
function boxes(body: Buffer): Box[] {
  const found: Box[] = [];
  for (let at = 0; at < body.length;) {
    const size = at + 8 <= body.length ? body.readUInt32BE(at) : 0;
    if (size < 8 || at + size > body.length) throw new Mp4Error('A box does not fit into its parent');
    if (found.length >= MAX_DEPTH_BOXES) throw new Mp4Error('Too many boxes');
    found.push({ type: body.toString('latin1', at + 4, at + 8), body: body.subarray(at + 8, at + size) });
    at += size;
  }
  return found;
}

const all = (body: Buffer, type: string): Buffer[] =>
  boxes(body).flatMap((box) => (box.type === type ? [box.body] : []));

function one(body: Buffer, ...path: string[]): Buffer {
  return path.reduce((within, type) => {
    const [found] = all(within, type);
    if (!found) throw new Mp4Error(`No box ${type}`);
    return found;
  }, body);
}

/** Reads numbers; one beyond the end is told as what it is. */
function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw new Mp4Error('A box is too short');
    throw error;
  }
}

/**
 * @param bytes `ftyp` and `moov`
 * @param moov its body
 * @throws Mp4Error
 */
export function readInit(bytes: Buffer, moov: Buffer): Init {
  return reading(() => {
    const defaults = new Map(
      all(one(moov, 'mvex'), 'trex').map((trex) => [
        trex.readUInt32BE(4),
        { ticks: trex.readUInt32BE(12), flags: trex.readUInt32BE(20) },
      ]),
    );
    const tracks = all(moov, 'trak').flatMap((trak): Track[] => {
      const tkhd = one(trak, 'tkhd');
      const mdhd = one(trak, 'mdia', 'mdhd');
      const id = tkhd.readUInt32BE(tkhd[0] === 1 ? 20 : 12);
      const timescale = mdhd.readUInt32BE(mdhd[0] === 1 ? 20 : 12);
      if (timescale === 0) throw new Mp4Error('A track without a timescale');
      const handler = one(trak, 'mdia', 'hdlr').toString('latin1', 8, 12);
      const kind = handler === 'vide' ? 'video' : handler === 'soun' ? 'audio' : null;
      if (!kind) return [];
      const codec = codecOf(one(trak, 'mdia', 'minf', 'stbl', 'stsd').subarray(8));
      const { ticks = 0, flags = 0 } = defaults.get(id) ?? {};
      return [{ id, kind, timescale, codec, defaultTicks: ticks, defaultFlags: flags }];
    });
    if (tracks.length === 0) throw new Mp4Error('No track');
    return { bytes, tracks };
  });
}

/** Bytes of a visual sample entry before its boxes. */
const VISUAL_ENTRY_BYTES = 78;

/** @throws Mp4Error for what the ladder does not make */
function codecOf(entries: Buffer): string {
  const [entry] = boxes(entries);
  if (entry?.type === 'mp4a') return 'mp4a.40.2';
  if (entry?.type !== 'avc1') throw new Mp4Error('Neither H.264 nor AAC');
  const avcC = one(entry.body.subarray(VISUAL_ENTRY_BYTES), 'avcC');
  if (avcC.length < 4) throw new Mp4Error('A box is too short');
  return `avc1.${avcC.toString('hex', 1, 4).toUpperCase()}`;
}

/**
 * @param bytes a `moof` and its `mdat`
 * @param moof its body
 * @throws Mp4Error
 */
export function readFragment(bytes: Buffer, moof: Buffer, tracks: readonly Track[]): Fragment {
  return reading(() => {
    const runs = all(moof, 'traf').flatMap((traf) => {
      const track = tracks.find(({ id }) => id === one(traf, 'tfhd').readUInt32BE(4));
      return track ? [{ track, ...readTrack(traf, track) }] : [];
    });
    const lead = runs.find(({ track }) => track.kind === 'video') ?? runs[0];
    if (!lead || lead.ticks === 0) throw new Mp4Error('A fragment without samples');
    const { timescale } = lead.track;
    return {
      bytes,
      startSeconds: lead.startTicks / timescale,
      seconds: lead.ticks / timescale,
      isIndependent: lead.track.kind === 'audio' || lead.isIndependent,
    };
  });
}

function readTrack(traf: Buffer, track: Track): { startTicks: number; ticks: number; isIndependent: boolean } {
  const tfhd = one(traf, 'tfhd');
  const has = tfhd.readUIntBE(1, 3);
  let at = 8 + (has & 0x1 ? 8 : 0) + (has & 0x2 ? 4 : 0);
  const defaultTicks = has & 0x8 ? tfhd.readUInt32BE(at) : track.defaultTicks;
  at += (has & 0x8 ? 4 : 0) + (has & 0x10 ? 4 : 0);
  const defaultFlags = has & 0x20 ? tfhd.readUInt32BE(at) : track.defaultFlags;

  const tfdt = one(traf, 'tfdt');
  const startTicks = tfdt[0] === 1 ? Number(tfdt.readBigUInt64BE(4)) : tfdt.readUInt32BE(4);
  if (!Number.isSafeInteger(startTicks)) throw new Mp4Error('A decode time that is too late');
  let ticks = 0;
  let firstFlags: number | null = null;
  for (const trun of all(traf, 'trun')) {
    const run = readRun(trun, defaultTicks, defaultFlags);
    ticks += run.ticks;
    firstFlags ??= run.firstFlags;
  }
  return { startTicks, ticks, isIndependent: firstFlags !== null && (firstFlags & NON_SYNC_SAMPLE) === 0 };
}

function readRun(trun: Buffer, defaultTicks: number, defaultFlags: number) {
  const has = trun.readUIntBE(1, 3);
  const count = trun.readUInt32BE(4);
  let at = 8 + (has & 0x1 ? 4 : 0);
  let firstFlags: number | null = count === 0 ? null : defaultFlags;
  const hasFirstFlags = (has & 0x4) !== 0;
  if (hasFirstFlags && count > 0) firstFlags = trun.readUInt32BE(at);
  if (hasFirstFlags) at += 4;
  const fields = [0x100, 0x200, 0x400, 0x800].filter((field) => has & field).length;
  if (at + count * fields * 4 > trun.length) throw new Mp4Error('A run is too short for its samples');
  if (has & 0x400 && !hasFirstFlags && count > 0)
    firstFlags = trun.readUInt32BE(at + (has & 0x100 ? 4 : 0) + (has & 0x200 ? 4 : 0));
  if (!(has & 0x100)) return { ticks: count * defaultTicks, firstFlags };
  let ticks = 0;
  for (let sample = 0; sample < count; sample++) ticks += trun.readUInt32BE(at + sample * fields * 4);
  return { ticks, firstFlags };
}
