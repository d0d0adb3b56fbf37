import type { LatencyMode } from '../player/live-control.ts';
import type { TrackPreference } from './choose-track.ts';

/** What a viewer has chosen, for all players of a site; null where nothing was. */
export interface Preferences {
  readonly captions: TrackPreference | null;
  readonly audio: TrackPreference | null;
  readonly latency: LatencyMode | null;
}

export const NO_PREFERENCES: Preferences = Object.freeze({ captions: null, audio: null, latency: null });

/** A record of another version is none. */
export const PREFERENCES_VERSION = 1;

/** More than any record has, and little enough to read whatever somebody has put there. */
const MAX_LENGTH = 1000;
/** RFC 5646, 4.4.1 wants 35 characters for a tag. */
const LANGUAGE = /^[\w-]{0,35}$/;
const KIND = /^[a-z-]{0,20}$/;

export const formatPreferences = ({ captions, audio, latency }: Preferences): string =>
  JSON.stringify({ v: PREFERENCES_VERSION, captions, audio, latency });

/** What was stored, whoever wrote it: what makes no sense was not chosen. */
export function parsePreferences(text: string | null): Preferences {
  if (text === null || text.length > MAX_LENGTH) return NO_PREFERENCES;
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return NO_PREFERENCES;
  }
  if (own(stored, 'v') !== PREFERENCES_VERSION) return NO_PREFERENCES;
  const latency = own(stored, 'latency');
  return Object.freeze({
    captions: parseTrack(own(stored, 'captions')),
    audio: parseTrack(own(stored, 'audio')),
    latency: latency === 'low' || latency === 'normal' ? latency : null,
  });
}

function parseTrack(stored: unknown): TrackPreference | null {
  const [isOff, language, kind] = ['isOff', 'language', 'kind'].map((name) => own(stored, name));
  if (typeof isOff !== 'boolean' || typeof language !== 'string' || typeof kind !== 'string') return null;
  return LANGUAGE.test(language) && KIND.test(kind) ? Object.freeze({ isOff, language, kind }) : null;
}

const own = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
