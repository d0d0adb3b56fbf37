import { T333Error } from '../../errors.ts';
import { decodePiece } from './decode-piece.ts';
import { readPackedAudio, readTransportStream } from './elementary-sound.ts';
import { join, type EncodedPiece } from './encoded-sound.ts';
import { mapInParallel, request, SegmentFetcher } from './fetch-bytes.ts';
import { firstTimestamp, isTransportStream, readId3, TS_WRAP_SECONDS } from './first-timestamp.ts';
import {
  isMultivariant,
  parseMedia,
  parseMultivariant,
  type MediaPlaylist,
  type MultivariantPlaylist,
  type Segment,
} from './hls-playlist.ts';
import { readMp4 } from './mp4-sound.ts';
import { placePieces, type DecodedPiece, type Pcm } from './pcm.ts';
import type { SoundSource } from './sound-source.ts';

/** Half a second each in the widest window that is usual, of 540 s: more of them are no recording. */
const MAX_WINDOW_SEGMENTS = 1200;

const AUDIO_CODEC = /\b(?:mp4a|ac-3|ec-3|opus|flac|mp3)/i;

/** The cheapest playlist with sound, and the one that a player's timeline comes from: the cheapest with a picture. */
export function choosePlaylists({ variants, audio }: MultivariantPlaylist): { sound: string; timeline: string } | null {
  const byBandwidth = variants.toSorted((a, b) => a.bandwidth - b.bandwidth);
  const timeline = byBandwidth.find(({ video }) => video) ?? byBandwidth[0];
  const heard = byBandwidth.find(
    ({ codecs, audioGroup }) =>
      codecs === '' || AUDIO_CODEC.test(codecs) || (audioGroup !== null && audio.has(audioGroup)),
  );
  const sound = heard ?? timeline;
  if (!timeline || !sound) return null;
  return { sound: audio.get(sound.audioGroup ?? '')?.[0] ?? sound.url, timeline: timeline.url };
}

/** @throws T333Error as `openSound` */
export async function openHls(url: string, signal: AbortSignal): Promise<SoundSource> {
  const answer = await request(url, signal);
  const text = await answer.text();
  if (!text.trimStart().startsWith('#EXTM3U')) throw new T333Error('not-hls', `${url} is no HLS playlist.`);
  if (!isMultivariant(text)) {
    const playlist = parseMedia(text, answer.url || url);
    return new HlsSound(playlist, playlist).opened(signal);
  }
  const chosen = choosePlaylists(parseMultivariant(text, answer.url || url));
  if (!chosen) throw new T333Error('empty-playlist', `${url} lists nothing to play.`);
  const load = async (address: string): Promise<MediaPlaylist> => {
    const response = await request(address, signal);
    return parseMedia(await response.text(), response.url || address);
  };
  const sound = load(chosen.sound);
  const timeline = chosen.timeline === chosen.sound ? sound : load(chosen.timeline);
  return new HlsSound(...(await Promise.all([sound, timeline]))).opened(signal);
}

/** Where a stretch without a discontinuity lies: this timestamp is at that position; both in seconds. */
interface Anchor {
  readonly timestamp: number | null;
  readonly position: number;
}

/** Splits where the clock or the initialization section changes. */
function stretchesOf(segments: readonly Segment[]): Segment[][] {
  const stretches: Segment[][] = [];
  for (const segment of segments) {
    const last = stretches.at(-1)?.[0];
    const goesOn =
      last?.discontinuity === segment.discontinuity &&
      last.map?.url === segment.map?.url &&
      last.map?.range?.start === segment.map?.range?.start;
    if (goesOn) stretches.at(-1)!.push(segment);
    else stretches.push([segment]);
  }
  return stretches;
}

class HlsSound implements SoundSource {
  readonly #sound: MediaPlaylist;
  readonly #timeline: MediaPlaylist;
  readonly #fetcher = new SegmentFetcher();
  /** By discontinuity. */
  readonly #anchors = new Map<number, Promise<Anchor>>();
  originSeconds = 0;

  constructor(sound: MediaPlaylist, timeline: MediaPlaylist) {
    this.#sound = sound;
    this.#timeline = timeline;
    if (sound.segments.length === 0) throw new T333Error('empty-playlist', 'The playlist lists nothing to play.');
    if (!sound.lasting) throw new T333Error('unsupported', 'A live stream has no lasting positions.');
  }

  async opened(signal: AbortSignal): Promise<this> {
    this.originSeconds = (await this.#anchorOf(this.#sound.segments[0]!.discontinuity, signal)).timestamp ?? 0;
    return this;
  }

  get duration(): number {
    return this.#timeline.duration;
  }

  get epochMs(): number | null {
    return this.#timeline.epochMs ?? this.#sound.epochMs;
  }

  async read(start: number, duration: number, signal: AbortSignal): Promise<Pcm | null> {
    const wanted = this.#sound.segments.filter(
      (segment) => segment.start < start + duration && segment.start + segment.duration > start,
    );
    if (wanted.length > MAX_WINDOW_SEGMENTS) {
      throw new T333Error('unsupported', 'Its segments are too short to be listened to.');
    }
    const pieces = await Promise.all(stretchesOf(wanted).map((stretch) => this.#decode(stretch, signal)));
    const heard = pieces.filter((piece) => piece !== null);
    return heard.length > 0 ? placePieces(heard.flat(), start, duration) : null;
  }

  /** Segments that follow each other on one clock. */
  async #decode(segments: readonly Segment[], signal: AbortSignal): Promise<DecodedPiece[] | null> {
    const [first] = segments as [Segment];
    const [anchor, map, bodies] = await Promise.all([
      this.#anchorOf(first.discontinuity, signal),
      first.map ? this.#fetcher.bytes(first.map, signal) : null,
      mapInParallel(segments, (segment) => this.#fetcher.bytes(segment, signal)),
    ]);
    // Packed audio has its time in a tag before it; its frames have none.
    const tags = bodies.map(readId3);
    const bytes = join([...(map ? [map] : []), ...bodies]);
    const isPacked = tags[0] !== null;
    const isTransport = isTransportStream(bytes);
    const packed = (): EncodedPiece[] =>
      readPackedAudio(
        bodies.map((body, i) => ({
          bytes: body.subarray(tags[i]?.size ?? 0),
          time: tags[i]?.timestamp ?? segments[i]!.start,
        })),
      );
    const pieces = isTransport ? readTransportStream(bytes) : isPacked ? packed() : readMp4(bytes);
    if (!pieces?.[0]) return null;
    const shift = positionOf(pieces[0].start, anchor, first, isPacked || isTransport) - pieces[0].start;
    const decoded = await Promise.all(pieces.map(decodePiece));
    return decoded.map(({ start, samples }) => ({ start: start + shift, samples }));
  }

  #anchorOf(discontinuity: number, signal: AbortSignal): Promise<Anchor> {
    let anchor = this.#anchors.get(discontinuity);
    if (!anchor) {
      const isHere = (segment: Segment): boolean => segment.discontinuity === discontinuity;
      anchor = this.#readAnchor((this.#timeline.segments.find(isHere) ?? this.#sound.segments.find(isHere))!, signal);
      this.#anchors.set(discontinuity, anchor);
      anchor.catch(() => this.#anchors.delete(discontinuity));
    }
    return anchor;
  }

  async #readAnchor(segment: Segment, signal: AbortSignal): Promise<Anchor> {
    const parts = await Promise.all([segment.map, segment].map((part) => part && this.#fetcher.bytes(part, signal)));
    return { timestamp: firstTimestamp(join(parts.filter((part) => part !== null))), position: segment.start };
  }
}

/** Where a timestamp lies that was met at the beginning of this segment. As in hls.js, one that is far off is not believed. */
export function positionOf(
  timestamp: number,
  anchor: Anchor,
  segment: Pick<Segment, 'start' | 'duration'>,
  wraps: boolean,
): number {
  if (anchor.timestamp === null) return segment.start;
  let position = anchor.position + timestamp - anchor.timestamp;
  if (wraps) position -= Math.round((position - segment.start) / TS_WRAP_SECONDS) * TS_WRAP_SECONDS;
  return Math.abs(position - segment.start) >= Math.max(segment.duration, 1) ? segment.start : position;
}
