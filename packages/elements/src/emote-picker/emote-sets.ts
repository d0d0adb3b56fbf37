import type { EmoteFragment, EmoteImage } from '@t333/core/chat';
import { cutText } from '../base/cut-text.ts';

/** An emote that can be picked. An `EmoteFragment`, as messages and services have it, is one too. */
export interface PickerEmote {
  /** Unique within its provider. */
  readonly id: string;
  /** What is written: its code, or the character itself. Up to 100 units, on one line. */
  readonly text: string;
  /** What it is called, where its code does not say: of an emoji. It is searched, too. */
  readonly name?: string;
  /** Who draws it: `twitch`, `bttv`, … */
  readonly provider?: string;
  /** Smallest first; `http:`, `https:`, or relative to the page. Without one its text stands for it. */
  readonly images?: readonly EmoteImage[];
  /** It lies over the emote before it. */
  readonly zeroWidth?: boolean;
  /** False: its picture does not move, and is shown as it is where others are drawn still. */
  readonly animated?: boolean;
  /** It is for subscribers, and the viewer is none: it is shown, and cannot be picked. */
  readonly locked?: boolean;
}

/** Emotes under one head: of the channel, of everybody, one's own. */
export interface EmoteSet {
  /** Unique among the sets. */
  readonly id: string;
  /** For people. */
  readonly title: string;
  readonly emotes: readonly PickerEmote[];
}

/** Sets, or how to get them: called when they are first seen, and again when the viewer tries again. */
export type EmoteSets = readonly EmoteSet[] | (() => Promise<readonly EmoteSet[]>);

/** An emote of a set, as it is drawn. */
export interface PickerCell extends EmoteFragment {
  /** What it is remembered by. */
  readonly key: string;
  readonly name: string;
  readonly animated: boolean;
  readonly locked: boolean;
  /** What the page has given. */
  readonly emote: PickerEmote;
}

export interface PickerSection {
  readonly id: string;
  readonly title: string;
  readonly cells: readonly PickerCell[];
}

/** More than any service gives; what is beyond is left out. */
const MAX_SETS = 100;
const MAX_EMOTES = 10_000;
const MAX_TEXT_UNITS = 100;
const MAX_IMAGES = 8;

/** More than one line, or text that turns what is around it. */
const UNFIT = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function cellOf(emote: unknown): PickerCell | null {
  const { id, text, name, provider, images, zeroWidth, animated, locked } = (emote ?? {}) as Partial<PickerEmote>;
  const code = textOf(text);
  if (!code.trim() || code.length > MAX_TEXT_UNITS || UNFIT.test(code)) return null;
  const own = { id: textOf(id) || code, provider: textOf(provider) };
  return {
    type: 'emote',
    text: code,
    ...own,
    key: `${own.provider} ${own.id}`,
    name: cutText(textOf(name) || code, MAX_TEXT_UNITS),
    images: listOf(images).filter(isImage).slice(0, MAX_IMAGES),
    zeroWidth: zeroWidth === true,
    animated: animated !== false,
    locked: locked === true,
    emote: emote as PickerEmote,
  };
}

const isImage = (image: unknown): image is EmoteImage =>
  typeof (image as EmoteImage | null)?.url === 'string' && typeof (image as EmoteImage).scale === 'number';

/** What a page has given, as far as it is what was asked for: sets come from servers. */
export function readSets(sets: unknown): PickerSection[] {
  const ids = new Set<string>();
  let left = MAX_EMOTES;
  return listOf(sets)
    .slice(0, MAX_SETS)
    .flatMap((set, index) => {
      const { id, title, emotes } = (set ?? {}) as Partial<EmoteSet>;
      const keys = new Set<string>();
      const cells = listOf(emotes)
        .slice(0, left)
        .map(cellOf)
        .filter((cell): cell is PickerCell => cell !== null && !keys.has(cell.key) && !!keys.add(cell.key));
      left -= cells.length;
      const own = textOf(id);
      const unique = own && !ids.has(own) ? own : `${own} ${index}`;
      ids.add(unique);
      return cells.length > 0 ? [{ id: unique, title: cutText(textOf(title), MAX_TEXT_UNITS), cells }] : [];
    });
}
