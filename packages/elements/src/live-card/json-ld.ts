import { absoluteUrl } from '../base/safe-url.ts';

/** What search engines are told of a stream. */
export interface LiveFacts {
  readonly label: string | null;
  readonly description?: string | null;
  /** The page of the stream. */
  readonly href?: string | null;
  readonly poster?: string | null;
  /** ISO 8601, as are the others. */
  readonly startsAt?: string | null;
  readonly startedAt?: string | null;
  readonly endedAt?: string | null;
}

const dateOf = (text: string | null | undefined): string | undefined => {
  const date = new Date(text ?? NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};

/** All that means something to a parser of HTML, wherever the text is put. */
const MARKUP = /[<>&\u2028\u2029]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * A live stream as JSON-LD: schema.org's VideoObject with a BroadcastEvent. No text in it can end the `<script>` that it stands in, so a
 * server can write it too.
 *
 * @param page the address of the page, for relative ones
 * @returns empty where there is not enough to tell: a name and a time
 */
export function liveJsonLd(facts: LiveFacts, page: string): string {
  const startDate = dateOf(facts.startedAt) ?? dateOf(facts.startsAt);
  if (!facts.label || !startDate) return '';
  const poster = absoluteUrl(facts.poster ?? null, page);
  const data = {
    '@context': 'https://schema.org',
    '@type': 'VideoObject',
    name: facts.label,
    description: facts.description || facts.label,
    ...(poster && { thumbnailUrl: [poster] }),
    uploadDate: startDate,
    url: absoluteUrl(facts.href ?? null, page) ?? undefined,
    publication: {
      '@type': 'BroadcastEvent',
      isLiveBroadcast: true,
      startDate,
      endDate: dateOf(facts.endedAt),
    },
  };
  return JSON.stringify(data).replace(MARKUP, escaped);
}
