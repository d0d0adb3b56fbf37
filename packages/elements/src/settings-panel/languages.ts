import { numberLocaleOf } from '../base/number-locale.ts';

/** Those that most streams are in; a channel that has another keeps it. */
const COMMON =
  'ar bg bn cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nb nl pl pt ro ru sk sl sr sv ta te th tl tr uk ur vi zh'.split(
    ' ',
  );

/** Languages with their names, as the language of an element calls them, in its order. */
export function languagesFor(host: Element, chosen: string | null | undefined): readonly (readonly [string, string])[] {
  const locale = numberLocaleOf(host);
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  const codes = chosen && !COMMON.includes(chosen) ? [...COMMON, chosen] : COMMON;
  return codes
    .map((code) => [code, nameOf(names, code)] as const)
    .toSorted(([, a], [, b]) => a.localeCompare(b, locale));
}

function nameOf(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
