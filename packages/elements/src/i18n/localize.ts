/** Texts by key. Placeholders stand in braces: `{name}`. */
export type Messages = Readonly<Record<string, string>>;

const locales = new Map<string, Messages>();

/**
 * Adds or completes the texts of a language. English is built in; the keys stand in each element's `messages.ts`.
 *
 * @param language BCP 47: `de`, `pt-BR`
 */
export function registerLocale(language: string, messages: Messages): void {
  const key = language.toLowerCase();
  locales.set(key, { ...locales.get(key), ...messages });
}

/**
 * The text for `key` in the language of `element`: that of the nearest `lang` attribute; English where nothing is known.
 *
 * @param english the element's own table, whose keys are the only ones allowed
 */
export function localize<Table extends Messages>(
  element: Element,
  english: Table,
  key: keyof Table & string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const language = languageOf(element);
  const text = locales.get(language)?.[key] ?? locales.get(language.split('-')[0] ?? '')?.[key] ?? english[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}

/** The language of the texts of an element, in lower case; English where no other is known here. */
export const languageOf = (element: Element): string =>
  (locales.size > 0 && pageLanguageOf(element)?.toLowerCase()) || 'en';

/**
 * What the page says of the language around an element; null where it says nothing.
 *
 * `closest` does not see through a shadow root, so each host is asked in turn.
 */
export function pageLanguageOf(element: Element): string | null {
  for (let scope: Element | null = element; scope; scope = (scope.getRootNode() as ShadowRoot).host ?? null) {
    const lang = scope.closest('[lang]')?.getAttribute('lang');
    if (lang) return lang;
  }
  return null;
}
