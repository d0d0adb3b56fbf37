import type { ChatMessageEntry } from './feed.ts';
import type { ChatFragment, ChatMessage, ChatUser } from './message.ts';
import { Words, type TextRange } from './words.ts';

const MASK = '•••';

export interface ChatWords {
  /** Messages with one of these are mentions. */
  readonly watched?: readonly string[];
  /** These are shown as `•••`. */
  readonly masked?: readonly string[];
  /** Messages with one of these are not shown. */
  readonly hidden?: readonly string[];
}

/** Words that are watched and filtered, ready for use. */
export interface ChatRules {
  readonly watched: Words;
  readonly masked: Words;
  readonly hidden: Words;
}

export const chatRules = ({ watched, masked, hidden }: ChatWords = {}): ChatRules => ({
  watched: new Words(watched),
  masked: new Words(masked),
  hidden: new Words(hidden),
});

/** What a list knows of a message beyond what it says. */
export type Judgement = Pick<ChatMessageEntry, 'fragments' | 'filtered' | 'isMention' | 'isOwn'>;

/** @param me who is signed in */
export function judge(message: ChatMessage, rules: ChatRules, me: ChatUser | undefined): Judgement {
  const isOwn = me !== undefined && me.id === message.user.id;
  const isMention = !isOwn && (mentions(message, me) || rules.watched.isIn(message.text));
  if (!isOwn && rules.hidden.isIn(message.text)) return { fragments: NOTHING, filtered: 'hidden', isMention, isOwn };
  const ranges = isOwn ? [] : rules.masked.find(message.text);
  if (ranges.length === 0) return { fragments: message.fragments, filtered: null, isMention, isOwn };
  return { fragments: maskFragments(message.fragments, ranges), filtered: 'masked', isMention, isOwn };
}

const NOTHING: readonly ChatFragment[] = Object.freeze([]);

/** Whether it has an `@handle` of this user, or answers a message of theirs. */
export function mentions({ fragments, replyTo }: ChatMessage, user: ChatUser | undefined): boolean {
  if (!user) return false;
  if (replyTo?.user?.id === user.id) return true;
  const handle = user.handle.toLowerCase();
  return fragments.some((one) => one.type === 'mention' && one.handle.toLowerCase() === handle);
}

/** Puts `•••` where the ranges are; an emote, a link or a mention that one touches becomes text. */
export function maskFragments(
  fragments: readonly ChatFragment[],
  ranges: readonly TextRange[],
): readonly ChatFragment[] {
  let start = 0;
  const masked = fragments.map((fragment) => {
    const from = start;
    const to = (start += fragment.text.length);
    const touching = ranges.filter((range) => range[0] < to && range[1] > from);
    if (touching.length === 0) return fragment;
    let text = '';
    let position = from;
    for (const range of touching) {
      // What is left of a word that began in the fragment before has its mask there.
      text += fragment.text.slice(position - from, Math.max(range[0], from) - from) + (range[0] >= from ? MASK : '');
      position = range[1];
    }
    return Object.freeze<ChatFragment>({ type: 'text', text: text + fragment.text.slice(position - from) });
  });
  return Object.freeze(masked);
}
