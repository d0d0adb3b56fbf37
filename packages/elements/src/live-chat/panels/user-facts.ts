import type { ChatMessage } from '@t333/core/chat';
import { html, nothing, type TemplateResult } from 'lit';
import { cutText } from '../../base/cut-text.ts';
import { localize } from '../../i18n/localize.ts';
import type { UserFact, UserFacts } from '../user-fact.ts';
import { panelMessages as messages } from './messages.ts';

const MAX_FACTS = 20;
const MAX_FACT_UNITS = 100;

/** What the page knows of somebody, asked for when their card opens. */
export class FactSheet {
  readonly #host: Element & { requestUpdate(): void };
  #facts: readonly UserFact[] | null = null;
  #hasFailed = false;
  #asked = new AbortController();

  constructor(host: Element & { requestUpdate(): void }) {
    this.#host = host;
  }

  async ask(source: UserFacts | null, message: ChatMessage): Promise<void> {
    this.drop();
    if (!source) return;
    const { signal } = this.#asked;
    this.#facts = null;
    try {
      const facts = await source(message, { signal });
      if (!signal.aborted) this.#facts = facts.slice(0, MAX_FACTS);
    } catch {
      this.#hasFailed = !signal.aborted;
    }
    if (!signal.aborted) this.#host.requestUpdate();
  }

  drop(): void {
    this.#asked.abort();
    this.#asked = new AbortController();
    this.#facts = [];
    this.#hasFailed = false;
  }

  render(source: UserFacts | null, message: ChatMessage): TemplateResult | typeof nothing {
    const say = (key: keyof typeof messages): string => localize(this.#host, messages, key);
    if (this.#hasFailed)
      return html`<p class="hint">
        ${say('chat.facts.failed')}
        <button type="button" class="again" @click=${() => this.#again(source, message)}>${say('chat.again')}</button>
      </p>`;
    if (!this.#facts) return html`<p class="hint">${say('chat.facts.loading')}</p>`;
    if (this.#facts.length === 0) return nothing;
    const text = (value: unknown): string => cutText(String(value), MAX_FACT_UNITS);
    return html`<dl class="facts">
      ${this.#facts.map(
        ({ label, value }) => html`
          <dt><bdi>${text(label)}</bdi></dt>
          <dd><bdi>${text(value)}</bdi></dd>
        `,
      )}
    </dl>`;
  }

  #again(source: UserFacts | null, message: ChatMessage): void {
    void this.ask(source, message);
    this.#host.requestUpdate();
  }
}
