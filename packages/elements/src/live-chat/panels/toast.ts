import { html, nothing, type TemplateResult } from 'lit';
import { localize } from '../../i18n/localize.ts';
import { panelMessages as messages } from './messages.ts';

export interface Toast {
  /** What a moderator did; `undone`: it was taken back; `failed`: nothing was done, and `name` says why. */
  readonly done: string;
  readonly name: string;
  readonly onUndo: (() => void) | null;
}

export function toastText(host: Element, { done, name }: Toast): string {
  if (done === 'failed') return localize(host, messages, 'chat.notDone', { reason: name });
  if (done === 'undone') return localize(host, messages, 'chat.undone');
  const key = `chat.done.${done}`;
  return Object.hasOwn(messages, key) ? localize(host, messages, key as keyof typeof messages, { name }) : done;
}

/** Says what was done, and takes it back where that is possible. */
export function toast(host: Element, options: Toast): TemplateResult {
  return html`
    <div class="toast" part="toast">
      <span><bdi>${toastText(host, options)}</bdi></span>
      ${
        options.onUndo
          ? html`<button type="button" class="undo" @click=${options.onUndo}>
              ${localize(host, messages, 'chat.undo')}
            </button>`
          : nothing
      }
    </div>
  `;
}
