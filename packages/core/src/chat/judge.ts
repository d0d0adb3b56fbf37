import type { ChatMessageEntry } from './feed.ts';
import type { ChatFragment, ChatMessage, ChatUser } from './message.ts';

/** What is not to be seen, and what is to be noticed: `wordFilter()` makes one of lists of words. */
export interface ChatFilter {
  /** A message that says this is a mention. */
  isWatched: (text: string) => boolean;
  /** What is to be shown of a text: its own fragments, others in which something is masked, or null: nothing of it. */
  shown: (text: string, fragments: readonly ChatFragment[]) => readonly ChatFragment[] | null;
}

/** What a list knows of a message beyond what it says. */
export type Judgement = Pick<ChatMessageEntry, 'message' | 'fragments' | 'filtered' | 'isMention' | 'isOwn'>;

/** @param me who is signed in */
export function judge(said: ChatMessage, filter: ChatFilter | null, me: ChatUser | undefined): Judgement {
  const isOwn = me !== undefined && me.id === said.user.id;
  const isMention = !isOwn && (mentions(said, me) || (filter?.isWatched(said.text) ?? false));
  const judged = { message: withQuote(said, filter, me), isMention, isOwn };
  const shown = isOwn || !filter ? said.fragments : filter.shown(said.text, said.fragments);
  if (!shown) return { ...judged, fragments: NOTHING, filtered: 'hidden' };
  return { ...judged, fragments: shown, filtered: shown === said.fragments ? null : 'masked' };
}

/** What is quoted is filtered as what is said. */
function withQuote(said: ChatMessage, filter: ChatFilter | null, me: ChatUser | undefined): ChatMessage {
  if (!filter || !said.replyTo?.text || (me && said.replyTo.user?.id === me.id)) return said;
  const { text, ...rest } = said.replyTo;
  const quoted: readonly ChatFragment[] = [{ type: 'text', text }];
  const shown = filter.shown(text, quoted);
  if (shown === quoted) return said;
  return Object.freeze({ ...said, replyTo: Object.freeze({ ...rest, ...(shown && { text: textOf(shown) }) }) });
}

/** A message as it is to be shown where there is no entry of it: pinned. Null: nothing of it is. */
export function shownMessage(
  said: ChatMessage,
  filter: ChatFilter | null,
  me: ChatUser | undefined,
): ChatMessage | null {
  const { message, fragments, filtered } = judge(said, filter, me);
  if (!filtered) return message;
  return filtered === 'hidden' ? null : Object.freeze({ ...message, fragments, text: textOf(fragments) });
}

const textOf = (fragments: readonly ChatFragment[]): string => fragments.map(({ text }) => text).join('');

const NOTHING: readonly ChatFragment[] = Object.freeze([]);

/** Whether it has an `@handle` of this user, or answers a message of theirs. */
export function mentions({ fragments, replyTo }: ChatMessage, user: ChatUser | undefined): boolean {
  if (!user) return false;
  if (replyTo?.user?.id === user.id) return true;
  const handle = user.handle.toLowerCase();
  return fragments.some((one) => one.type === 'mention' && one.handle.toLowerCase() === handle);
}
