import type { LiveStream } from './live-stream.ts';

/** The live streams that are made on this instance, by the id of the stream. */
export class LiveStreams {
  readonly #streams = new Map<string, LiveStream>();
  readonly #awaited = new Map<string, PromiseWithResolvers<LiveStream>>();

  get size(): number {
    return this.#streams.size;
  }

  get(streamId: string): LiveStream | null {
    return this.#streams.get(streamId) ?? null;
  }

  set(streamId: string, stream: LiveStream): void {
    this.#streams.set(streamId, stream);
    this.#awaited.get(streamId)?.resolve(stream);
    this.#awaited.delete(streamId);
  }

  /** The stream as soon as it is there. */
  added(streamId: string): Promise<LiveStream> {
    const known = this.#streams.get(streamId);
    if (known) return Promise.resolve(known);
    const awaited = this.#awaited.get(streamId) ?? Promise.withResolvers<LiveStream>();
    this.#awaited.set(streamId, awaited);
    return awaited.promise;
  }

  /** Takes it away, if it is still that one. */
  delete(streamId: string, stream: LiveStream): void {
    if (this.#streams.get(streamId) === stream) this.#streams.delete(streamId);
  }
}
