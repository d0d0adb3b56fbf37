import { html, nothing, type TemplateResult } from 'lit';
import { mutedIcon, playIcon, replayIcon } from '../../base/icons.ts';
import { localize } from '../../i18n/localize.ts';
import { messages } from './messages.ts';
import { statusOf, type StatusInput } from './status.ts';

export { overlayStyles } from './overlay.styles.ts';

/** What its buttons ask for. */
export type OverlayAct = 'play' | 'retry' | 'unmute';

export interface OverlayOptions extends StatusInput {
  /** Whose language it speaks. */
  host: Element;
  /** The sound was taken away so that it may play: offer it back. */
  offersUnmute: boolean;
  onAct: (act: OverlayAct) => void;
}

/** What lies upon the picture. The live region is always there, or screen readers would not hear what comes into it. */
export function renderOverlay(options: OverlayOptions): TemplateResult {
  const { host, offersUnmute, onAct } = options;
  const { panel, text, attempt } = statusOf(options);
  const say = (key: keyof typeof messages): string => localize(host, messages, key, { attempt });
  const isEnded = panel === 'ended';
  return html`
    <div part="status" class="status ${panel ?? 'notice'}" role="status">
      ${text ? html`<p part="message">${say(text)}</p>` : nothing}
      ${panel === 'error' ? html`<button part="retry-button" class="pill" @click=${() => onAct('retry')}>${say('player.retry')}</button>` : nothing}
    </div>
    ${
      isEnded || panel === 'start'
        ? html`
            <button
              part="start-button"
              class="start"
              aria-label=${say(isEnded ? 'player.replay' : 'player.play')}
              @click=${() => onAct('play')}
            >
              ${isEnded ? replayIcon() : playIcon()}
            </button>
          `
        : nothing
    }
    ${
      offersUnmute && !text
        ? html`<button part="unmute-button" class="pill unmute" @click=${() => onAct('unmute')}>
            ${mutedIcon()}${say('player.unmute')}
          </button>`
        : nothing
    }
  `;
}
