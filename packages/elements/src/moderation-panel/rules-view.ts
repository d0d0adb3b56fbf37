import type { ModerationAct, ModerationState } from '@t333/core/chat';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { localize } from '../i18n/localize.ts';
import { roomSettings } from '../live-chat/moderation/room-settings.ts';
import { actNote } from '../live-chat/panels/act-note.ts';
import type { DeskHost, ModerationDesk } from '../live-chat/panels/moderation-desk.ts';
import { messages } from './messages.ts';
import { WordsField } from './words-field.ts';

const RULES = 'rules';
const WORDS = 'words';

/** The rules of a channel, its blocked words, and what clears it. */
export class RulesView {
  readonly #host: DeskHost & Pick<LitElement, 'updateComplete'>;
  readonly #desk: ModerationDesk;
  readonly #words: WordsField;
  #isConfirming = false;

  constructor(host: DeskHost & Pick<LitElement, 'updateComplete'>, desk: ModerationDesk) {
    this.#host = host;
    this.#desk = desk;
    this.#words = new WordsField(host);
  }

  /** Another channel. */
  reset(): void {
    this.#words.reset();
    this.leave();
  }

  /** It is not looked at any more. */
  leave(): void {
    this.#isConfirming = false;
  }

  /** @param label the name of the channel */
  render({ settings, channel }: ModerationState, label: string | null): TemplateResult {
    if (!settings) return html`<p class="none">${localize(this.#host, messages, 'mod.rules.none')}</p>`;
    const { blockedWords } = settings;
    return html`
      <div class="panel">
        ${roomSettings({
          host: this.#host,
          channel: { channel: label ?? channel, settings },
          wanted: this.#desk.stateAt(RULES)?.act.settings ?? {},
          isConfirming: this.#isConfirming,
          note: html`${this.#noteAt(RULES)}`,
          onConfirm: (isConfirming) => void this.#confirm(isConfirming),
          onAct: (act) => {
            if (act.action === 'clear') void this.#confirm(false);
            void this.#ask(RULES, act);
          },
        })}
      </div>
      ${blockedWords ? this.#words.render(blockedWords, this.#noteAt(WORDS), (act) => this.#ask(WORDS, act)) : nothing}
    `;
  }

  #ask(place: string, act: ModerationAct): Promise<boolean> {
    return this.#desk.ask(place, { key: '', act, name: '' });
  }

  #noteAt(place: string): unknown {
    return actNote(this.#host, this.#desk.stateAt(place), () => void this.#desk.retry(place));
  }

  /** The button that had the focus makes way for another. */
  async #confirm(isConfirming: boolean): Promise<void> {
    this.#isConfirming = isConfirming;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>(isConfirming ? '.confirm .cancel' : '.clear')?.focus();
  }
}
