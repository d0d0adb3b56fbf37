import type { HeldMessage, Judgement, ModerationAct } from '@t333/core/chat';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { cutText } from '../base/cut-text.ts';
import { numberLocaleOf } from '../base/number-locale.ts';
import { localize } from '../i18n/localize.ts';
import { personActs } from '../live-chat/moderation/moderator-acts.ts';
import { reasonOf } from '../live-chat/panels/moderation-desk.ts';
import { messages, type MessageKey } from './messages.ts';
import { timeText } from './time-text.ts';

const MAX_TEXT_UNITS = 1000;
const MAX_REASON_UNITS = 60;

export interface QueueOptions {
  host: Element;
  held: readonly HeldMessage[];
  /** How many are drawn. */
  shown: number;
  /** The one that the Tab key leads to. */
  current: string | null;
  judgements: ReadonlyMap<string, Judgement>;
  /** Whose author can be dealt with at the moment. */
  person: { id: string; silence: 'timeout' | 'ban' | null; isConfirming: boolean; note: unknown } | null;
  onJudge: (id: string, verdict: Judgement['verdict']) => void;
  onTakeBack: (id: string) => void;
  onPerson: (id: string) => void;
  onConfirm: (isConfirming: boolean) => void;
  onAct: (held: HeldMessage, act: ModerationAct) => void;
  onMore: () => void;
}

/** Messages that wait for a moderator: so many of them as somebody looks through, however many there are. */
export function queue(options: QueueOptions): TemplateResult {
  const { host, held, shown, onMore } = options;
  const say = (key: MessageKey, values?: Record<string, string | number>): string =>
    localize(host, messages, key, values);
  if (held.length === 0) return html`<p class="none">${say('mod.queue.empty')}</p>`;
  const left = held.length - shown;
  return html`
    <div role="feed" class="queue" part="queue" aria-label=${say('mod.queue')}>
      ${repeat(
        held.slice(0, shown),
        ({ id }) => id,
        (one, index) => row(options, one, index),
      )}
    </div>
    ${
      left > 0
        ? html`<button type="button" class="more" part="more-button" @click=${onMore}>
            ${say('mod.more', { count: left })}
          </button>`
        : nothing
    }
    <p class="keys">${say('mod.queue.keys')}</p>
  `;
}

function row(options: QueueOptions, one: HeldMessage, index: number): TemplateResult {
  const { host, held, current, judgements, person } = options;
  const { id, message, reason, score, heldAtMs } = one;
  const say = (key: MessageKey, values?: Record<string, string | number>): string =>
    localize(host, messages, key, values);
  const judgement = judgements.get(id) ?? null;
  const why = cutText(reason.replaceAll('_', ' '), MAX_REASON_UNITS);
  const share = new Intl.NumberFormat(numberLocaleOf(host), { style: 'percent' });
  const isOpen = person?.id === id;
  return html`
    <article
      class="item ${judgement?.status ?? ''}"
      part="held"
      data-id=${id}
      tabindex=${id === current ? 0 : -1}
      aria-posinset=${index + 1}
      aria-setsize=${held.length}
      aria-labelledby="who-${index} text-${index}"
      aria-describedby="why-${index}"
    >
      <p class="who" id="who-${index}">
        <b><bdi>${cutText(message.user.name, 50)}</bdi></b>
        <time datetime=${new Date(heldAtMs).toISOString()}>${timeText(host, heldAtMs)}</time>
      </p>
      <p class="text" id="text-${index}"><bdi>${cutText(message.text, MAX_TEXT_UNITS)}</bdi></p>
      <p class="why" id="why-${index}">
        <bdi>${say('mod.queue.why', { reason: why })}</bdi>
        ${score === null ? nothing : html`<bdi class="score">${say('mod.queue.score', { share: share.format(score) })}</bdi>`}
      </p>
      ${decision(options, one, judgement, isOpen)}
      ${
        isOpen
          ? html`<div class="panel">
              ${personActs({
                host,
                user: message.user,
                silence: person.silence,
                isConfirming: person.isConfirming,
                onConfirm: options.onConfirm,
                onAct: (act) => options.onAct(one, act),
              })}
              ${person.note}
            </div>`
          : nothing
      }
    </article>
  `;
}

function decision(
  { host, onJudge, onTakeBack, onPerson }: QueueOptions,
  { id }: HeldMessage,
  judgement: Judgement | null,
  isOpen: boolean,
): TemplateResult {
  const say = (key: MessageKey, values?: Record<string, string>): string => localize(host, messages, key, values);
  if (judgement?.status === 'sending') return html`<p class="acts">${say('mod.judged.sending')}</p>`;
  if (judgement?.status === 'waiting')
    return html`
      <div class="acts">
        <span>${say('mod.judged.waiting')}</span>
        <button type="button" class="take-back" @click=${() => onTakeBack(id)}>${say('mod.takeBack')}</button>
      </div>
    `;
  return html`
    ${
      judgement
        ? html`<p class="failed"><bdi>${say('mod.judged.failed', { reason: reasonOf(judgement.error) })}</bdi></p>`
        : nothing
    }
    <div class="acts">
      <button type="button" class="approve" @click=${() => onJudge(id, 'approve')}>${say('mod.approve')}</button>
      <button type="button" class="danger deny" @click=${() => onJudge(id, 'deny')}>${say('mod.deny')}</button>
      <button type="button" class="person-button" aria-expanded=${isOpen} @click=${() => onPerson(id)}>
        ${say('mod.person')}
      </button>
    </div>
  `;
}
