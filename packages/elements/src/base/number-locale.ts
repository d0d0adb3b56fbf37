import { languageOf } from '../i18n/localize.ts';

/** In which language figures of an element are written: in that of its texts; where a page made one up, in the browser's. */
export function numberLocaleOf(element: Element): string | undefined {
  try {
    return Intl.NumberFormat.supportedLocalesOf(languageOf(element))[0];
  } catch {
    return undefined;
  }
}
