import type { Clock } from '../clock.ts';
import type { MediaKind } from './signed-urls.ts';

/** What is known of media before it is given out. */
export interface MediaFacts {
  /** For whoever has its address. What is not, needs a signature. */
  isOpen: boolean;
  /** Where its blobs are; null while they are given out by whoever makes them alone. */
  prefix: string | null;
}

export type FindMedia = (kind: MediaKind, id: string) => Promise<MediaFacts | null>;

/** A player asks ten times a second. What has become private is shut after this. */
const FRESH_MS = 2000;
const MAX_KEPT = 1000;

/** What was known of media lately, so that the database is not asked for every part of it. */
export class MediaAccess {
  readonly #find: FindMedia;
  readonly #clock: Clock;
  readonly #kept = new Map<string, { facts: Promise<MediaFacts | null>; atMs: number }>();

  constructor({ find, clock }: { find: FindMedia; clock: Clock }) {
    this.#find = find;
    this.#clock = clock;
  }

  facts(kind: MediaKind, id: string): Promise<MediaFacts | null> {
    const key = `${kind}/${id}`;
    const nowMs = this.#clock.now();
    const known = this.#kept.get(key);
    if (known && Math.abs(nowMs - known.atMs) < FRESH_MS) return known.facts;
    const facts = this.#find(kind, id);
    this.#kept.delete(key);
    this.#kept.set(key, { facts, atMs: nowMs });
    // A failure is not kept: the next one asks anew.
    facts.catch(() => this.forget(kind, id));
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= MAX_KEPT) break;
      this.#kept.delete(oldest);
    }
    return facts;
  }

  /** It has changed: it is judged anew. */
  forget(kind: MediaKind, id: string): void {
    this.#kept.delete(`${kind}/${id}`);
  }
}
