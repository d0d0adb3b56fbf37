/** The end of a JPEG. Within its picture no such bytes stand one after the other. */
const END = Buffer.from([0xff, 0xd9]);

/** A picture of 320 × 180 has 20 kB or so. */
const MAX_BYTES = 1024 * 1024;

/** Splits JPEGs that come one after the other in a stream of bytes. */
export class JpegSplitter {
  #rest: Buffer = Buffer.alloc(0);

  /** @returns the pictures that are whole now. What is too large is left out. */
  push(bytes: Buffer): Buffer[] {
    const pictures: Buffer[] = [];
    const searchedTo = Math.max(0, this.#rest.length - 1);
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (let at = this.#rest.indexOf(END, searchedTo); at >= 0; at = this.#rest.indexOf(END)) {
      pictures.push(Buffer.from(this.#rest.subarray(0, at + END.length)));
      this.#rest = this.#rest.subarray(at + END.length);
    }
    if (this.#rest.length > MAX_BYTES) this.#rest = Buffer.alloc(0);
    return pictures;
  }
}

/** Of a stream; who has the address of one sees it a while after the next has come. */
const KEPT = 6;

/** The last small pictures of each live stream. */
export class Thumbnails {
  readonly #pictures = new Map<string, { name: string; bytes: Buffer }[]>();
  readonly #counts = new Map<string, number>();

  /** @returns its name, which no other picture of that stream has */
  add(streamId: string, bytes: Buffer): string {
    const count = (this.#counts.get(streamId) ?? 0) + 1;
    this.#counts.set(streamId, count);
    const name = `${count}.jpg`;
    this.#pictures.set(streamId, [...(this.#pictures.get(streamId) ?? []), { name, bytes }].slice(-KEPT));
    return name;
  }

  latest(streamId: string): Buffer | null {
    return this.#pictures.get(streamId)?.at(-1)?.bytes ?? null;
  }

  named(streamId: string, name: string): Buffer | null {
    return this.#pictures.get(streamId)?.find((one) => one.name === name)?.bytes ?? null;
  }

  /** Those so far are for nobody any more. Their names stay theirs. */
  hide(streamId: string): void {
    this.#pictures.delete(streamId);
  }

  delete(streamId: string): void {
    this.#pictures.delete(streamId);
    this.#counts.delete(streamId);
  }
}
