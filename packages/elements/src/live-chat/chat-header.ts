import { html, nothing, type TemplateResult } from 'lit';
import { iconButton, pauseIcon, playIcon } from '../base/icons.ts';
import { localize } from '../i18n/localize.ts';
import { messages } from './messages.ts';

const settingsIcon =
  'M4 7h9m5 0h2M4 17h2m5 0h9M13 7a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0M6 17a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0';

export interface ChatHeaderOptions {
  /** How the chat is doing. */
  words: string;
  /** It is not as it should be. */
  isProblem: boolean;
  viewerCount: number | null;
  isPaused: boolean;
  onPause: () => void;
  onSettings: () => void;
}

/** How a chat is doing, how many watch, and its buttons. */
export function chatHeader(
  host: Element,
  { words, isProblem, viewerCount, isPaused, onPause, onSettings }: ChatHeaderOptions,
): TemplateResult {
  const say = (key: keyof typeof messages, values?: Record<string, string>): string =>
    localize(host, messages, key, values);
  const count = viewerCount === null ? null : new Intl.NumberFormat().format(viewerCount);
  return html`
    <div part="header" class="header">
      <span class="status ${isProblem ? 'problem' : ''}"><bdi>${words}</bdi></span>
      ${count === null ? nothing : html`<span class="viewers"><bdi>${say('chat.viewers', { count })}</bdi></span>`}
      ${iconButton('pause', say(isPaused ? 'chat.resume' : 'chat.pause'), isPaused ? playIcon : pauseIcon, onPause)}
      ${iconButton('settings', say('chat.settings.open'), settingsIcon, onSettings)}
    </div>
  `;
}
