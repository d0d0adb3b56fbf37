import { html, nothing, type TemplateResult } from 'lit';
import { localize } from '../i18n/localize.ts';
import type { MessageList } from './message-list.ts';
import { messages } from './messages.ts';

/** Beyond this nobody counts. */
const MAX_NEW_COUNT = 999;

/** Goes back to the latest, and says how much has come meanwhile. */
export function jumpButton(
  host: Element,
  list: MessageList,
  onJump: (event: Event) => void,
): TemplateResult | typeof nothing {
  if (!list.isPaused) return nothing;
  const { newCount, reasons } = list;
  if (newCount === 0 && !reasons.has('scroll') && !reasons.has('key')) return nothing;
  const count = newCount > MAX_NEW_COUNT ? `${MAX_NEW_COUNT}+` : newCount;
  const key = newCount === 0 ? 'chat.latest' : newCount === 1 ? 'chat.newOne' : 'chat.new';
  return html`
    <button type="button" part="jump-button" class="jump" @click=${onJump}>
      ${localize(host, messages, key, { count })}
    </button>
  `;
}
