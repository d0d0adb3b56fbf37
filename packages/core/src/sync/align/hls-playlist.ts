/** A byte range of a resource: the first byte and the one after the last. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface Resource {
  readonly url: string;
  readonly range: ByteRange | null;
}

export interface SegmentKey {
  readonly method: string;
  readonly url: string | null;
  readonly format: string;
  /** 16 bytes. */
  readonly iv: Uint8Array<ArrayBuffer>;
}

export interface Segment extends Resource {
  /** Seconds from the beginning of the playlist. */
  readonly start: number;
  readonly duration: number;
  /** Counts the discontinuities before it. */
  readonly discontinuity: number;
  /** The initialization section. */
  readonly map: (Resource & { readonly key: SegmentKey | null }) | null;
  readonly key: SegmentKey | null;
}

export interface MediaPlaylist {
  readonly segments: readonly Segment[];
  /** Whether its beginning stays where it is: an on-demand or event playlist. */
  readonly lasting: boolean;
  /** In seconds. */
  readonly duration: number;
  /** The real time at position 0, in milliseconds since 1970, or null. */
  readonly epochMs: number | null;
}

export interface Variant {
  readonly url: string;
  readonly bandwidth: number;
  readonly codecs: string;
  /** Whether it seems to have a picture. */
  readonly video: boolean;
  readonly audioGroup: string | null;
}

export interface MultivariantPlaylist {
  readonly variants: readonly Variant[];
  /** Renditions of sound in playlists of their own, by group; the default first. */
  readonly audio: ReadonlyMap<string, readonly string[]>;
}

/** No segment is longer than a day; what says so is not believed. */
const MAX_SEGMENT_SECONDS = 86_400;

const VIDEO_CODEC = /\b(?:avc|hvc|hev|dvh|av01|vp0?[89])/;

/** The attributes of a tag, quotes removed. */
function attributes(line: string): Map<string, string> {
  const list = line.slice(line.indexOf(':') + 1);
  return new Map(
    Array.from(list.matchAll(/([A-Z0-9-]+)=("[^"]*"|[^,]*)/g), ([, name, value]) => [
      name!,
      value!.replaceAll('"', ''),
    ]),
  );
}

const linesOf = (text: string): string[] => text.split(/\r?\n/).map((line) => line.trim());

const resolve = (address: string, base: string): string =>
  URL.canParse(address, base) ? new URL(address, base).href : base;

export const isMultivariant = (text: string): boolean => /^#EXT-X-STREAM-INF:/m.test(text);

/** @param url where it came from, after redirects */
export function parseMultivariant(text: string, url: string): MultivariantPlaylist {
  const variants: Variant[] = [];
  const audio = new Map<string, string[]>();
  let stream: Map<string, string> | null = null;
  for (const line of linesOf(text)) {
    if (line.startsWith('#EXT-X-STREAM-INF:')) stream = attributes(line);
    else if (line.startsWith('#EXT-X-MEDIA:')) {
      const media = attributes(line);
      const [group, address] = [media.get('GROUP-ID'), media.get('URI')];
      if (media.get('TYPE') !== 'AUDIO' || !group || !address) continue;
      const inGroup = audio.get(group) ?? [];
      if (media.get('DEFAULT') === 'YES') inGroup.unshift(resolve(address, url));
      else inGroup.push(resolve(address, url));
      audio.set(group, inGroup);
    } else if (stream && line && !line.startsWith('#')) {
      const codecs = stream.get('CODECS') ?? '';
      variants.push({
        url: resolve(line, url),
        bandwidth: Number(stream.get('BANDWIDTH')) || 0,
        codecs,
        video: stream.has('RESOLUTION') || codecs === '' || VIDEO_CODEC.test(codecs),
        audioGroup: stream.get('AUDIO') ?? null,
      });
      stream = null;
    }
  }
  return { variants, audio };
}

/** @param url where it came from, after redirects */
export function parseMedia(text: string, url: string): MediaPlaylist {
  const segments: Segment[] = [];
  let [start, duration, discontinuity, sequence] = [0, 0, 0, 0];
  let [lasting, epochMs]: [boolean, number | null] = [false, null];
  let range: string | null = null;
  let map: Segment['map'] = null;
  let key: Map<string, string> | null = null;
  const keyOf = (tag: Map<string, string> | null): SegmentKey | null =>
    tag && {
      method: tag.get('METHOD') ?? '',
      url: tag.has('URI') ? resolve(tag.get('URI')!, url) : null,
      format: tag.get('KEYFORMAT') ?? 'identity',
      iv: readIv(tag.get('IV'), sequence),
    };
  for (const line of linesOf(text)) {
    const value = line.slice(line.indexOf(':') + 1);
    if (line.startsWith('#EXTINF:')) duration = Math.min(Math.max(0, parseFloat(value) || 0), MAX_SEGMENT_SECONDS);
    else if (line.startsWith('#EXT-X-BYTERANGE:')) range = value;
    else if (line === '#EXT-X-DISCONTINUITY') discontinuity++;
    else if (line.startsWith('#EXT-X-MEDIA-SEQUENCE:')) sequence = Math.max(0, Math.floor(Number(value)) || 0);
    else if (line === '#EXT-X-ENDLIST' || line.startsWith('#EXT-X-PLAYLIST-TYPE:')) lasting = true;
    else if (line.startsWith('#EXT-X-PROGRAM-DATE-TIME:')) {
      const date = Date.parse(value);
      if (epochMs === null && Number.isFinite(date)) epochMs = date - start * 1000;
    } else if (line.startsWith('#EXT-X-KEY:')) {
      key = attributes(line);
      if (key.get('METHOD') === 'NONE') key = null;
    } else if (line.startsWith('#EXT-X-MAP:')) {
      const tag = attributes(line);
      map = { url: resolve(tag.get('URI') ?? '', url), range: readRange(tag.get('BYTERANGE'), 0), key: keyOf(key) };
    } else if (line && !line.startsWith('#')) {
      const address = resolve(line, url);
      const last = segments.at(-1);
      // Without an offset a range goes on where the one before it ended.
      const from = last?.url === address ? (last.range?.end ?? 0) : 0;
      segments.push({
        url: address,
        range: readRange(range, from),
        start,
        duration,
        discontinuity,
        map,
        key: keyOf(key),
      });
      start += duration;
      sequence++;
      [duration, range] = [0, null];
    }
  }
  return { segments, lasting, duration: start, epochMs };
}

/** `<length>[@<offset>]` */
function readRange(text: string | null | undefined, offset: number): ByteRange | null {
  const [, length, at] = /^(\d+)(?:@(\d+))?$/.exec(text ?? '') ?? [];
  if (length === undefined) return null;
  const start = at === undefined ? offset : Number(at);
  return { start, end: start + Number(length) };
}

/** Where none is given, it is the segment's number. */
function readIv(text: string | undefined, sequence: number): Uint8Array<ArrayBuffer> {
  const hex = /^0x([\da-f]{1,32})$/i.exec(text ?? '')?.[1] ?? sequence.toString(16);
  const digits = hex.padStart(32, '0');
  return Uint8Array.from({ length: 16 }, (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}
