import type { LiveStream } from './live-stream.ts';

/** The live streams that are made on this instance, by the id of the stream. */
export class LiveStreams {
  readonly #streams = new Map<string, LiveStream>();

  get size(): number {
    return this.#streams.size;
  }

  get(streamId: string): LiveStream | null {
    return this.#streams.get(streamId) ?? null;
  }

  set(streamId: string, stream: LiveStream): void {
    this.#streams.set(streamId, stream);
  }

  /** Takes it away, if it is still that one. */
  delete(streamId: string, stream: LiveStream): void {
    if (this.#streams.get(streamId) === stream) this.#streams.delete(streamId);
  }
}
