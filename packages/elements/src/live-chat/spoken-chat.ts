import type { ChatEntry, ChatFeed, ChatFeedChange, ChatMessageEntry } from '@t333/core/chat';
import type { Clock } from '@t333/core/time';
import { localize } from '../i18n/localize.ts';
import type { ChatViewSettings } from './chat-settings.ts';
import { textOf, wordsOf } from './entry-text.ts';
import { spokenMessages as messages } from './spoken-messages.ts';
import { systemText } from './system-row.ts';

/** Nobody can listen to more. */
export const MIN_SPOKEN_EVERY_MS = 5000;

/** What is said at once leaves the one before it this long. */
const URGENT_GAP_MS = 1000;
const MAX_URGENT = 3;

/** What is older, when it comes, is history: nobody is told of it. */
const HISTORY_AGE_MS = 30_000;

export interface SpokenChatOptions {
  host: Element;
  clock: Clock;
  say: (text: string) => void;
  /** Whether nobody wants to hear of it. */
  isHidden: (entry: ChatEntry) => boolean;
}

/** Tells screen readers of a chat: what concerns the listener at once, all else gathered, history never. */
export class SpokenChat {
  readonly #options: SpokenChatOptions;
  #feed: ChatFeed | null = null;
  #leave = (): void => {};
  #mode: ChatViewSettings['spoken'] = 'all';
  #everyMs = MIN_SPOKEN_EVERY_MS;
  #newestMs = -Infinity;
  #isFirst = true;
  #urgent: string[] = [];
  #count = 0;
  #last: ChatMessageEntry | null = null;
  #cancelBatch: (() => void) | null = null;
  #cancelUrgent: (() => void) | null = null;

  constructor(options: SpokenChatOptions) {
    this.#options = options;
  }

  /** @param everyMs at least 5 s */
  set(mode: ChatViewSettings['spoken'], everyMs: number): void {
    this.#mode = mode;
    this.#everyMs = Math.max(MIN_SPOKEN_EVERY_MS, everyMs || 0);
    if (mode !== 'all') this.#dropBatch();
    if (mode === 'off') this.#dropUrgent();
  }

  follow(feed: ChatFeed | null): void {
    if (feed === this.#feed) return;
    this.destroy();
    this.#feed = feed;
    this.#leave = feed?.subscribe((change) => this.#onChange(feed, change)) ?? (() => {});
  }

  destroy(): void {
    this.#leave();
    this.#leave = () => {};
    this.#feed = null;
    this.#newestMs = -Infinity;
    this.#isFirst = true;
    this.#dropBatch();
    this.#dropUrgent();
  }

  #onChange(feed: ChatFeed, { appended, inserted, changed, removed, reset }: ChatFeedChange): void {
    // What there is at the beginning was said before.
    const isStart = reset || (this.#isFirst && appended > 1);
    if (appended > 0 || reset) this.#isFirst = false;
    const nowMs = this.#options.clock.wallTime();
    const came = reset
      ? entriesOf(feed, 0, feed.size)
      : [
          ...inserted.flatMap(({ index, count }) =>
            entriesOf(feed, index, count).filter((entry) => isLatest(feed, entry, index + count)),
          ),
          ...entriesOf(feed, feed.size - appended, appended),
        ];
    for (const entry of came) {
      // What has only moved was said before.
      if (removed.includes(entry.key)) continue;
      // By the newest that was seen, too: the clock of this device may be wrong.
      const isOld = entry.atMs < nowMs - HISTORY_AGE_MS && entry.atMs < this.#newestMs - HISTORY_AGE_MS;
      const isFirstOld = this.#newestMs === -Infinity && entry.atMs < nowMs - HISTORY_AGE_MS;
      this.#newestMs = Math.max(this.#newestMs, entry.atMs);
      const isNews = !isStart && !isOld && !isFirstOld && this.#mode !== 'off';
      if (isNews && !this.#options.isHidden(entry)) this.#onNew(entry);
    }
    if (this.#mode === 'off') return;
    for (const key of changed) {
      const entry = feed.get(key);
      if (entry?.kind !== 'message' || !entry.isOwn) continue;
      if (entry.deleted) this.#sayNow(this.#text('chat.spoken.ownDeleted'));
      else if (entry.status === 'failed') this.#sayNow(this.#text('chat.spoken.failed'));
    }
  }

  #onNew(entry: ChatEntry): void {
    if (entry.kind === 'moderated') return this.#sayNow(systemText(this.#options.host, entry));
    if (entry.kind !== 'message') return;
    if (entry.isOwn) return this.#sayNow(this.#text('chat.spoken.own', { text: textOf(entry) }));
    if (entry.isMention) return this.#sayNow(this.#text('chat.spoken.mention', wordsOf(entry)));
    if (this.#mode !== 'all') return;
    this.#count++;
    this.#last = entry;
    this.#cancelBatch ??= this.#options.clock.after(this.#everyMs, () => this.#sayBatch());
  }

  #sayBatch(): void {
    const [count, last] = [this.#count, this.#last];
    this.#dropBatch();
    if (!last || document.hidden) return;
    const words = wordsOf(last);
    this.#options.say(
      count === 1 ? this.#text('chat.spoken.one', words) : this.#text('chat.spoken.many', { count, ...words }),
    );
  }

  #sayNow(text: string): void {
    if (document.hidden) return;
    if (this.#cancelUrgent) {
      this.#urgent.push(text);
      return;
    }
    this.#options.say(text);
    this.#cancelUrgent = this.#options.clock.after(URGENT_GAP_MS, () => {
      this.#cancelUrgent = null;
      const waiting = this.#urgent.splice(0).slice(-MAX_URGENT);
      if (waiting.length > 0) this.#sayNow(waiting.join(' '));
    });
  }

  #dropBatch(): void {
    this.#cancelBatch?.();
    this.#cancelBatch = null;
    this.#count = 0;
    this.#last = null;
  }

  #dropUrgent(): void {
    this.#cancelUrgent?.();
    this.#cancelUrgent = null;
    this.#urgent = [];
  }

  #text(key: keyof typeof messages, values?: Record<string, string | number>): string {
    return localize(this.#options.host, messages, key, values);
  }
}

const entriesOf = (feed: ChatFeed, index: number, count: number): ChatEntry[] =>
  Array.from({ length: count }, (_, i) => feed.at(index + i)).filter((entry) => entry !== undefined);

/** Whether nothing that was said in its channel stands behind an entry from there on, only what others said, or what has not been taken yet. */
function isLatest(feed: ChatFeed, { service, channel }: ChatEntry, from: number): boolean {
  for (let after = from; after < feed.size; after++) {
    const entry = feed.at(after)!;
    const isTaken = entry.kind !== 'message' || entry.status === 'sent';
    if (isTaken && entry.service === service && entry.channel === channel) return false;
  }
  return true;
}
