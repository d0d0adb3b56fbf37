import { html, nothing, type TemplateResult } from 'lit';
import { localize } from '../../i18n/localize.ts';
import { panelMessages as messages } from './messages.ts';
import { reasonOf, type ActState } from './moderation-desk.ts';
import { notDoneText } from './toast.ts';

/** How an act fares, where it was asked for. What is said aloud is said elsewhere. */
export function actNote(host: Element, state: ActState | null, onRetry: () => void): TemplateResult | typeof nothing {
  if (!state) return nothing;
  const say = (key: keyof typeof messages): string => localize(host, messages, key);
  if (!state.error) return html`<p class="act-note">${say('chat.underWay')}</p>`;
  return html`
    <p class="act-note failed">
      <bdi>${notDoneText(host, reasonOf(state.error))}</bdi>
      <button type="button" class="again" @click=${onRetry}>${say('chat.again')}</button>
    </p>
  `;
}
