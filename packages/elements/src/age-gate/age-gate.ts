import {
  AgeConsent,
  DEFAULT_MIN_AGE_YEARS,
  DEFAULT_TTL_DAYS,
  type AgeConsentState,
  type VerifyAge,
} from '@t333/core/age-gate';
import { systemClock, type Clock } from '@t333/core/time';
import {
  html,
  nothing,
  type CSSResult,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { announce } from '../base/announce.ts';
import { iconStyles } from '../base/icons.styles.ts';
import { icon } from '../base/icons.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { ConsentChangeEvent } from './age-gate.events.ts';
import { ageGateStyles } from './age-gate.styles.ts';
import { GatedContent } from './gated-content.ts';
import { messages } from './messages.ts';

const lockIcon = 'M6 10.5h12v9H6zm2.5 0V8a3.5 3.5 0 0 1 7 0v2.5M12 14v2.5';

const CLOSED: AgeConsentState = { phase: 'asking', untilMs: null, lapsed: false, error: null };

/** At most one gate of the page: a second dialog would lie upon the first. */
const asking: Set<AgeGate> = /* @__PURE__ */ new Set();

/**
 * Asks for the viewer's age before anything of what it holds is loaded: no playlist, no picture, no connection. Put that into a
 * `<template>` inside; when the viewer has said yes it is cloned into the page, and it is removed when that is over.
 *
 * What viewers say about themselves is no legal verification of their age. Nor is anything that only a page checks: a server has
 * to refuse the stream.
 *
 * @tag age-gate
 *
 * @slot - A `<template>` with what is gated. What stands beside it is removed from the page until consent, but may have begun to load.
 * @slot message - In place of the sentence below the question: words of your own, with links to rules.
 *
 * @fires {ConsentChangeEvent} consentchange - What it holds has been put into the page, or taken away.
 *
 * @csspart cover - What stands in the place of the content.
 * @csspart ask-button - Asks again, on the cover.
 * @csspart dialog - The dialog.
 * @csspart heading - The question.
 * @csspart accept-button - Says yes, or tries again.
 * @csspart decline-button - Says no, or gives up.
 *
 * @cssprop [--t333-accent] - The button that says yes, and what is focused.
 * @cssprop [--t333-text] - Text.
 * @cssprop [--t333-muted] - Text that matters less.
 * @cssprop [--t333-surface] - Behind the text.
 * @cssprop [--t333-line] - Borders.
 * @cssprop [--t333-radius=10px] - Corners.
 * @cssprop [--t333-font] - The font.
 */
export class AgeGate extends T333Element {
  static override properties: PropertyDeclarations = {
    minAge: { type: Number, attribute: 'min-age' },
    ttlDays: { type: Number, attribute: 'ttl-days' },
    scope: {},
    verify: { attribute: false },
  };

  static override styles: CSSResult[] = [tokens, iconStyles, ageGateStyles];

  /** Years, above 0 to 150. Anything else counts as 18. */
  declare minAge: number;
  /** How long an answer is kept in this browser, in days, above 0. Anything else counts as 30. */
  declare ttlDays: number;
  /** What the answer is for. Gates of one scope share it; without one it counts for the whole site. */
  declare scope: string;
  /**
   * Asks somebody who knows, once the viewer has said yes; only `true` lets them in. Set it in the script that registers the element,
   * and give it a scope of its own: what viewers said before counts on.
   */
  declare verify: VerifyAge | null;

  /** The time that it goes by. Another one is for tests. */
  clock: Clock = systemClock;

  readonly #content = new GatedContent(this, () => this.clock);
  #life: AbortSignal | null = null;
  #consent: AgeConsent | null = null;
  #isOpen = false;
  /** The dialog was opened: if it is closed now, nobody but the browser has done it, and tells so in a moment. */
  #wasShown = false;
  #told: AgeConsentState['phase'] = 'asking';

  constructor() {
    super();
    this.minAge = DEFAULT_MIN_AGE_YEARS;
    this.ttlDays = DEFAULT_TTL_DAYS;
    this.scope = '';
    this.verify = null;
  }

  /** Where the question stands. */
  get state(): AgeConsentState {
    return this.#consent?.state.getSnapshot() ?? CLOSED;
  }

  /** Whether what it holds may be seen. */
  get granted(): boolean {
    return this.state.phase === 'granted';
  }

  /** Asks again, after a no or a failure. */
  ask(): void {
    this.#consent?.ask();
    this.requestUpdate();
  }

  /** Takes the answer back, in all tabs. */
  withdraw(): void {
    this.#consent?.withdraw();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A dialog that is moved is closed.
    this.#wasShown = false;
    this.requestUpdate();
  }

  protected override mounted(signal: AbortSignal): void {
    this.#life = signal;
    this.#content.watch(signal);
    const sight = new ResizeObserver(() => this.#syncDialog());
    sight.observe(this);
    signal.addEventListener('abort', () => {
      sight.disconnect();
      this.#life = null;
      this.#end();
      this.#syncDialog();
    });
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.#life) return;
    if (!this.#consent || changed.has('minAge') || changed.has('ttlDays') || changed.has('scope')) this.#begin();
    this.#consent!.verify = this.verify;
  }

  protected override updated(): void {
    this.#syncDialog();
    const { granted, state } = this;
    if (granted && !this.#isOpen) {
      this.#isOpen = true;
      this.#content.open();
      this.dispatchEvent(new ConsentChangeEvent(true));
    }
    if (state.phase === this.#told) return;
    this.#told = state.phase;
    if (state.phase !== 'verifying' && state.phase !== 'failed') return;
    announce(this.renderRoot.querySelector('[aria-live]')!, this.#text(`agegate.${state.phase}`));
  }

  protected override render(): TemplateResult {
    return html`${this.granted ? html`<slot></slot>` : this.#renderCover()} ${this.#renderDialog()}`;
  }

  #renderCover(): TemplateResult {
    const { phase } = this.state;
    return html`
      <div part="cover" class="cover">
        ${icon(lockIcon)}
        <p><bdi>${this.#text('agegate.text')}</bdi></p>
        <button type="button" part="ask-button" @click=${() => this.ask()}>
          ${this.#text(phase === 'declined' ? 'agegate.askAgain' : 'agegate.ask')}
        </button>
      </div>
    `;
  }

  #renderDialog(): TemplateResult {
    const { phase } = this.state;
    const isVerifying = phase === 'verifying';
    const hasFailed = phase === 'failed';
    return html`
      <dialog
        part="dialog"
        aria-labelledby="question"
        aria-describedby="text"
        @cancel=${this.#onCancel}
        @close=${this.#onClose}
      >
        <h2 part="heading" id="question" tabindex="-1" autofocus><bdi>${this.#text('agegate.question')}</bdi></h2>
        <div id="text">
          <slot name="message"
            ><p><bdi>${this.#text('agegate.text')}</bdi></p></slot
          >
          ${this.#renderNote()}
        </div>
        <div class="status" aria-hidden="true">
          ${isVerifying ? html`<span class="spinner"></span>${this.#text('agegate.verifying')}` : nothing}
          ${hasFailed ? html`<span class="failed">${this.#text('agegate.failed')}</span>` : nothing}
        </div>
        <div class="visually-hidden" aria-live="polite"></div>
        <div class="answers">
          <button
            type="button"
            part="accept-button"
            class="accept"
            aria-disabled=${isVerifying ? 'true' : nothing}
            @click=${this.#accept}
          >
            ${this.#text(hasFailed ? 'agegate.retry' : 'agegate.accept')}
          </button>
          <button type="button" part="decline-button" @click=${this.#decline}>
            ${this.#text(isVerifying ? 'agegate.cancel' : hasFailed ? 'agegate.leave' : 'agegate.decline')}
          </button>
        </div>
      </dialog>
    `;
  }

  #renderNote(): TemplateResult | typeof nothing {
    const { lapsed } = this.state;
    const ttlMs = this.#consent?.terms.ttlMs;
    if (ttlMs === undefined) return nothing;
    const date = dateText(this.clock.wallTime() + ttlMs);
    return html`
      ${lapsed ? html`<p><bdi>${this.#text('agegate.lapsed')}</bdi></p>` : nothing}
      ${date && html`<p class="note"><bdi>${this.#text('agegate.kept', { date })}</bdi></p>`}
    `;
  }

  #begin(): void {
    this.#end();
    const { minAge, ttlDays, scope, verify, clock } = this;
    this.#consent = new AgeConsent({
      minAge: minAge > 0 && minAge <= 150 ? minAge : DEFAULT_MIN_AGE_YEARS,
      ttlDays: ttlDays > 0 && ttlDays < Infinity ? ttlDays : DEFAULT_TTL_DAYS,
      // An attribute that is removed is null.
      scope: scope ?? '',
      verify,
      clock,
    });
    this.#consent.state.subscribe(() => {
      if (!this.granted) this.#shut();
      this.requestUpdate();
    });
    if (!this.granted) this.#shut();
  }

  #end(): void {
    this.#consent?.destroy();
    this.#consent = null;
    if (!this.#life) this.#shut();
  }

  /** At once: what is not drawn yet could still be heard. */
  #shut(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#content.close();
    this.dispatchEvent(new ConsentChangeEvent(false));
  }

  /** A modal dialog that nobody sees would still keep the page from answering. */
  get #wantsDialog(): boolean {
    const { phase } = this.state;
    return (
      this.#consent !== null &&
      (phase === 'asking' || phase === 'verifying' || phase === 'failed') &&
      (asking.size === 0 || asking.has(this)) &&
      this.checkVisibility()
    );
  }

  #syncDialog(): void {
    const dialog = this.renderRoot?.querySelector('dialog');
    if (!dialog) return;
    const isModal = dialog.matches(':modal');
    const wanted = this.#wantsDialog;
    if (dialog.open && !(wanted && isModal)) dialog.close();
    if (wanted && !isModal && !this.#wasShown) dialog.showModal();
    this.#wasShown = wanted;
    if (wanted) asking.add(this);
    else asking.delete(this);
  }

  readonly #accept = (): void => {
    if (this.state.phase !== 'verifying') void this.#consent?.accept();
  };

  readonly #decline = (): void => this.#consent?.decline();

  readonly #onCancel = (event: Event): void => {
    event.preventDefault();
    this.#decline();
  };

  /** Browsers close it without asking when Esc comes a second time. */
  readonly #onClose = ({ target }: Event): void => {
    if (!(target as HTMLDialogElement).open && this.#wantsDialog) this.#decline();
  };

  #text(key: keyof typeof messages, values: Readonly<Record<string, string>> = {}): string {
    const age = this.#consent?.terms.minAge ?? this.minAge;
    return localize(this, messages, key, { age, ...values });
  }
}

/** Empty where there is no such day. */
function dateText(epochMs: number): string {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? '' : new Intl.DateTimeFormat(undefined, { dateStyle: 'long' }).format(date);
}

declare global {
  interface HTMLElementTagNameMap {
    'age-gate': AgeGate;
  }
}
