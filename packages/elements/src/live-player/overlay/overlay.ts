import { html, nothing, type TemplateResult } from 'lit';
import { icon, mutedIcon, playIcon, replayIcon } from '../../base/icons.ts';
import { localize } from '../../i18n/localize.ts';
import { Comeback } from './comeback.ts';
import { LivePast } from './live-past.ts';
import { messages } from './messages.ts';
import { NetworkWatch } from './network-watch.ts';
import type { OverlayHost } from './overlay-host.ts';
import { StartWatch } from './start-watch.ts';
import { statusOf, type StatusInput } from './status.ts';
import { renderUpcoming, spokenStart } from './upcoming.ts';

export { applyWishes } from './wishes.ts';
export { overlayStyles } from './overlay.styles.ts';

export interface OverlayOptions extends Pick<StatusInput, 'fault' | 'isBusy'> {
  /** Whether this source has played. */
  hasPlayed: boolean;
  /** The sound was taken away so that it may play: offer it back. */
  offersUnmute: boolean;
}

function ignore(): void {}

/** What is remembered of an element between two drawings. */
interface Memory {
  readonly comeback: Comeback;
  readonly start: StartWatch;
  readonly past: LivePast;
}

const memories = /* @__PURE__ */ new WeakMap<OverlayHost, Memory>();

function memoryOf(host: OverlayHost): Memory {
  let memory = memories.get(host);
  if (!memory) {
    memory = { comeback: new Comeback(host), start: new StartWatch(host), past: new LivePast(host) };
    memories.set(host, memory);
    host.addController(new NetworkWatch(host));
  }
  return memory;
}

/** What lies upon the picture. The live region is always there, or screen readers would not hear what comes into it. */
export function renderOverlay(host: OverlayHost, options: OverlayOptions): TemplateResult {
  const { state, muted, paused } = host;
  const { hasPlayed, offersUnmute } = options;
  const { comeback, start, past } = memoryOf(host);
  past.follow();
  const stage = start.follow(options.fault !== null || (options.isBusy && !host.player));
  comeback.follow(stage === 'ahead');
  const { panel, text, attempt } = statusOf({
    ...options,
    // What is said stays while it is tried again: a live region would say it anew each time.
    fault: options.fault ?? comeback.error,
    state,
    // A poster says enough: of a tile of a wall, for example, that was not on the screen yet.
    hasSource: Boolean(host.src || host.poster),
    isOffline: !navigator.onLine,
    start: stage,
    wasLive: past.wasLive,
    canReplay: past.replaySeconds !== null,
    awaitsStart: host.controls && !host.autoplay && !hasPlayed && paused && !state?.playRequested,
  });
  const say = (key: keyof typeof messages): string => localize(host, messages, key, { attempt });
  /** The button goes away by it; the focus must not. */
  const then = (act: () => void) => (): void => {
    host.focus({ preventScroll: true });
    act();
  };
  const isEnded = panel === 'ended';
  const replay = (): void => {
    if (isEnded && past.replaySeconds !== null) host.currentTime = past.replaySeconds;
    host.play().catch(ignore);
  };
  const retry = (): void => void (host.player ? host.player.retry().catch(ignore) : host.load());
  const isAhead = stage === 'ahead';
  // What must not be covered has buttons of its own; what is said of it is for screen readers.
  const isCover = panel !== 'error' && panel !== 'empty' && state?.capabilities.minSize !== undefined;
  return html`
    <div part="status" class=${isCover || isAhead ? 'visually-hidden' : `status ${panel ?? 'notice'}`} role="status">
      ${isAhead ? spokenStart(host, start.leftMs) : nothing}
      ${panel === 'upcoming' && !isAhead && host.label ? html`<p part="title" dir="auto">${host.label}</p>` : nothing}
      ${text ? html`<p part="message">${say(text)}</p>` : nothing}
      ${
        panel === 'upcoming'
          ? isAhead
            ? nothing
            : html`<p part="hint">${say('player.beginning')}</p>`
          : comeback.error
            ? html`<p part="hint">${say('player.comeback')}</p>`
            : nothing
      }
      ${panel === 'error' ? html`<button part="retry-button" class="pill" @click=${then(retry)}>${say('player.retry')}</button>` : nothing}
    </div>
    ${isAhead ? renderUpcoming(host, start.leftMs) : nothing}
    ${
      !isCover && (isEnded || panel === 'start')
        ? html`
            <button
              part="start-button"
              class="start"
              aria-label=${say(isEnded ? 'player.replay' : 'player.play')}
              @click=${then(replay)}
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
