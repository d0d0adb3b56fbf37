import type { ModerationRecord, ModerationState } from '@t333/core/chat';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { cutText } from '../base/cut-text.ts';
import { localize } from '../i18n/localize.ts';
import { recordText, rulesText } from './log-words.ts';
import { messages, type MessageKey } from './messages.ts';
import { timeText } from './time-text.ts';

const MAX_TEXT_UNITS = 200;

export interface LogListOptions {
  host: Element;
  records: readonly ModerationRecord[];
  /** How many are drawn. */
  shown: number;
  older: ModerationState['older'];
  canUndo: (record: ModerationRecord) => boolean;
  /** How taking it back fares. */
  noteOf: (record: ModerationRecord) => unknown;
  onUndo: (record: ModerationRecord) => void;
  /** More of what is here, and then of what is older. */
  onMore: () => void;
}

/** What moderators did, newest first. */
export function logList(options: LogListOptions): TemplateResult {
  const { host, records, shown, older, onMore } = options;
  const say = (key: MessageKey): string => localize(host, messages, key);
  const hasMore = records.length > shown || older === 'available' || older === 'failed';
  return html`
    ${
      records.length === 0
        ? html`<p class="none">${say('mod.log.empty')}</p>`
        : html`<ul class="log" part="log" aria-label=${say('mod.log')}>
            ${repeat(
              records.slice(0, shown),
              ({ id }) => id,
              (record) => line(options, record),
            )}
          </ul>`
    }
    ${older === 'loading' ? html`<p class="none">${say('mod.log.loading')}</p>` : nothing}
    ${older === 'failed' ? html`<p class="failed">${say('mod.log.failed')}</p>` : nothing}
    ${
      hasMore
        ? html`<button type="button" class="more" part="more-button" @click=${onMore}>
            ${say(older === 'failed' && records.length <= shown ? 'mod.again' : 'mod.log.older')}
          </button>`
        : nothing
    }
  `;
}

function line({ host, canUndo, noteOf, onUndo }: LogListOptions, record: ModerationRecord): TemplateResult {
  const { atMs, text, reason, settings } = record;
  const words = recordText(host, record);
  return html`
    <li class="record" part="record">
      <p class="did">
        <bdi>${words}</bdi> <time datetime=${new Date(atMs).toISOString()}>${timeText(host, atMs)}</time>
      </p>
      ${text === undefined ? nothing : html`<p class="quote"><bdi>${cutText(text, MAX_TEXT_UNITS)}</bdi></p>`}
      ${reason ? html`<p class="why"><bdi>${cutText(reason, MAX_TEXT_UNITS)}</bdi></p>` : nothing}
      ${settings ? rulesText(host, settings).map((rule) => html`<p class="why"><bdi>${rule}</bdi></p>`) : nothing}
      ${
        canUndo(record)
          ? html`<button
              type="button"
              class="undo-record"
              aria-label=${localize(host, messages, 'mod.log.undo', { what: words })}
              @click=${() => onUndo(record)}
            >
              ${localize(host, messages, 'mod.takeBack')}
            </button>`
          : nothing
      }
      ${noteOf(record)}
    </li>
  `;
}
