import type { Silence } from '@t333/core/chat';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { cutText } from '../base/cut-text.ts';
import { localize } from '../i18n/localize.ts';
import { messages, type MessageKey } from './messages.ts';
import { leftText } from './time-text.ts';

const MAX_TEXT_UNITS = 200;

export interface SilencedListOptions {
  host: Element;
  silenced: readonly Silence[];
  /** How many are drawn. */
  shown: number;
  /** Unix milliseconds, by the service's clock. */
  nowMs: number;
  /** How lifting it fares. */
  noteOf: (silence: Silence) => unknown;
  onLift: (silence: Silence) => void;
  onMore: () => void;
}

/** Who may not write, and for how long. */
export function silencedList(options: SilencedListOptions): TemplateResult {
  const { host, silenced, shown, onMore } = options;
  const say = (key: MessageKey, values?: Record<string, number>): string => localize(host, messages, key, values);
  if (silenced.length === 0) return html`<p class="none">${say('mod.silenced.empty')}</p>`;
  const left = silenced.length - shown;
  return html`
    <ul class="silenced" part="silenced" aria-label=${say('mod.silenced')}>
      ${repeat(
        silenced.slice(0, shown),
        ({ user }) => user.id,
        (silence) => line(options, silence),
      )}
    </ul>
    ${
      left > 0
        ? html`<button type="button" class="more" part="more-button" @click=${onMore}>
            ${say('mod.more', { count: left })}
          </button>`
        : nothing
    }
  `;
}

function line({ host, nowMs, noteOf, onLift }: SilencedListOptions, silence: Silence): TemplateResult {
  const { user, kind, untilMs, reason, moderator } = silence;
  const say = (key: MessageKey, values?: Record<string, string>): string => localize(host, messages, key, values);
  const name = cutText(user.name ?? user.id, 50);
  const what =
    untilMs === null
      ? say(`mod.silenced.${kind}`)
      : say('mod.silenced.left', { time: leftText(host, untilMs - nowMs) });
  return html`
    <li class="record" part="silence">
      <p class="did">
        <b><bdi>${name}</bdi></b> <span class="time-left"><bdi>${what}</bdi></span>
      </p>
      ${reason ? html`<p class="why"><bdi>${cutText(reason, MAX_TEXT_UNITS)}</bdi></p>` : nothing}
      ${
        moderator
          ? html`<p class="why">
              <bdi>${say('mod.silenced.by', { moderator: cutText(moderator.name ?? moderator.id, 50) })}</bdi>
            </p>`
          : nothing
      }
      <button
        type="button"
        class="lift"
        aria-label=${say('mod.silenced.liftOf', { user: name })}
        @click=${() => onLift(silence)}
      >
        ${say('mod.silenced.lift')}
      </button>
      ${noteOf(silence)}
    </li>
  `;
}
