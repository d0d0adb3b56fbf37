import { T333Error } from '../errors.ts';
import { diagnoseStatus } from './diagnose.ts';

/** What this needs to know of hls.js's `ErrorData`. */
export interface HlsErrorLike {
  readonly type: string;
  readonly details: string;
  readonly error?: Error;
  readonly url?: string | undefined;
  readonly frag?: { readonly url: string } | undefined;
  readonly response?: { readonly code?: number; readonly data?: unknown } | undefined;
}

/** What an error of hls.js means, as far as it can be told without asking the network again. */
export function diagnoseHls({ type, details, error: cause, url, frag, response }: HlsErrorLike): T333Error {
  const address = url ?? frag?.url ?? 'the stream';
  const status = response?.code ?? 0;
  const make = (code: T333Error['code'], message: string, retryable = true): T333Error =>
    new T333Error(code, message, { cause, retryable });

  if (type === 'keySystemError') {
    return make('media-unsupported', `The stream is encrypted, and no key can be had (${details}).`, false);
  }
  if (/codec/i.test(details))
    return make('media-unsupported', `The browser has no decoder for it (${details}).`, false);
  if (type !== 'networkError') return make('media-decode', `The media cannot be played (${details}).`);
  if (/timeout$/i.test(details)) return make('timeout', `No answer in time from ${address}`);
  if (status >= 400) return diagnoseStatus(status, address);
  if (details === 'levelEmptyError') return make('empty-playlist', `Nothing to play is listed in ${address}`);
  if (/parsing/i.test(details)) {
    return isPlaylist(response?.data)
      ? make('empty-playlist', `Nothing that can be played is listed in ${address} (${cause?.message})`)
      : make('not-hls', `Not an HLS playlist, but ${startOf(response?.data)}: ${address}`);
  }
  return make('network', `${address} could not be reached.`);
}

const isPlaylist = (body: unknown): boolean => typeof body === 'string' && body.startsWith('#EXTM3U');

/** Enough of a wrong answer to recognise it by. */
const EXCERPT_LENGTH = 40;

function startOf(body: unknown): string {
  if (typeof body !== 'string' || body.trim() === '') return 'nothing';
  return /^\s*<(!doctype|html|head|body)/i.test(body) ? 'a web page' : JSON.stringify(body.slice(0, EXCERPT_LENGTH));
}
