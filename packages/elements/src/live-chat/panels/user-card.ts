import type { ChatFeed, ChatMessageEntry } from '@t333/core/chat';
import { html, nothing, type TemplateResult } from 'lit';
import { cutText } from '../../base/cut-text.ts';
import { formatTime } from '../../base/format-time.ts';
import { localize } from '../../i18n/localize.ts';
import { badgeText } from '../badge-nodes.ts';
import { panelMessages as messages } from './messages.ts';
import { panel } from './panel.ts';

/** The latest that somebody has said here. */
const MAX_SAID = 20;
const MAX_SAID_UNITS = 300;

export interface UserCardOptions {
  host: Element;
  feed: ChatFeed;
  entry: ChatMessageEntry;
  canReply: boolean;
  /** Where in a recording it was said, in seconds; null where it is none. */
  atSeconds: number | null;
  /** What the page knows of the account. */
  facts: TemplateResult | typeof nothing;
  /** What a moderator can do. */
  acts: TemplateResult | typeof nothing;
  onReply: () => void;
  onMention: () => void;
  onSeek: () => void;
  onIgnore: () => void;
  onClose: () => void;
}

/** What somebody has said here, newest last. */
export function saidBy(feed: ChatFeed, { message, service }: ChatMessageEntry): { count: number; texts: string[] } {
  const texts: string[] = [];
  let count = 0;
  for (let index = feed.size - 1; index >= 0; index--) {
    const entry = feed.at(index);
    if (entry?.kind !== 'message' || entry.service !== service || entry.message.user.id !== message.user.id) continue;
    count++;
    if (texts.length === MAX_SAID) continue;
    texts.unshift(cutText(entry.deleted ? '–' : entry.fragments.map(({ text }) => text).join(''), MAX_SAID_UNITS));
  }
  return { count, texts };
}

/** Who somebody is, what they have said here, and what can be done about it. */
export function userCard(options: UserCardOptions): TemplateResult {
  const { host, feed, entry, canReply, atSeconds, onReply, onMention, onSeek, onIgnore, onClose } = options;
  const { user, badges } = entry.message;
  const say = (key: keyof typeof messages, values?: Record<string, string | number>): string =>
    localize(host, messages, key, values);
  const { count, texts } = saidBy(feed, entry);
  const button = (name: string, label: string, onClick: () => void): TemplateResult =>
    html`<button type="button" class=${name} @click=${onClick}>${label}</button>`;
  return panel({
    host,
    label: cutText(user.name, 50),
    part: 'user-card',
    onClose,
    content: html`
      <p class="who">
        <bdi>@${cutText(user.handle, 50)}</bdi>
        ${badges.slice(0, 8).map((badge) => html`<span class="chip">${badgeText(host, badge)}</span>`)}
      </p>
      ${options.facts}
      <div class="acts">
        ${atSeconds === null ? nothing : button('seek', say('chat.goTo', { time: formatTime(atSeconds) }), onSeek)}
        ${canReply ? [button('answer', say('chat.reply'), onReply), button('mention-user', say('chat.mention'), onMention)] : nothing}
        ${entry.isOwn ? nothing : button('ignore', say('chat.ignore'), onIgnore)}
      </div>
      ${options.acts}
      <h3>${say('chat.said', { count })}</h3>
      <ol class="said">
        ${texts.map((text) => html`<li><bdi>${text}</bdi></li>`)}
      </ol>
    `,
  });
}
