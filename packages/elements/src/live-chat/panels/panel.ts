import { html, type TemplateResult } from 'lit';
import { closeIcon, iconButton } from '../../base/icons.ts';
import { localize } from '../../i18n/localize.ts';
import { panelMessages as messages } from './messages.ts';

export interface PanelOptions {
  host: Element;
  label: string;
  part: string;
  content: TemplateResult;
  onClose: () => void;
}

/** A dialog that lies over the messages, and leaves the rest of the page alone. */
export function panel({ host, label, part, content, onClose }: PanelOptions): TemplateResult {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  return html`
    <div class="panel" part=${part} role="dialog" aria-labelledby="panel-title" tabindex="-1" @keydown=${onKeyDown}>
      <div class="panel-head">
        <h2 id="panel-title"><bdi>${label}</bdi></h2>
        ${iconButton('close-panel', localize(host, messages, 'chat.close'), closeIcon, onClose)}
      </div>
      <div class="panel-body">${content}</div>
    </div>
  `;
}
