import { GRACE_MS, KEY_SLOTS, REVEALED_MS, type KeySlot, type KeyState, type StreamKeys } from '@t333/core/creator';
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
import { ConfirmDialog } from '../base/confirm-dialog.ts';
import { iconStyles } from '../base/icons.styles.ts';
import { icon } from '../base/icons.ts';
import { numberLocaleOf } from '../base/number-locale.ts';
import { panelStyles } from '../base/panel.styles.ts';
import { requestFault } from '../base/request-fault.ts';
import { StoreController } from '../base/store-controller.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { copySecret } from './copy-secret.ts';
import { messages, type MessageKey } from './messages.ts';
import { KeyRotateEvent } from './stream-key-card.events.ts';
import { streamKeyCardStyles } from './stream-key-card.styles.ts';

const warningIcon = 'M12 4 2.8 19.5h18.4zM12 10v4.5m0 2.4v.01';
/** As many for every key: its length says nothing. */
const MASK = '•'.repeat(24);
/** How long a button shows that it has worked. */
const COPIED_MS = 3000;
const MINUTE_MS = 60_000;

/**
 * The keys that encoders of a channel sign in with: hidden until somebody asks, copied without being shown, and replaced. A key is in the page
 * only while it is shown: for 30 s, while the page is seen and the focus is in the card. No event has it.
 *
 * @tag stream-key-card
 *
 * @fires {KeyRotateEvent} keyrotate - A key was replaced: `which`, and not the key.
 *
 * @csspart warning - What a key is, and who is to have it.
 * @csspart key - One of the keys, with what can be done with it.
 * @csspart text - The key while it is shown, or what stands in its place.
 * @csspart show-button - Shows and hides it.
 * @csspart copy-button - Copies it.
 * @csspart rotate-button - Has another one made.
 * @csspart dialog - Asks before a key is replaced.
 *
 * @cssprop [--t333-accent] - The button that does it, and what is focused.
 * @cssprop [--t333-good] - What is new.
 * @cssprop [--t333-warning] - The warning.
 * @cssprop [--t333-bad] - What did not work.
 * @cssprop [--t333-text] - Text.
 * @cssprop [--t333-muted] - Text that matters less.
 * @cssprop [--t333-surface] - Behind it all.
 * @cssprop [--t333-line] - Lines.
 * @cssprop [--t333-radius=10px] - Corners.
 * @cssprop [--t333-font] - The font.
 */
export class StreamKeyCard extends T333Element {
  static override properties: PropertyDeclarations = {
    keys: { attribute: false },
    server: {},
  };

  static override styles: CSSResult[] = [tokens, iconStyles, panelStyles, streamKeyCardStyles];

  /** What it shows. It stays its owner's, to destroy for example. */
  declare keys: StreamKeys | null;
  /** Where encoders send to, such as `rtmp://example.com/live`: shown, to be copied, beside the keys. */
  declare server: string | null;

  /** The time that it goes by: that of the keys. Another one is for tests. */
  clock: Clock = systemClock;

  readonly #store = new StoreController(this);
  readonly #dialog = new ConfirmDialog(this);
  /** What was copied, for a while. */
  #copied: KeySlot | 'server' | null = null;
  #failedCopy: KeySlot | 'server' | null = null;
  #cancelCopied = (): void => {};
  #cutsOld = false;

  constructor() {
    super();
    this.keys = this.server = null;
  }

  protected override mounted(signal: AbortSignal): void {
    window.addEventListener('blur', () => this.#hide(), { signal });
    // Whoever goes on to something else has seen enough.
    this.addEventListener('focusout', () => this.#hide(), { signal });
    signal.addEventListener('abort', () => {
      this.#cancelCopied();
      this.#hide();
      // What is not in the page is not drawn by itself.
      this.requestUpdate();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('keys')) return;
    changed.get('keys')?.hide();
    this.#dialog.cancel();
    this.#store.follow(this.keys?.state ?? null);
  }

  protected override render(): TemplateResult {
    const state = this.keys?.state.getSnapshot();
    return html`
      <section class="panel" tabindex="-1" aria-labelledby="heading" aria-busy=${state?.status === 'loading'}>
        <h2 id="heading"><bdi>${this.#text('key.label')}</bdi></h2>
        <p part="warning" class="warning">${icon(warningIcon)}<bdi>${this.#text('key.warning')}</bdi></p>
        ${this.#renderServer()} ${state ? this.#renderState(state) : this.#note('key.empty')}
        <div class="visually-hidden" aria-live="polite"></div>
        ${this.#dialog.render()}
      </section>
    `;
  }

  #renderState({ status, error, keys }: ReturnType<StreamKeys['state']['getSnapshot']>): TemplateResult {
    if (status === 'loading') return this.#note('key.loading');
    if (status === 'ready') return html`${KEY_SLOTS.map((which) => this.#renderKey(keys[which]))}`;
    return html`
      <div class="row">
        <p class="failed"><bdi>${this.#text(`request.${requestFault(error)}`)}</bdi></p>
        <button type="button" @click=${() => void this.keys?.load()}>${this.#text('request.retry')}</button>
      </div>
    `;
  }

  #renderServer(): TemplateResult | typeof nothing {
    const { server } = this;
    if (!server) return nothing;
    return html`
      <div class="slot">
        <h3><bdi>${this.#text('key.server')}</bdi></h3>
        <div class="line">
          <code dir="ltr" translate="no">${server}</code>
          <button
            type="button"
            aria-label=${this.#text('key.copyServer')}
            @click=${() => void this.#copy('server', () => Promise.resolve(server))}
          >
            ${this.#text(this.#copied === 'server' ? 'key.copied' : 'key.copy')}
          </button>
        </div>
        ${this.#failedCopy === 'server' ? this.#failure('key.copyFailed') : nothing}
      </div>
    `;
  }

  #renderKey(key: KeyState): TemplateResult {
    const { which, createdAtMs } = key;
    return html`
      <div part="key" class="slot" role="group" aria-labelledby=${which}>
        <h3 id=${which}><bdi>${this.#name(which)}</bdi></h3>
        ${which === 'backup' ? this.#note('key.backupNote') : nothing}
        <div class="line">
          ${createdAtMs === null ? nothing : this.#renderText(which)}
          <div class="buttons">${this.#renderButtons(key)}</div>
        </div>
        ${this.#renderNotes(key)}
      </div>
    `;
  }

  /** The one place where a key comes into the page. */
  #renderText(which: KeySlot): TemplateResult {
    const text = this.keys?.text(which) ?? null;
    // A click on it must not take the focus out of the card: that would hide it.
    return text === null
      ? html`<code part="text" class="masked" role="img" aria-label=${this.#text('key.masked')}>${MASK}</code>`
      : html`<code part="text" class="text" tabindex="0" dir="ltr" translate="no">${text}</code>`;
  }

  #renderButtons({ which, createdAtMs, isRevealed, isLost, request }: KeyState): TemplateResult {
    const name = this.#name(which);
    const hasKey = createdAtMs !== null;
    const act = (kind: 'show' | 'hide' | 'copy' | 'make' | 'rotate'): string => this.#text(`key.${kind}Of`, { name });
    const showOrHide = isRevealed ? 'hide' : 'show';
    const makeOrRotate = hasKey ? 'rotate' : 'make';
    return html`
      ${
        hasKey
          ? html`<button
                type="button"
                part="show-button"
                aria-label=${act(showOrHide)}
                aria-disabled=${isLost ? 'true' : nothing}
                @click=${() => void this.#showOrHide(which)}
              >
                ${this.#text(`key.${showOrHide}`)}</button
              ><button
                type="button"
                part="copy-button"
                aria-label=${act('copy')}
                aria-disabled=${isLost ? 'true' : nothing}
                @click=${() => void this.#copy(which, () => this.#read(which))}
              >
                ${this.#text(this.#copied === which ? 'key.copied' : 'key.copy')}
              </button>`
          : nothing
      }<button
        type="button"
        part="rotate-button"
        aria-label=${act(makeOrRotate)}
        aria-disabled=${request === 'rotate' ? 'true' : nothing}
        @click=${() => void this.#rotate(which, hasKey)}
      >
        ${this.#text(request === 'rotate' ? 'key.rotating' : `key.${makeOrRotate}`)}
      </button>
    `;
  }

  #renderNotes({ which, createdAtMs, oldUntilMs, isNew, isLost, error }: KeyState): TemplateResult {
    return html`
      ${isNew ? html`<p class="new"><bdi>${this.#text('key.new')}</bdi></p>` : nothing}
      ${isLost ? this.#note('key.lost') : nothing}
      <p class="note">
        <bdi
          >${createdAtMs === null ? this.#text('key.none') : this.#text('key.created', { date: this.#date(createdAtMs) })}</bdi
        >
        ${oldUntilMs === null ? nothing : html`<bdi>${this.#text('key.oldUntil', { time: this.#time(oldUntilMs) })}</bdi>`}
      </p>
      ${error ? this.#failure(`request.${requestFault(error)}`) : nothing}
      ${this.#failedCopy === which ? this.#failure('key.copyFailed') : nothing}
    `;
  }

  #note(key: MessageKey): TemplateResult {
    return html`<p class="note"><bdi>${this.#text(key)}</bdi></p>`;
  }

  #failure(key: MessageKey): TemplateResult {
    return html`<p class="failed"><bdi>${this.#text(key)}</bdi></p>`;
  }

  async #showOrHide(which: KeySlot): Promise<void> {
    const { keys } = this;
    if (!keys) return;
    const name = this.#name(which);
    if (keys.state.getSnapshot().keys[which].isLost) return;
    if (keys.text(which) !== null) {
      keys.hide(which);
      return this.#say('key.hidden', { name });
    }
    // Why it failed stands in the state, beside the key.
    const isShown = await keys.reveal(which).catch(() => null);
    // Nobody sees it any more.
    if (isShown && (!this.isConnected || document.hidden)) return keys.hide(which);
    if (isShown) this.#say('key.shown', { name, seconds: String(REVEALED_MS / 1000) });
    else this.#sayFault(which, isShown);
  }

  async #read(which: KeySlot): Promise<string> {
    const text = await this.keys!.read(which);
    if (text === null) throw new Error('The server does not tell it.');
    return text;
  }

  async #copy(what: KeySlot | 'server', read: () => Promise<string>): Promise<void> {
    this.#cancelCopied();
    this.#copied = this.#failedCopy = null;
    this.requestUpdate();
    try {
      await copySecret(read());
      this.#copied = what;
      this.#cancelCopied = this.clock.after(COPIED_MS, () => {
        this.#copied = null;
        this.requestUpdate();
      });
      this.#say('key.copied');
    } catch {
      const key = what === 'server' ? null : this.keys?.state.getSnapshot().keys[what];
      // Another text says why.
      if (key && (key.isLost || key.error)) return this.#sayFault(key.which, key.isLost ? false : null);
      this.#failedCopy = what;
      this.#say('key.copyFailed');
    }
    this.requestUpdate();
  }

  async #rotate(which: KeySlot, hasKey: boolean): Promise<void> {
    const { keys } = this;
    if (!keys || keys.state.getSnapshot().keys[which].request === 'rotate') return;
    this.#cutsOld = false;
    if (hasKey && !(await this.#ask(which))) return;
    try {
      await keys.rotate(which, { graceMs: this.#cutsOld ? 0 : GRACE_MS });
    } catch {
      return this.#sayFault(which, null);
    }
    this.dispatchEvent(new KeyRotateEvent(which));
    this.#say('key.rotated', { name: this.#name(which) });
  }

  #ask(which: KeySlot): Promise<boolean> {
    const choice = (cuts: boolean): TemplateResult => html`
      <label>
        <input type="radio" name="old" .checked=${this.#cutsOld === cuts} @change=${() => (this.#cutsOld = cuts)} />
        <span
          ><bdi
            >${this.#text(cuts ? 'key.cutOld' : 'key.keepOld', { minutes: String(GRACE_MS / MINUTE_MS) })}</bdi
          ></span
        >
      </label>
    `;
    return this.#dialog.ask({
      heading: this.#text('key.askHeading', { name: this.#name(which) }),
      text: this.#text('key.askText'),
      more: () => html`
        <fieldset>
          <legend><bdi>${this.#text('key.oldKey')}</bdi></legend>
          ${choice(false)} ${choice(true)}
        </fieldset>
      `,
      accept: this.#text('key.rotateNow'),
      decline: this.#text('key.cancel'),
      isDangerous: true,
    });
  }

  #hide(): void {
    this.keys?.hide();
  }

  #sayFault(which: KeySlot, answer: false | null): void {
    const error = this.keys?.state.getSnapshot().keys[which].error;
    if (answer === false) this.#say('key.lost');
    else if (error) this.#say(`request.${requestFault(error)}`);
  }

  #say(key: MessageKey, values?: Readonly<Record<string, string>>): void {
    const region = this.renderRoot.querySelector('[aria-live]');
    if (region) announce(region, this.#text(key, values));
  }

  #name(which: KeySlot): string {
    return this.#text(`key.${which}`);
  }

  #date(epochMs: number): string {
    return new Intl.DateTimeFormat(numberLocaleOf(this), { dateStyle: 'long' }).format(epochMs);
  }

  #time(epochMs: number): string {
    return new Intl.DateTimeFormat(numberLocaleOf(this), { timeStyle: 'short' }).format(epochMs);
  }

  #text(key: MessageKey, values?: Readonly<Record<string, string>>): string {
    return localize(this, messages, key, values);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'stream-key-card': StreamKeyCard;
  }
}
