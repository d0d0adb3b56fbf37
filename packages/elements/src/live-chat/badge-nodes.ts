import type { ChatBadge } from '@t333/core/chat';
import { cutText } from '../base/cut-text.ts';
import { localize } from '../i18n/localize.ts';
import { messages } from './messages.ts';

/** Nobody is this many things. */
const MAX_BADGES = 8;
const MAX_LABEL_UNITS = 24;

export type BadgeUrl = (badge: ChatBadge) => string | null;

/** What somebody is, in words. */
export function badgeText(host: Element, { type, tier }: ChatBadge): string {
  const key = `chat.badge.${type}`;
  const name = Object.hasOwn(messages, key) ? localize(host, messages, key as keyof typeof messages) : type;
  const text = tier && type === 'subscriber' ? localize(host, messages, 'chat.tier', { name, tier }) : name;
  return cutText(text, MAX_LABEL_UNITS);
}

/** Draws badges: the service's own pictures where there are some, shapes for what is well known, words for the rest. */
export function appendBadges(
  parent: Element,
  badges: readonly ChatBadge[],
  host: Element,
  badgeUrl: BadgeUrl | null,
): void {
  for (const badge of badges.slice(0, MAX_BADGES)) {
    const label = badgeText(host, badge);
    const url = badgeUrl?.(badge);
    const isShape = Object.hasOwn(messages, `chat.badge.${badge.type}`);
    const node = document.createElement(url ? 'img' : 'span');
    node.className = isShape && !url ? `badge ${badge.type}` : url ? 'badge' : 'badge words';
    node.title = label;
    if (url) {
      (node as HTMLImageElement).alt = label;
      (node as HTMLImageElement).src = url;
    } else if (isShape) {
      node.setAttribute('role', 'img');
      node.setAttribute('aria-label', label);
    } else node.textContent = label;
    parent.append(node);
  }
}
