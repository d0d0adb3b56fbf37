import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** Long enough for a long evening: what plays does not ask for another one. */
const TTL_MS = 6 * 3_600_000;
/** Addresses of the same five minutes are the same, so that browsers find in their cache what they have. */
const STEP_SECONDS = 300;
/** So that nothing else that is signed with this secret passes for an address. */
const PURPOSE = 't333-media-1';
const SIGNATURE = /^(\d{1,12})\.([\w-]{43})$/;

/** What a signature covers: all media of one stream or video. */
export type MediaKind = 'live' | 'vods';

/**
 * Addresses of media that is not for all, good for some hours. The signature stands before the name, so relative addresses in playlists
 * inherit it. It covers what it is for and when it ends: HMAC-SHA-256.
 */
export class SignedUrls {
  readonly #secret: string;
  readonly #clock: Clock;

  /** @param options.secret 32 characters at least, the same on all instances */
  constructor({ secret, clock }: { secret: string; clock: Clock }) {
    this.#secret = secret;
    this.#clock = clock;
  }

  /** @param file below the stream or video: `master.m3u8` */
  sign(kind: MediaKind, id: string, file: string): string {
    const until = Math.ceil((this.#clock.now() + TTL_MS) / 1000 / STEP_SECONDS) * STEP_SECONDS;
    return `/media/signed/${until}.${this.#mac(kind, id, until).toString('base64url')}/${kind}/${id}/${file}`;
  }

  /** Whether it is good for this, and still. */
  isGood(signature: string, kind: MediaKind, id: string): boolean {
    const [, until, mac] = SIGNATURE.exec(signature) ?? [];
    if (until === undefined || mac === undefined) return false;
    const isRight = timingSafeEqual(this.#mac(kind, id, Number(until)), Buffer.from(mac, 'base64url'));
    return isRight && Number(until) * 1000 > this.#clock.now();
  }

  #mac(kind: MediaKind, id: string, until: number): Buffer {
    return createHmac('sha256', this.#secret).update(`${PURPOSE}\n${kind}\n${id}\n${until}`).digest();
  }
}
