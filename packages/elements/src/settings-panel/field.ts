import type { SettingsFault, SettingsField } from '@t333/core/creator';
import { html, nothing, type TemplateResult } from 'lit';
import { localize } from '../i18n/localize.ts';
import { faultText } from './fault-text.ts';
import { messages, type MessageKey } from './messages.ts';

export interface FieldOptions {
  host: Element;
  field: SettingsField;
  isChanged: boolean;
  fault: SettingsFault | null;
  /** Below it. */
  hint?: MessageKey;
  /** How much of it is used. */
  count?: { readonly count: number; readonly max: number };
  /** It need not be there. */
  isOptional?: boolean;
}

/** What a control says of itself by `aria-describedby`: what is wrong first. */
export const describedBy = ({ field: name, fault, hint, count }: FieldOptions): string | typeof nothing =>
  [fault && `${name}-fault`, hint && `${name}-hint`, count && `${name}-count`].filter(Boolean).join(' ') || nothing;

/** A control with its name, and what there is to say of it. */
export function fieldRow(options: FieldOptions, control: TemplateResult): TemplateResult {
  const { host, field: name, isChanged, isOptional = false } = options;
  return html`
    <div class="field ${isChanged ? 'changed' : ''}" part="field" data-field=${name}>
      <label for=${name}>
        <bdi>${localize(host, messages, `settings.${name}`)}</bdi>
        ${isOptional ? html`<small>${localize(host, messages, 'settings.optional')}</small>` : nothing}
      </label>
      ${control} ${remarks(options)}
    </div>
  `;
}

/** What is wrong, what helps, and how much of it is used. */
export function remarks({ host, field: name, fault, hint, count }: FieldOptions): TemplateResult {
  return html`
    ${fault ? html`<p class="failed" part="fault" id="${name}-fault"><bdi>${faultText(host, name, fault)}</bdi></p>` : nothing}
    ${
      hint || count
        ? html`<p class="remark">
            ${hint ? html`<span id="${name}-hint"><bdi>${localize(host, messages, hint)}</bdi></span>` : nothing}
            ${
              count
                ? html`<span class="count ${count.count > count.max ? 'over' : ''}" id="${name}-count">
                    ${localize(host, messages, 'settings.count', { ...count })}
                  </span>`
                : nothing
            }
          </p>`
        : nothing
    }
  `;
}
