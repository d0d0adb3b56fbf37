import type { ChatMessageEntry, ModerationAct } from '@t333/core/chat';
import { html, nothing, type TemplateResult } from 'lit';
import { cutText } from '../../base/cut-text.ts';
import { localize } from '../../i18n/localize.ts';
import { DAY_MS, durationText, HOUR_MS, MINUTE_MS, timeoutOf, UNITS } from './durations.ts';
import { moderationMessages as messages } from './messages.ts';

const TIMEOUTS_MS = [MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, DAY_MS, 14 * DAY_MS];
const MAX_REASON = 500;

export interface PersonActsOptions {
  host: Element;
  user: { readonly id: string; readonly name: string };
  /** What keeps them from writing. */
  silence: 'timeout' | 'ban' | null;
  /** A ban is asked for twice. */
  isConfirming: boolean;
  onConfirm: (isConfirming: boolean) => void;
  onAct: (act: ModerationAct) => void;
}

export interface ModeratorActsOptions extends Omit<PersonActsOptions, 'user'> {
  entry: ChatMessageEntry;
  /** How the last act fares. */
  note: TemplateResult | typeof nothing;
}

/** What a moderator can do about a message and who wrote it. */
export function moderatorActs(options: ModeratorActsOptions): TemplateResult {
  const { host, entry, note, onAct } = options;
  const { message, deleted, isPinned, isHighlighted } = entry;
  const { id: messageId } = message;
  const say = (key: keyof typeof messages): string => localize(host, messages, key);
  const canAct = messageId !== '' && deleted === null;
  return html`
    ${
      canAct
        ? html`
            <h3 id="about-message">${say('chat.mod.message')}</h3>
            <div class="acts" role="group" aria-labelledby="about-message">
              <button type="button" class="danger delete" @click=${() => onAct({ action: 'delete', messageId })}>
                ${say('chat.mod.delete')}
              </button>
              <button
                type="button"
                class="pin"
                @click=${() => onAct({ action: isPinned ? 'unpin' : 'pin', messageId })}
              >
                ${say(isPinned ? 'chat.mod.unpin' : 'chat.mod.pin')}
              </button>
              ${
                isHighlighted
                  ? nothing
                  : html`<button
                      type="button"
                      class="highlight"
                      @click=${() => onAct({ action: 'highlight', messageId })}
                    >
                      ${say('chat.mod.highlight')}
                    </button>`
              }
            </div>
          `
        : nothing
    }
    ${entry.isOwn ? nothing : personActs({ ...options, user: message.user })} ${note}
  `;
}

/** What a moderator can do about somebody. */
export function personActs({
  host,
  user: { id: userId, name: userName },
  silence,
  isConfirming,
  onConfirm,
  onAct,
}: PersonActsOptions): TemplateResult {
  const say = (key: keyof typeof messages, values?: Record<string, string>): string =>
    localize(host, messages, key, values);
  const act =
    (action: ModerationAct['action'], durationMs?: number) =>
    ({ target }: Event): void => {
      const section = (target as Element).closest('.person')!;
      const reason = section.querySelector<HTMLInputElement>('.reason')!.value.trim();
      onAct({ action, userId, ...(durationMs && { durationMs }), ...(reason && { reason }) });
    };
  const onOwnTime = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const count = form.querySelector('input')!;
    const durationMs = timeoutOf(count.valueAsNumber, form.querySelector('select')!.value);
    count.setCustomValidity(durationMs === null ? say('chat.mod.tooLong') : '');
    if (count.reportValidity()) act('timeout', durationMs!)(event);
  };
  const button = (name: string, label: string, onClick: (event: Event) => void): TemplateResult =>
    html`<button type="button" class=${name} @click=${onClick}>${label}</button>`;
  return html`
    <h3 id="about-person">${say('chat.mod.person')}</h3>
    <div class="person" role="group" aria-labelledby="about-person">
      <label class="field">
        ${say('chat.mod.reason')}
        <input class="reason" name="reason" maxlength=${MAX_REASON} autocomplete="off" />
      </label>
      <div class="acts">
        ${TIMEOUTS_MS.map((ms) => {
          const time = durationText(host, ms);
          return html`<button
            type="button"
            class="timeout"
            aria-label=${say('chat.mod.timeout', { time })}
            @click=${act('timeout', ms)}
          >
            ${time}
          </button>`;
        })}
      </div>
      <form class="own-time" novalidate @submit=${onOwnTime} @input=${clearValidity}>
        <input type="number" min="1" step="any" value="30" aria-label=${say('chat.mod.ownTime')} />
        <select aria-label=${say('chat.mod.unit')}>
          ${UNITS.map(
            (unit) =>
              html`<option value=${unit} ?selected=${unit === 'minutes'}>${say(`chat.unit.name.${unit}`)}</option>`,
          )}
        </select>
        <button class="timeout-own">${say('chat.mod.timeoutOwn')}</button>
      </form>
      ${
        isConfirming
          ? html`
              <div class="confirm" role="group" aria-labelledby="confirm">
                <p id="confirm"><bdi>${say('chat.mod.confirmBan', { name: cutText(userName, 50) })}</bdi></p>
                ${button('danger', say('chat.mod.ban'), act('ban'))}
                ${button('cancel', say('chat.mod.cancel'), () => onConfirm(false))}
              </div>
            `
          : html`
              <div class="acts">
                ${button('warn', say('chat.mod.warn'), act('warn'))}
                ${silence === 'timeout' ? button('untimeout', say('chat.mod.untimeout'), act('untimeout')) : nothing}
                ${
                  silence === 'ban'
                    ? button('unban', say('chat.mod.unban'), act('unban'))
                    : button('danger ban', say('chat.mod.ban'), () => onConfirm(true))
                }
              </div>
            `
      }
    </div>
  `;
}

/** What was wrong may be right by now. */
const clearValidity = ({ currentTarget }: Event): void =>
  (currentTarget as HTMLFormElement).querySelector('input')!.setCustomValidity('');
