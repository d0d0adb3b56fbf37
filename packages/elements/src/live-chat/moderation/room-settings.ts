import type { ChatSettings, ModerationAct } from '@t333/core/chat';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { cutText } from '../../base/cut-text.ts';
import { localize } from '../../i18n/localize.ts';
import type { ChatChannelView } from '../chat-source.ts';
import { DAY_MS, durationText, HOUR_MS, MINUTE_MS, SECOND_MS } from './durations.ts';
import { moderationMessages as messages } from './messages.ts';

const SLOW_MODES_MS = [3, 5, 10, 30, 60, 120].map((seconds) => seconds * SECOND_MS);
const FOLLOWED_MS = [0, 10 * MINUTE_MS, HOUR_MS, DAY_MS, 7 * DAY_MS, 30 * DAY_MS];
/** No message is longer. */
const MAX_LENGTH = 500;

export interface RoomSettingsOptions {
  host: Element;
  channel: Pick<ChatChannelView, 'channel' | 'settings'>;
  /** What is asked for, and not granted yet. */
  wanted: Partial<ChatSettings>;
  isConfirming: boolean;
  /** How the last change fares. */
  note: TemplateResult | typeof nothing;
  onConfirm: (isConfirming: boolean) => void;
  onAct: (act: ModerationAct) => void;
}

/** The rules of a channel, for who moderates it. */
export function roomSettings(options: RoomSettingsOptions): TemplateResult {
  const { host, channel, isConfirming, note, onConfirm, onAct } = options;
  const say = (key: keyof typeof messages, values?: Record<string, string | number>): string =>
    localize(host, messages, key, values);
  return html`
    <h3 id="room">${say('chat.room', { name: cutText(channel.channel, 50) })}</h3>
    <div class="room" role="group" aria-labelledby="room">
      ${channel.settings ? rules(options, { ...channel.settings, ...options.wanted }) : nothing}
      ${
        isConfirming
          ? html`
              <div class="confirm" role="group" aria-labelledby="confirm">
                <p id="confirm">${say('chat.room.confirmClear')}</p>
                <button type="button" class="danger" @click=${() => onAct({ action: 'clear' })}>
                  ${say('chat.room.clear')}
                </button>
                <button type="button" class="cancel" @click=${() => onConfirm(false)}>${say('chat.mod.cancel')}</button>
              </div>
            `
          : html`
              <div class="acts">
                <button type="button" class="danger clear" @click=${() => onConfirm(true)}>
                  ${say('chat.room.clear')}
                </button>
              </div>
            `
      }
      ${note}
    </div>
  `;
}

function rules({ host, onAct }: RoomSettingsOptions, shown: ChatSettings): TemplateResult {
  const say = (key: keyof typeof messages, values?: Record<string, string | number>): string =>
    localize(host, messages, key, values);
  const change = (settings: Partial<ChatSettings>): void => onAct({ action: 'settings', settings });
  const choice = (
    name: 'slowModeMs' | 'followersOnlyMs',
    label: string,
    off: number | null,
    times: readonly number[],
    textOf: (ms: number) => string,
  ): TemplateResult => {
    const value = shown[name];
    // A service may have set what is not among them.
    const all = value === off || times.includes(value!) ? times : [...times, value!].toSorted((a, b) => a - b);
    const onChange = ({ target }: Event): void => {
      const { value: picked } = target as HTMLSelectElement;
      change({ [name]: picked === 'off' ? off : Number(picked) });
    };
    return html`
      <label class="field">
        ${label}
        <select name=${name} @change=${onChange}>
          <option value="off" .selected=${live(value === off)}>${say('chat.room.off')}</option>
          ${all.map((ms) => html`<option value=${ms} .selected=${live(value === ms)}>${textOf(ms)}</option>`)}
        </select>
      </label>
    `;
  };
  const box = (name: 'subscribersOnly' | 'emoteOnly', label: string): TemplateResult => html`
    <label>
      <input
        type="checkbox"
        name=${name}
        .checked=${live(shown[name])}
        @change=${({ target }: Event) => change({ [name]: (target as HTMLInputElement).checked })}
      />
      ${label}
    </label>
  `;
  const onLength = ({ target }: Event): void => {
    const input = target as HTMLInputElement;
    const maxLength = input.valueAsNumber;
    const isValid = Number.isInteger(maxLength) && maxLength >= 1 && maxLength <= MAX_LENGTH;
    input.setCustomValidity(isValid ? '' : say('chat.room.lengthRange', { count: MAX_LENGTH }));
    if (input.reportValidity()) change({ maxLength });
  };
  return html`
    ${choice('slowModeMs', say('chat.room.slow'), 0, SLOW_MODES_MS, (ms) => durationText(host, ms))}
    ${choice('followersOnlyMs', say('chat.room.followers'), null, FOLLOWED_MS, (ms) =>
      ms === 0 ? say('chat.room.followers.any') : say('chat.room.followers.for', { time: durationText(host, ms) }),
    )}
    ${box('subscribersOnly', say('chat.room.subscribers'))} ${box('emoteOnly', say('chat.room.emotes'))}
    <label class="field">
      ${say('chat.room.length')}
      <input
        type="number"
        name="maxLength"
        min="1"
        max=${MAX_LENGTH}
        .value=${live(String(shown.maxLength))}
        @change=${onLength}
      />
    </label>
  `;
}
