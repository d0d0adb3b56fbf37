import type { Clock } from '@t333/core/time';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { announce } from '../base/announce.ts';

/** How long the copy button shows that it has worked. */
const COPIED_MS = 3000;

/** The host renders an element with `aria-live`. */
type CopyHost = LitElement & { readonly clock: Clock };

/** What is said about it. */
export type CopyText = (key: 'copy' | 'copied' | 'copyFailed' | 'json') => string;

/** A button that copies figures as JSON, as part of another element's template; style it with `statsStyles`. */
export class JsonCopy implements ReactiveController {
  readonly #host: CopyHost;
  readonly #text: CopyText;
  /** What came of the last copy; a text is one that could not be copied. */
  #result: 'copied' | { readonly text: string } | null = null;
  #life = new AbortController();

  constructor(host: CopyHost, text: CopyText) {
    this.#host = host;
    this.#text = text;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#forget();
  }

  /** @param json null while there is nothing to copy */
  render(json: (() => string) | null): TemplateResult {
    return html`
      <div class="row">
        <button type="button" part="copy-button" ?disabled=${!json} @click=${() => json && void this.#copy(json())}>
          ${this.#text(this.#result === 'copied' ? 'copied' : 'copy')}
        </button>
        ${this.#renderText()}
      </div>
    `;
  }

  /** What could not be copied can be by hand. */
  #renderText(): TemplateResult | typeof nothing {
    const result = this.#result;
    if (result === null || result === 'copied') return nothing;
    return html`
      <p class="failed">${this.#text('copyFailed')}</p>
      <textarea readonly rows="6" dir="ltr" aria-label=${this.#text('json')} .value=${result.text}></textarea>
    `;
  }

  async #copy(text: string): Promise<void> {
    const life = this.#forget();
    let result: 'copied' | { text: string } = { text };
    try {
      await navigator.clipboard.writeText(text);
      result = 'copied';
    } catch {
      // What has come of it is told below.
    }
    if (life.aborted) return;
    this.#result = result;
    this.#host.requestUpdate();
    const region = this.#host.renderRoot.querySelector('[aria-live]')!;
    announce(region, this.#text(result === 'copied' ? 'copied' : 'copyFailed'));
    if (result !== 'copied') return;
    life.addEventListener(
      'abort',
      this.#host.clock.after(COPIED_MS, () => this.#forget()),
    );
  }

  /** Forgets the last copy. @returns the life of the next one */
  #forget(): AbortSignal {
    this.#life.abort();
    this.#life = new AbortController();
    this.#result = null;
    this.#host.requestUpdate();
    return this.#life.signal;
  }
}
