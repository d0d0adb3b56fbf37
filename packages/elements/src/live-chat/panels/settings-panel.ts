import { html, nothing, type TemplateResult } from 'lit';
import { cutText } from '../../base/cut-text.ts';
import { localize } from '../../i18n/localize.ts';
import type { ChatViewSettings } from '../chat-settings.ts';
import type { IgnoredUser } from '../ignored-users.ts';
import { panelMessages as messages } from './messages.ts';
import { panel } from './panel.ts';

export interface SettingsPanelOptions {
  host: Element;
  settings: ChatViewSettings;
  isMotionReduced: boolean;
  ignored: readonly IgnoredUser[];
  /** For who moderates the channel: its rules. */
  room: TemplateResult | typeof nothing;
  onChange: (patch: Partial<ChatViewSettings>) => void;
  onUnignore: (user: IgnoredUser) => void;
  onClose: () => void;
}

/** What the reader may choose. */
export function settingsPanel({
  host,
  settings,
  isMotionReduced,
  ignored,
  room,
  onChange,
  onUnignore,
  onClose,
}: SettingsPanelOptions): TemplateResult {
  const say = (key: keyof typeof messages, values?: Record<string, string>): string =>
    localize(host, messages, key, values);
  const choices = (
    name: 'size' | 'spoken',
    legend: string,
    options: readonly [string, string][],
  ): TemplateResult => html`
    <fieldset>
      <legend>${legend}</legend>
      ${options.map(
        ([value, label]) => html`
          <label>
            <input
              type="radio"
              name=${name}
              value=${value}
              .checked=${settings[name] === value}
              @change=${() => onChange({ [name]: value })}
            />
            ${label}
          </label>
        `,
      )}
    </fieldset>
  `;
  const box = (name: 'timestamps' | 'animated', label: string): TemplateResult => html`
    <label>
      <input
        type="checkbox"
        name=${name}
        .checked=${settings[name]}
        @change=${({ target }: Event) => onChange({ [name]: (target as HTMLInputElement).checked })}
      />
      ${label}
    </label>
  `;
  return panel({
    host,
    label: say('chat.settings'),
    part: 'settings',
    onClose,
    content: html`
      ${choices('size', say('chat.size'), [
        ['small', say('chat.size.small')],
        ['medium', say('chat.size.medium')],
        ['large', say('chat.size.large')],
      ])}
      ${box('timestamps', say('chat.timestamps'))} ${box('animated', say('chat.animated'))}
      ${isMotionReduced ? html`<p class="hint">${say('chat.stillByMotion')}</p>` : nothing}
      ${choices('spoken', say('chat.spoken'), [
        ['all', say('chat.spoken.choose.all')],
        ['mentions', say('chat.spoken.choose.mentions')],
        ['off', say('chat.spoken.choose.off')],
      ])}
      ${
        ignored.length === 0
          ? nothing
          : html`
              <h3 id="ignored">${say('chat.ignored')}</h3>
              <div class="acts" role="group" aria-labelledby="ignored">
                ${ignored.map(
                  (user) => html`
                    <button type="button" class="unignore" @click=${() => onUnignore(user)}>
                      <bdi>${say('chat.unignore', { name: cutText(user.name, 50) })}</bdi>
                    </button>
                  `,
                )}
              </div>
            `
      }
      ${room}
    `,
  });
}
