/** How well a language answers to another: not at all, as the same language, as a part of it or the other way round, exactly. */
export type LanguageMatch = 0 | 1 | 2 | 3;

/** The codes of ISO 639-2/B, which media has and BCP 47 has not; only some engines know them. */
const BIBLIOGRAPHIC =
  'alb:sq arm:hy baq:eu bur:my chi:zh cze:cs dut:nl fre:fr geo:ka ger:de gre:el ice:is mac:mk mao:mi may:ms per:fa rum:ro slo:sk tib:bo wel:cy';

/** What languages are called differs: `deu`, `ger` and `DE` are `de`. What is no tag of BCP 47 is taken as it is. */
export function canonicalLanguage(tag: string): string {
  try {
    const canonical = Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? '';
    return new RegExp(`\\b${canonical}:(..)`).exec(BIBLIOGRAPHIC)?.[1] ?? canonical;
  } catch {
    return tag.toLowerCase();
  }
}

/**
 * Compares two tags of BCP 47 by their beginnings: `de` matches `de-AT` (2), `pt-BR` matches `pt-PT` (1), `zh` does not match
 * `de` (0). An empty tag is a language that nobody knows: it matches nothing but another.
 */
export function matchLanguage(wanted: string, offered: string): LanguageMatch {
  const [a, b] = [canonicalLanguage(wanted), canonicalLanguage(offered)];
  if (a === b) return 3;
  if (a === '' || b === '') return 0;
  if (a.startsWith(`${b}-`) || b.startsWith(`${a}-`)) return 2;
  return a.split('-')[0] === b.split('-')[0] ? 1 : 0;
}
