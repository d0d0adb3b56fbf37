import { codePoints } from '../protocol/readers.ts';
import { MAX_DESCRIPTION_LENGTH, MAX_TITLE_LENGTH } from './schedule-item.ts';
import {
  LATENCY_MODES,
  MAX_DVR_WINDOW_SECONDS,
  MAX_MIN_AGE,
  MAX_TAG_LENGTH,
  MAX_TAGS,
  SETTINGS_FIELDS,
  VISIBILITIES,
  type SettingsField,
  type SomeSettings,
} from './settings.ts';

/** What is wrong with the value of a field, with what is needed to say so. */
export type SettingsFault =
  | { readonly code: 'required' }
  | { readonly code: 'too-long'; readonly count: number; readonly max: number }
  | { readonly code: 'too-many'; readonly count: number; readonly max: number }
  | { readonly code: 'word-too-long'; readonly word: string; readonly max: number }
  | { readonly code: 'word-twice'; readonly word: string }
  | { readonly code: 'out-of-range'; readonly min: number; readonly max: number }
  /** None of what there is to choose from. */
  | { readonly code: 'unknown' }
  /** A server has said no, in its own words. */
  | { readonly code: 'refused'; readonly reason: string };

/** How many characters the text of a field may have; null: it is no text, or any. */
export const maxLengthOf = (field: SettingsField): number | null =>
  field === 'title' ? MAX_TITLE_LENGTH : field === 'description' ? MAX_DESCRIPTION_LENGTH : null;

/**
 * What is wrong with a value; null where a server would take it.
 *
 * @param categoryIds those that there are; null while they are not known
 */
export function settingsFault<Field extends SettingsField>(
  field: Field,
  settings: SomeSettings,
  categoryIds: ReadonlySet<string> | null = null,
): SettingsFault | null {
  const { title, description, categoryId, tags, language, dvrWindowSec, minAge, latency, visibility } = settings;
  switch (field) {
    case 'title':
      if (title?.trim() === '') return { code: 'required' };
      return tooLong(title, MAX_TITLE_LENGTH);
    case 'description':
      return tooLong(description, MAX_DESCRIPTION_LENGTH);
    case 'categoryId':
      return typeof categoryId === 'string' && categoryIds && !categoryIds.has(categoryId) ? { code: 'unknown' } : null;
    case 'tags':
      return tags ? tagsFault(tags) : null;
    case 'language':
      return typeof language !== 'string' || isLanguage(language) ? null : { code: 'unknown' };
    case 'dvrWindowSec':
      return outOfRange(dvrWindowSec, MAX_DVR_WINDOW_SECONDS);
    case 'minAge':
      return outOfRange(minAge, MAX_MIN_AGE);
    case 'latency':
      return latency === undefined || LATENCY_MODES.includes(latency) ? null : { code: 'unknown' };
    case 'visibility':
      return visibility === undefined || VISIBILITIES.includes(visibility) ? null : { code: 'unknown' };
    default:
      return null;
  }
}

/** All that is wrong, by field; of fields that are there. */
export function settingsFaults(
  settings: SomeSettings,
  categoryIds: ReadonlySet<string> | null = null,
): ReadonlyMap<SettingsField, SettingsFault> {
  const faults = new Map<SettingsField, SettingsFault>();
  for (const field of SETTINGS_FIELDS) {
    const fault = field in settings ? settingsFault(field, settings, categoryIds) : null;
    if (fault) faults.set(field, fault);
  }
  return faults;
}

function tooLong(text: string | undefined, max: number): SettingsFault | null {
  const count = text === undefined ? 0 : codePoints(text);
  return count > max ? { code: 'too-long', count, max } : null;
}

function tagsFault(tags: readonly string[]): SettingsFault | null {
  if (tags.length > MAX_TAGS) return { code: 'too-many', count: tags.length, max: MAX_TAGS };
  const long = tags.find((tag) => codePoints(tag) > MAX_TAG_LENGTH);
  if (long !== undefined) return { code: 'word-too-long', word: long, max: MAX_TAG_LENGTH };
  const known = new Set<string>();
  for (const tag of tags) {
    const plain = tag.toLowerCase();
    if (known.has(plain)) return { code: 'word-twice', word: tag };
    known.add(plain);
  }
  return tags.includes('') ? { code: 'required' } : null;
}

const outOfRange = (value: number | undefined, max: number): SettingsFault | null =>
  value === undefined || (Number.isInteger(value) && value >= 0 && value <= max)
    ? null
    : { code: 'out-of-range', min: 0, max };

function isLanguage(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length === 1;
  } catch {
    return false;
  }
}

/** Tags as somebody writes them, with commas between; in East Asia and in Arabic too. Blanks around them go, and so does `#`. */
export const readTags = (text: string): readonly string[] =>
  Object.freeze(
    text
      .split(/[,，、،\n]/)
      .map((tag) => tag.trim().replace(/^#+/, '').trim())
      .filter((tag) => tag !== ''),
  );
