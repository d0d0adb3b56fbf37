import { abortError, T333Error } from '../../errors.ts';
import { diagnose, diagnoseStatus } from '../../player/diagnose.ts';
import type { Resource, SegmentKey } from './hls-playlist.ts';

/** At a time and source: what plays on the page must not starve. */
const PARALLEL_REQUESTS = 6;

/** @throws T333Error of the network, as players report them */
export async function request(
  url: string,
  signal: AbortSignal,
  headers: Record<string, string> = {},
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal, headers, priority: 'low' });
  } catch (cause) {
    if (signal.aborted) throw abortError(signal.reason);
    throw await diagnose(url, new T333Error('network', `${url} could not be fetched.`, { cause, retryable: true }), {
      signal,
    });
  }
  if (!response.ok) throw diagnoseStatus(response.status, url);
  return response;
}

/** Fetches what playlists name; keys once. */
export class SegmentFetcher {
  readonly #keys = new Map<string, Promise<CryptoKey>>();

  async bytes(
    { url, range, key }: Resource & { readonly key: SegmentKey | null },
    signal: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const response = await request(url, signal, range ? { Range: `bytes=${range.start}-${range.end - 1}` } : {});
    let bytes = new Uint8Array(await response.arrayBuffer());
    // A server may ignore the range and send everything.
    if (range && response.status !== 206) bytes = bytes.slice(range.start, range.end);
    return key ? this.#decrypt(bytes, key, signal) : bytes;
  }

  async #decrypt(
    bytes: Uint8Array<ArrayBuffer>,
    { method, url, format, iv }: SegmentKey,
    signal: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer>> {
    if (method !== 'AES-128' || format !== 'identity' || !url) {
      throw new T333Error('unsupported', 'Protected sound cannot be listened to.');
    }
    if (!globalThis.crypto?.subtle) throw new T333Error('unsupported', 'Decryption needs a secure page (https).');
    let key = this.#keys.get(url);
    if (!key) {
      key = request(url, signal)
        .then((response) => response.arrayBuffer())
        .then((raw) => crypto.subtle.importKey('raw', raw, 'AES-CBC', false, ['decrypt']));
      this.#keys.set(url, key);
    }
    try {
      return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, await key, bytes));
    } catch (cause) {
      if (cause instanceof T333Error) throw cause;
      throw new T333Error('media-decode', 'The sound could not be decrypted.', { cause });
    }
  }
}

/** Runs a task for each, several at a time. */
export async function mapInParallel<In, Out>(items: readonly In[], task: (item: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const i = next++;
      results[i] = await task(items[i]!);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_REQUESTS }, worker));
  return results;
}
