import { checkBlockedWords, readBlockedWords, type ModerationAct } from '@t333/core/chat';
import { MAX_BLOCKED_WORDS } from '@t333/core/protocol';
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { cutText } from '../base/cut-text.ts';
import { localize } from '../i18n/localize.ts';
import { messages, type MessageKey } from './messages.ts';

/** Blocked words while somebody writes them: what others change meanwhile does not change what one writes. */
export class WordsField {
  readonly #host: ReactiveControllerHost & Element;
  #draft: string | null = null;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
  }

  /** What was written is dropped. */
  reset(): void {
    this.#draft = null;
  }

  /** @param onAct asks for it @returns whether it was done */
  render(saved: readonly string[], note: unknown, onAct: (act: ModerationAct) => Promise<boolean>): TemplateResult {
    const say = (key: MessageKey, values?: Record<string, string | number>): string =>
      localize(this.#host, messages, key, values);
    const text = this.#draft ?? saved.join('\n');
    const words = readBlockedWords(text);
    const problem = checkBlockedWords(words);
    const isChanged = JSON.stringify(words) !== JSON.stringify(saved);
    const write = (draft: string | null): void => {
      this.#draft = draft;
      this.#host.requestUpdate();
    };
    const onSubmit = async (event: SubmitEvent): Promise<void> => {
      event.preventDefault();
      if (problem || !isChanged) return;
      const isDone = await onAct({ action: 'settings', settings: { blockedWords: words } });
      // What was written since then stays.
      if (isDone && this.#draft === text) write(null);
    };
    const onRevert = ({ target }: Event): void => {
      write(null);
      // Its button has nothing to do any more.
      (target as HTMLElement).closest('form')!.querySelector('textarea')!.focus();
    };
    return html`
      <form class="words" @submit=${onSubmit}>
        <label for="words">${say('mod.words')}</label>
        <textarea
          id="words"
          name="blockedWords"
          rows="6"
          dir="auto"
          spellcheck="false"
          autocomplete="off"
          aria-describedby="words-hint words-count${problem ? ' words-problem' : ''}"
          aria-invalid=${problem !== null}
          .value=${live(text)}
          @input=${({ target }: Event) => write((target as HTMLTextAreaElement).value)}
        ></textarea>
        <p class="why" id="words-hint">${say('mod.words.hint')}</p>
        <p class="why" id="words-count">${say('mod.words.count', { count: words.length, max: MAX_BLOCKED_WORDS })}</p>
        ${
          problem
            ? html`<p class="failed" id="words-problem">
                <bdi>
                  ${say(`mod.words.${problem.code}`, {
                    ...problem,
                    ...('word' in problem && { word: cutText(problem.word, 20) }),
                  })}
                </bdi>
              </p>`
            : nothing
        }
        <div class="acts">
          <button class="save" ?disabled=${!isChanged || problem !== null}>${say('mod.words.save')}</button>
          <button type="button" class="revert" ?disabled=${this.#draft === null} @click=${onRevert}>
            ${say('mod.words.revert')}
          </button>
        </div>
        ${note}
      </form>
    `;
  }
}
