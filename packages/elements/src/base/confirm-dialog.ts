import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';

/** What somebody is asked before it is done. */
export interface Question {
  readonly heading: string;
  readonly text: string;
  /** What else there is to say, or to choose: below the text. */
  readonly more?: () => TemplateResult | typeof nothing;
  /** The button that does it: in words of its own, and no `OK`. */
  readonly accept: string;
  readonly decline: string;
  /** It cannot be taken back: the button looks so, and Enter does not press it. */
  readonly isDangerous?: boolean;
}

/** Asks before something is done: a modal dialog, as part of its host's template. Style it with `panelStyles`. */
export class ConfirmDialog implements ReactiveController {
  readonly #host: LitElement;
  #question: Question | null = null;
  #answer: ((isYes: boolean) => void) | null = null;
  #returnTo: HTMLElement | null = null;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Asks. A question that is open counts as a no. @returns whether it is to be done */
  ask(question: Question): Promise<boolean> {
    this.#end(false);
    this.#question = question;
    this.#returnTo = (this.#host.renderRoot as ShadowRoot).activeElement as HTMLElement | null;
    this.#host.requestUpdate();
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  /** What was asked is of no use any more. */
  cancel(): void {
    this.#end(false);
  }

  hostUpdated(): void {
    const dialog = this.#host.renderRoot.querySelector<HTMLDialogElement>('dialog.confirm');
    if (dialog && !dialog.open && this.#question) dialog.showModal();
  }

  hostDisconnected(): void {
    this.#end(false);
  }

  render(): TemplateResult | typeof nothing {
    const question = this.#question;
    if (!question) return nothing;
    const { heading, text, more, accept, decline, isDangerous = false } = question;
    return html`
      <dialog
        part="dialog"
        class="confirm"
        aria-labelledby="confirm-heading"
        aria-describedby="confirm-text"
        @close=${() => this.#end(false)}
      >
        <h2 id="confirm-heading"><bdi>${heading}</bdi></h2>
        <p id="confirm-text"><bdi>${text}</bdi></p>
        ${more?.() ?? nothing}
        <div class="answers">
          <button
            type="button"
            class=${isDangerous ? 'danger' : 'primary'}
            ?autofocus=${!isDangerous}
            @click=${() => this.#end(true)}
          >
            ${accept}
          </button>
          <button type="button" ?autofocus=${isDangerous} @click=${() => this.#end(false)}>${decline}</button>
        </div>
      </dialog>
    `;
  }

  #end(isYes: boolean): void {
    const answer = this.#answer;
    if (!answer) return;
    this.#answer = this.#question = null;
    const dialog = this.#host.renderRoot.querySelector<HTMLDialogElement>('dialog.confirm');
    dialog?.close();
    // The button that has asked may be another one by now.
    if (this.#returnTo?.isConnected) this.#returnTo.focus();
    this.#returnTo = null;
    this.#host.requestUpdate();
    answer(isYes);
  }
}
