import type { BlobStore } from '../blob/blob-store.ts';
import type { RecordedRendition, RecordedSegment, Recording } from '../vods/recording.ts';
import { THUMBNAIL } from '../vods/recording-files.ts';
import { initName, segmentName, type Segment } from './live-window.ts';
import type { Variant } from './live-playlist.ts';

export interface RecorderOptions {
  blobs: Pick<BlobStore, 'put' | 'delete'>;
  /** Of all names, without a slash at its end: `streams/<id>`. */
  prefix: string;
  /** In the names of all files. Default: none. */
  mark?: string;
  /** Called once, with the first failure. The stream goes on. */
  onBroken?: (error: unknown) => void;
}

/** Segments that wait for the disk; more are given up, since they would fill the memory. */
const MAX_PENDING = 40;

/** Writes the segments of a live stream down as they are. What cannot be written is left out, and never holds up who watches. */
export class Recorder {
  readonly #options: RecorderOptions;
  /** By rendition, in order. */
  readonly #written = new Map<string, RecordedSegment[]>();
  readonly #inits = new Map<string, string>();
  readonly #pending = new Set<Promise<void>>();
  /** One after the other. */
  #thumbnail: Promise<void> = Promise.resolve();
  #isBroken = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** Whether anything could not be written. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  writeInit(rendition: string, run: number, bytes: Buffer): void {
    const name = initName(run, this.#options.mark);
    if (!this.#inits.has(rendition)) this.#inits.set(rendition, name);
    void this.#put(`${rendition}/${name}`, () => bytes);
  }

  /** @returns whether it is there now */
  async write(rendition: string, segment: Segment): Promise<boolean> {
    if (segment.isGap) return false;
    const name = segmentName(segment.msn, this.#options.mark);
    const isThere = await this.#put(`${rendition}/${name}`, () =>
      Buffer.concat(segment.parts.map(({ bytes }) => bytes)),
    );
    if (!isThere) return false;
    const written = this.#writtenOf(rendition);
    const init = initName(segment.run, this.#options.mark);
    written.push({
      name,
      durationMs: segment.seconds * 1000,
      startMs: segment.startMs,
      ...(segment.isDiscontinuity && { isDiscontinuity: true }),
      ...(init !== this.#inits.get(rendition) && { init }),
    });
    return true;
  }

  /** The last one is that of the recording. */
  writeThumbnail(bytes: Buffer): void {
    this.#thumbnail = this.#thumbnail.then(async () => void (await this.#put(THUMBNAIL, () => bytes)));
  }

  /** The last one is that of nothing: it was of what is not shown. */
  dropThumbnail(): void {
    const { blobs, prefix } = this.#options;
    this.#thumbnail = this.#thumbnail
      .then(() => blobs.delete(`${prefix}/${THUMBNAIL}`))
      .catch((error: unknown) => this.#break(error));
  }

  /** What there is so far. Where a segment is missing, the next one is a discontinuity. */
  recording(variants: readonly Variant[]): Recording {
    const { mark } = this.#options;
    return {
      ...(mark !== undefined && { mark }),
      renditions: variants.flatMap((variant): RecordedRendition[] => {
        const init = this.#inits.get(variant.name);
        const segments = (this.#written.get(variant.name) ?? []).toSorted((a, b) => msnOf(a) - msnOf(b));
        if (init === undefined || segments.length === 0) return [];
        return [{ ...variant, init, segments: segments.map((segment, i) => afterHole(segment, segments[i - 1])) }];
      }),
    };
  }

  /** Resolves when all that could be written is. */
  async settled(): Promise<void> {
    await this.#thumbnail;
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  #writtenOf(rendition: string): RecordedSegment[] {
    const written = this.#written.get(rendition) ?? [];
    this.#written.set(rendition, written);
    return written;
  }

  async #put(name: string, bytes: () => Buffer): Promise<boolean> {
    if (this.#pending.size >= MAX_PENDING) {
      this.#break(new Error('The disk is too slow'));
      return false;
    }
    const done = Promise.withResolvers<void>();
    this.#pending.add(done.promise);
    try {
      await this.#options.blobs.put(`${this.#options.prefix}/${name}`, bytes());
      return true;
    } catch (error) {
      this.#break(error);
      return false;
    } finally {
      this.#pending.delete(done.promise);
      done.resolve();
    }
  }

  #break(error: unknown): void {
    if (this.#isBroken) return;
    this.#isBroken = true;
    this.#options.onBroken?.(error);
  }
}

const msnOf = ({ name }: RecordedSegment): number => Number.parseInt(name);

const afterHole = (segment: RecordedSegment, before: RecordedSegment | undefined): RecordedSegment =>
  before && msnOf(segment) !== msnOf(before) + 1 ? { ...segment, isDiscontinuity: true } : segment;
