import type { ChatFeed, EmoteFragment } from '@t333/core/chat';
import { rank } from '../../emote-picker/rank.ts';

/** What is being written at the caret. */
export interface Query {
  readonly kind: 'emote' | 'mention';
  /** Where it begins, with its `:` or `@`. */
  readonly from: number;
  readonly text: string;
}

export interface Suggestion {
  /** What is written in place of the query. */
  readonly text: string;
  readonly label: string;
  readonly emote: EmoteFragment | null;
}

const QUERY = /(?:^|\s)(?:(:)([\p{L}\p{N}_]{2,30})|(@)([\p{L}\p{N}_]{1,30}))$/u;

/** Who has spoken lately, and what was drawn. */
const RECENT_ENTRIES = 400;
const MAX_SUGGESTIONS = 8;

/** @param caret where one writes; null where something is selected */
export function queryAt(text: string, caret: number | null): Query | null {
  if (caret === null) return null;
  // Only the last word counts, and no word is longer than that.
  const [, isEmote, emote, , mention] = QUERY.exec(text.slice(Math.max(0, caret - 40), caret)) ?? [];
  const query = emote ?? mention;
  return query ? { kind: isEmote ? 'emote' : 'mention', from: caret - query.length - 1, text: query } : null;
}

/** @param emotes those that the page knows; those that were seen lately come on top */
export function suggest(query: Query, feed: ChatFeed, emotes: readonly EmoteFragment[]): Suggestion[] {
  const users = new Map<string, string>();
  const codes = new Map<string, EmoteFragment>();
  for (let index = feed.size - 1; index >= Math.max(0, feed.size - RECENT_ENTRIES); index--) {
    const entry = feed.at(index);
    if (entry?.kind !== 'message') continue;
    const { user } = entry.message;
    if (!entry.isOwn && user.handle) users.set(user.handle, user.name);
    for (const part of entry.fragments) if (part.type === 'emote') codes.set(part.text, part);
  }
  if (query.kind === 'mention') {
    return rank(users, (names) => names, query.text, MAX_SUGGESTIONS).map(([handle, name]) => ({
      text: `@${handle} `,
      label: name.toLowerCase() === handle.toLowerCase() ? name : `${name} (${handle})`,
      emote: null,
    }));
  }
  for (const emote of emotes) codes.set(emote.text, emote);
  return rank(codes.values(), ({ text }) => text, query.text, MAX_SUGGESTIONS).map((emote) => ({
    text: `${emote.text} `,
    label: emote.text,
    emote,
  }));
}
