import { Mp4Error, readFragment, readInit, type Fragment, type Init } from './mp4.ts';

export type SplitPiece = { init: Init } | { fragment: Fragment };

/** The largest box that is taken, in bytes: a part of 0.25 s at 250 Mbit/s. */
const MAX_BOX_BYTES = 8 * 1024 * 1024;

/** Headers are smaller. */
const MAX_HEADER_BOX_BYTES = 256 * 1024;
const HEADER_BYTES = 8;

/** Boxes that stand between fragments and that nobody needs. */
const LEFT_OUT = new Set(['styp', 'sidx', 'free', 'skip', 'prft', 'emsg', 'mfra']);
const TAKEN = new Set(['ftyp', 'moov', 'moof', 'mdat', ...LEFT_OUT]);

/**
 * Splits a stream of fragmented MP4 into its initialization segment and its fragments, however the bytes arrive. It holds one fragment at most.
 */
export class FragmentSplitter {
  readonly #header = Buffer.alloc(HEADER_BYTES);
  #filled = 0;
  /** The box that is arriving, with its header. */
  #box: Buffer | null = null;
  #ftyp: Buffer | null = null;
  #moof: Buffer | null = null;
  #init: Init | null = null;
  #hasFailed = false;

  /**
   * Takes bytes; gives what they complete. `bytes` may be used anew afterwards.
   *
   * @throws Mp4Error for what is no fragmented MP4. Nothing is taken after it.
   */
  push(bytes: Buffer): SplitPiece[] {
    if (this.#hasFailed) throw new Mp4Error('It is broken already');
    try {
      return this.#take(bytes);
    } catch (error) {
      this.#hasFailed = true;
      this.#box = this.#ftyp = this.#moof = null;
      throw error;
    }
  }

  #take(bytes: Buffer): SplitPiece[] {
    const pieces: SplitPiece[] = [];
    for (let at = 0; at < bytes.length;) {
      if (!this.#box) {
        const taken = bytes.copy(this.#header, this.#filled, at, at + HEADER_BYTES - this.#filled);
        at += taken;
        this.#filled += taken;
        if (this.#filled === HEADER_BYTES) this.#box = this.#begin();
        if (!this.#box || this.#box.length > HEADER_BYTES) continue;
      }
      const taken = bytes.copy(this.#box, this.#filled, at);
      at += taken;
      this.#filled += taken;
      if (this.#filled < this.#box.length) continue;
      const box = this.#box;
      this.#box = null;
      this.#filled = 0;
      const piece = this.#complete(box);
      if (piece) pieces.push(piece);
    }
    return pieces;
  }

  #begin(): Buffer {
    const size = this.#header.readUInt32BE(0);
    const type = this.#header.toString('latin1', 4, 8);
    if (!TAKEN.has(type)) throw new Mp4Error('Not a box of fragmented MP4');
    if (size < HEADER_BYTES || size > (type === 'mdat' ? MAX_BOX_BYTES : MAX_HEADER_BOX_BYTES))
      throw new Mp4Error('A box of a size that is not taken');
    const box = Buffer.allocUnsafe(size);
    this.#header.copy(box);
    return box;
  }

  #complete(box: Buffer): SplitPiece | null {
    const type = box.toString('latin1', 4, 8);
    const body = box.subarray(HEADER_BYTES);
    if (type === 'ftyp') this.#ftyp = box;
    if (type === 'moov') {
      if (this.#init) throw new Mp4Error('A second initialization segment');
      this.#init = readInit(Buffer.concat([...(this.#ftyp ? [this.#ftyp] : []), box]), body);
      return { init: this.#init };
    }
    if (type === 'moof') {
      if (this.#moof || !this.#init) throw new Mp4Error('A fragment out of order');
      this.#moof = box;
    }
    if (type === 'mdat') {
      if (!this.#moof || !this.#init) throw new Mp4Error('Media without a fragment');
      const moof = this.#moof;
      this.#moof = null;
      const bytes = Buffer.concat([moof, box]);
      return { fragment: readFragment(bytes, moof.subarray(HEADER_BYTES), this.#init.tracks) };
    }
    return null;
  }
}
