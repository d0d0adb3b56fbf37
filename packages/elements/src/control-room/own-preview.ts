import type { CreatorStream } from '@t333/core/creator';

/** Without a player the place stays dark. */
function ignore(): void {}

/**
 * The address of the picture, for a player of the element's own, which is loaded when there is one. A server may sign it anew with every
 * answer: for one stream it is the first.
 */
export class OwnPreview {
  #key: string | null = null;
  #src: string | null = null;

  /** @returns null where there is nothing to see */
  srcOf(stream: CreatorStream | null | undefined): string | null {
    const url = stream && stream.status !== 'ended' ? stream.hlsUrl : null;
    const key = url ? `${stream!.id} ${stream!.status}` : null;
    if (key !== this.#key) this.#src = url ?? null;
    this.#key = key;
    if (this.#src) import('../live-player/define.ts').catch(ignore);
    return this.#src;
  }
}
