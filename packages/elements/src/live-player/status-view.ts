import { html, nothing, type TemplateResult } from 'lit';
import { mutedIcon, playIcon, replayIcon } from '../base/icons.ts';
import type { MessageKey } from './messages.ts';
import type { Status } from './status.ts';

export interface StatusViewOptions {
  status: Status;
  /** The sound was taken away so that it may play: offer it back. */
  offersUnmute: boolean;
  text: (key: MessageKey, values?: Readonly<Record<string, number>>) => string;
  onPlay: () => void;
  onRetry: () => void;
  onUnmute: () => void;
}

/** Draws what lies upon the picture. The live region is always there, or screen readers would not hear what comes into it. */
export function statusView({ status, offersUnmute, text, onPlay, onRetry, onUnmute }: StatusViewOptions): TemplateResult {
  const { panel, busy, attempt } = status;
  const message = status.text && text(status.text, { attempt });
  const isEnded = panel === 'ended';
  return html`
    ${busy ? html`<div part="spinner" class="spinner"></div>` : nothing}
    <div part="status" class="status ${panel ?? 'notice'}" role="status">
      ${message ? html`<p part="message">${message}</p>` : nothing}
      ${panel === 'error' ? html`<button part="retry-button" class="pill" @click=${onRetry}>${text('player.retry')}</button>` : nothing}
    </div>
    ${
      isEnded || panel === 'start'
        ? html`
            <button part="start-button" class="start" aria-label=${text(isEnded ? 'player.replay' : 'player.play')} @click=${onPlay}>
              ${isEnded ? replayIcon() : playIcon()}
            </button>
          `
        : nothing
    }
    ${
      offersUnmute
        ? html`<button part="unmute-button" class="pill unmute" @click=${onUnmute}>${mutedIcon()}${text('player.unmute')}</button>`
        : nothing
    }
  `;
}
