import { html, nothing, type TemplateResult } from 'lit';
import { closeIcon, iconButton } from '../../base/icons.ts';
import { localize } from '../../i18n/localize.ts';
import { panelMessages as messages } from './messages.ts';

export interface Toast {
  /** What was done; `undone`: it was taken back; `failed`: nothing was done, and `name` says why. */
  readonly done: string;
  readonly name: string;
  /** What failed can be tried again. */
  readonly again: (() => void) | null;
  /** Of its button: undoes, or tries again. */
  readonly onPress: (() => void) | null;
}

export const notDoneText = (host: Element, reason: string): string =>
  localize(host, messages, 'chat.notDone', { reason });

export function toastText(host: Element, { done, name }: Toast): string {
  if (done === 'failed') return notDoneText(host, name);
  const key = `chat.done.${done}`;
  return Object.hasOwn(messages, key) ? localize(host, messages, key as keyof typeof messages, { name }) : done;
}

/** Says what was done, and takes it back where that is possible. */
export function toast(host: Element, options: Toast, onClose: () => void): TemplateResult {
  const { again, onPress } = options;
  const say = (key: keyof typeof messages): string => localize(host, messages, key);
  return html`
    <div class="toast" part="toast">
      <span><bdi>${toastText(host, options)}</bdi></span>
      ${
        onPress
          ? html`<button type="button" class="undo" @click=${onPress}>
              ${say(again ? 'chat.again' : 'chat.undo')}
            </button>`
          : nothing
      }
      ${again ? iconButton('close-toast', say('chat.close'), closeIcon, onClose) : nothing}
    </div>
  `;
}
