import type { AudioTrack, CaptionTrack } from '@t333/core/player';
import type { MenuItem } from '../../base/popover-menu.ts';
import { localize, pageLanguageOf } from '../../i18n/localize.ts';
import { messages } from './menu-messages.ts';

/** A language in the words of the page's own; the tag itself where nobody knows it. */
export function languageName(tag: string, pageLanguage: string): string {
  try {
    return new Intl.DisplayNames([pageLanguage], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** What a viewer is told of a track. @param place counted from 1, for one that has neither a name nor a language */
export function trackItem(host: HTMLElement, track: CaptionTrack | AudioTrack, place: number): MenuItem {
  const { id, label, language, kind = '', isDefault } = track;
  const text = (key: keyof typeof messages): string => localize(host, messages, key, { number: place });
  const traits = [
    ...(kind === 'captions' ? [text('controls.trackCaptions')] : []),
    ...(kind.includes('desc') ? [text('controls.trackDescribed')] : []),
    ...(isDefault ? [text('controls.trackDefault')] : []),
  ];
  return {
    id,
    label:
      label ||
      (language && languageName(language, pageLanguageOf(host) ?? navigator.language)) ||
      text('controls.caption'),
    ...(traits.length > 0 && { detail: traits.join(', ') }),
  };
}
