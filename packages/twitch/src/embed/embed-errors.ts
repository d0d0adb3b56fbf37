import { T333Error, type T333ErrorCode } from '@t333/core/errors';
import type { EmbedFault } from './embed-state.ts';
import { READY_TIMEOUT_MS } from './embed-state.ts';

type Meaning = readonly [code: T333ErrorCode, retryable: boolean, message: string];

const GEO: Meaning = ['forbidden', false, 'It is not available in this country.'];
const CROWDED: Meaning = ['rate-limited', true, 'Twitch lets no more viewers in for now.'];
const SIGN_IN: Meaning = ['unauthorized', false, 'Twitch wants the viewer to sign in.'];

/** What the codes of the embed's `error` event mean; Twitch does not document them. */
const MEANINGS: Readonly<Record<number, Meaning>> = {
  1: GEO,
  2: ['media-unsupported', false, 'Twitch does not support this device.'],
  3: ['forbidden', false, 'Twitch refuses anonymizing networks.'],
  4: ['forbidden', false, 'It may not be watched over a cellular network.'],
  5: ['forbidden', false, 'It is for those who are entitled to it.'],
  6: ['forbidden', false, 'The video is for subscribers.'],
  509: CROWDED,
  1000: ['network', true, 'Twitch broke off.'],
  2000: ['network', true, 'Twitch could not be reached.'],
  2001: CROWDED,
  3000: ['media-decode', true, 'The media could not be decoded.'],
  4000: ['media-unsupported', false, 'The browser cannot play the format.'],
  5000: ['not-found', true, 'There is no such stream.'],
  6000: ['media-decode', true, 'The picture could not be drawn.'],
  8001: ['network', true, 'The player failed.'],
  8002: ['empty-playlist', true, 'The channel is offline.'],
  8003: SIGN_IN,
  8004: SIGN_IN,
};

/** Why an embed does not play. @param source for the message */
export function embedError(fault: EmbedFault, source: string): T333Error {
  if (fault === 'silent') {
    return new T333Error(
      'timeout',
      `Twitch's player for ${source} did not get ready in ${READY_TIMEOUT_MS / 1000} s. Is every domain in \`parent\`?`,
      { retryable: true },
    );
  }
  const [code, retryable, message] = MEANINGS[fault] ?? ['network', true, 'The player failed.'];
  return new T333Error(code, `${source}: ${message}`, { cause: `Twitch error ${fault}`, retryable });
}

/** The code in what an `error` event brings, whatever shape it has; one that stands for anything where there is none. */
export function faultOf(detail: unknown): number {
  const code = typeof detail === 'object' && detail !== null ? (detail as { code?: unknown }).code : detail;
  return Number.isFinite(Number(code)) && code !== null && code !== '' ? Number(code) : UNKNOWN_CODE;
}

const UNKNOWN_CODE = 8001;
