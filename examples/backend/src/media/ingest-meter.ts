/** How well a stream comes in. */
export interface HealthSample {
  bitrateKbps: number;
  fps: number;
  /** Of frames that should have come, 0 to 1. */
  dropRate: number;
  /** Unix milliseconds. */
  timestamp: number;
}

const FILE_HEADER_BYTES = 9;
const TAG_HEADER_BYTES = 11;
const SIZE_FIELD_BYTES = 4;
const VIDEO_TAG = 9;
const AVC = 7;
const PICTURE = 1;

/** Rates are of the last so many samples: of all between two that are told. */
const WINDOW = 5;
const DROP_WINDOW = 10;

interface Counts {
  bytes: number;
  frames: number;
  dropped: number;
  seconds: number;
}

/** Counts what a publisher sends, in a copy of it as FLV: bits, pictures, and pictures that by their times are missing. */
export class IngestMeter {
  readonly #frameMs: number;
  #rest: Buffer = Buffer.alloc(0);
  /** Bytes to leave out before the next header. */
  #skip = FILE_HEADER_BYTES + SIZE_FIELD_BYTES;
  #lastMs: number | null = null;
  #bytes = 0;
  #frames = 0;
  #dropped = 0;
  #sampledAtMs: number;
  #window: Counts[] = [];

  /** @param frameRate of the source; null: what is missing cannot be told */
  constructor(frameRate: number | null, nowMs: number) {
    this.#frameMs = frameRate === null ? Infinity : 1000 / frameRate;
    this.#sampledAtMs = nowMs;
  }

  /** Another copy begins: a new file header, and times of its own. */
  beginRun(): void {
    this.#rest = Buffer.alloc(0);
    this.#skip = FILE_HEADER_BYTES + SIZE_FIELD_BYTES;
    this.#lastMs = null;
  }

  push(bytes: Buffer): void {
    this.#bytes += bytes.length;
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const skipped = Math.min(this.#skip, this.#rest.length);
      this.#skip -= skipped;
      this.#rest = this.#rest.subarray(skipped);
      // The two bytes behind a header say what a picture is.
      if (this.#skip > 0 || this.#rest.length < TAG_HEADER_BYTES + 2) return;
      this.#tag(this.#rest);
      this.#skip = TAG_HEADER_BYTES + this.#rest.readUIntBE(1, 3) + SIZE_FIELD_BYTES;
    }
  }

  #tag(tag: Buffer): void {
    const isPicture = (tag[TAG_HEADER_BYTES]! & 0x0f) !== AVC || tag[TAG_HEADER_BYTES + 1] === PICTURE;
    if ((tag[0]! & 0x1f) !== VIDEO_TAG || !isPicture) return;
    this.#frames++;
    const timeMs = tag.readUIntBE(4, 3) + tag[7]! * 2 ** 24;
    if (this.#lastMs !== null) this.#dropped += Math.max(0, Math.round((timeMs - this.#lastMs) / this.#frameMs) - 1);
    this.#lastMs = timeMs;
  }

  /** What came since the last one, smoothed. Call it once a second. */
  sample(nowMs: number): HealthSample {
    const seconds = Math.max(0.001, (nowMs - this.#sampledAtMs) / 1000);
    this.#window = [
      ...this.#window.slice(1 - DROP_WINDOW),
      { bytes: this.#bytes, frames: this.#frames, dropped: this.#dropped, seconds },
    ];
    this.#bytes = this.#frames = this.#dropped = 0;
    this.#sampledAtMs = nowMs;
    const sum = (count: keyof Counts, last: number) =>
      this.#window.slice(-last).reduce((total, counts) => total + counts[count], 0);
    const dropped = sum('dropped', DROP_WINDOW);
    return {
      bitrateKbps: Math.round((sum('bytes', WINDOW) * 8) / 1000 / sum('seconds', WINDOW)),
      fps: Math.round((sum('frames', WINDOW) / sum('seconds', WINDOW)) * 10) / 10,
      dropRate: dropped === 0 ? 0 : dropped / (dropped + sum('frames', DROP_WINDOW)),
      timestamp: nowMs,
    };
  }
}
