import { html, nothing, type TemplateResult } from 'lit';
import { icon, mutedIcon, playIcon, replayIcon } from '../../base/icons.ts';
import { localize } from '../../i18n/localize.ts';
import { Comeback } from './comeback.ts';
import { messages } from './messages.ts';
import type { OverlayHost } from './overlay-host.ts';
import { statusOf, type StatusInput } from './status.ts';

export { applyWishes } from '../live-wishes.ts';
export { overlayStyles } from './overlay.styles.ts';

export interface OverlayOptions extends Pick<StatusInput, 'fault' | 'isBusy'> {
  /** Whether this source has played. */
  hasPlayed: boolean;
  /** The sound was taken away so that it may play: offer it back. */
  offersUnmute: boolean;
  retry: () => void;
}

function ignore(): void {}

const comebacks = /* @__PURE__ */ new WeakMap<OverlayHost, Comeback>();

function comebackOf(host: OverlayHost): Comeback {
  let comeback = comebacks.get(host);
  if (!comeback) comebacks.set(host, (comeback = new Comeback(host)));
  return comeback;
}

/** What lies upon the picture. The live region is always there, or screen readers would not hear what comes into it. */
export function renderOverlay(host: OverlayHost, options: OverlayOptions): TemplateResult {
  const { state, muted, paused } = host;
  const { hasPlayed, offersUnmute, retry } = options;
  const comeback = comebackOf(host);
  comeback.follow();
  const { panel, text, attempt } = statusOf({
    ...options,
    // What is said stays while it is tried again: a live region would say it anew each time.
    fault: options.fault ?? comeback.error,
    state,
    hasSource: Boolean(host.src),
    isOffline: !navigator.onLine,
    awaitsStart: host.controls && !host.autoplay && !hasPlayed && paused && !state?.playRequested,
  });
  const say = (key: keyof typeof messages): string => localize(host, messages, key, { attempt });
  /** The button goes away by it; the focus must not. */
  const then = (act: () => void) => (): void => {
    host.focus({ preventScroll: true });
    act();
  };
  const isEnded = panel === 'ended';
  // What must not be covered has buttons of its own; what is said of it is for screen readers.
  const isCover = panel !== 'error' && panel !== 'empty' && state?.capabilities.minSize !== undefined;
  return html`
    <div part="status" class=${isCover ? 'visually-hidden' : `status ${panel ?? 'notice'}`} role="status">
      ${text ? html`<p part="message">${say(text)}</p>` : nothing}
      ${comeback.error ? html`<p part="hint">${say('player.comeback')}</p>` : nothing}
      ${panel === 'error' ? html`<button part="retry-button" class="pill" @click=${then(retry)}>${say('player.retry')}</button>` : nothing}
    </div>
    ${
      !isCover && (isEnded || panel === 'start')
        ? html`
            <button
              part="start-button"
              class="start"
              aria-label=${say(isEnded ? 'player.replay' : 'player.play')}
              @click=${then(() => void host.play().catch(ignore))}
            >
              ${icon(isEnded ? replayIcon : playIcon)}
            </button>
          `
        : nothing
    }
    ${
      !isCover && offersUnmute && muted && !paused && !text
        ? html`<button part="unmute-button" class="pill unmute" @click=${then(() => (host.muted = false))}>
            ${icon(mutedIcon)}${say('player.unmute')}
          </button>`
        : nothing
    }
  `;
}
