import type { ChatFeed, ChatMessageEntry, ModerationAct } from '@t333/core/chat';
import { html, nothing, type TemplateResult } from 'lit';
import { localize } from '../../i18n/localize.ts';
import { badgeText } from '../badge-nodes.ts';
import { cutText } from '../cut-text.ts';
import { panelMessages as messages } from './messages.ts';
import { panel } from './panel.ts';

/** The latest that somebody has said here. */
const MAX_SAID = 20;
const MAX_SAID_UNITS = 300;

const MINUTE_MS = 60_000;
const TIMEOUTS_MS = [MINUTE_MS, 10 * MINUTE_MS, 60 * MINUTE_MS];

export interface UserCardOptions {
  host: Element;
  feed: ChatFeed;
  entry: ChatMessageEntry;
  canReply: boolean;
  canModerate: boolean;
  /** A ban is asked for twice. */
  isConfirming: boolean;
  onConfirm: (isConfirming: boolean) => void;
  onReply: () => void;
  onMention: () => void;
  onModerate: (act: ModerationAct) => void;
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
  const { host, feed, entry, canReply, canModerate, isConfirming, onReply, onMention, onModerate, onClose } = options;
  const { user, badges } = entry.message;
  const say = (key: keyof typeof messages, values?: Record<string, string | number>): string =>
    localize(host, messages, key, values);
  const name = cutText(user.name, 50);
  const { count, texts } = saidBy(feed, entry);
  const timeText = (durationMs: number): string => {
    const minutes = durationMs / MINUTE_MS;
    return minutes < 60 ? say('chat.minutes', { count: minutes }) : say('chat.hours', { count: minutes / 60 });
  };
  const moderation = isConfirming
    ? html`
        <div class="confirm" role="group" aria-labelledby="confirm">
          <p id="confirm"><bdi>${say('chat.confirmBan', { name })}</bdi></p>
          <button type="button" class="danger" @click=${() => onModerate({ action: 'ban', userId: user.id })}>
            ${say('chat.ban')}
          </button>
          <button type="button" class="cancel" @click=${() => options.onConfirm(false)}>${say('chat.cancel')}</button>
        </div>
      `
    : html`
        <div class="acts" role="group" aria-label=${say('chat.moderate')}>
          <button
            type="button"
            class="delete"
            ?disabled=${entry.deleted !== null || !entry.message.id}
            @click=${() => onModerate({ action: 'delete', messageId: entry.message.id })}
          >
            ${say('chat.delete')}
          </button>
          ${TIMEOUTS_MS.map(
            (durationMs) => html`
              <button
                type="button"
                class="timeout"
                @click=${() => onModerate({ action: 'timeout', userId: user.id, durationMs })}
              >
                ${say('chat.timeout', { time: timeText(durationMs) })}
              </button>
            `,
          )}
          <button type="button" class="danger ban" @click=${() => options.onConfirm(true)}>${say('chat.ban')}</button>
        </div>
      `;
  return panel({
    host,
    label: name,
    part: 'user-card',
    onClose,
    content: html`
      <p class="who">
        <bdi>@${cutText(user.handle, 50)}</bdi>
        ${badges.slice(0, 8).map((badge) => html`<span class="chip">${badgeText(host, badge)}</span>`)}
      </p>
      ${
        canReply
          ? html`<div class="acts">
              <button type="button" class="answer" @click=${onReply}>${say('chat.reply')}</button>
              <button type="button" class="mention-user" @click=${onMention}>${say('chat.mention')}</button>
            </div>`
          : nothing
      }
      ${canModerate && !entry.isOwn ? moderation : nothing}
      <h3>${say('chat.said', { count })}</h3>
      <ol class="said">
        ${texts.map((text) => html`<li><bdi>${text}</bdi></li>`)}
      </ol>
    `,
  });
}
