import {
  readTags,
  SETTINGS_FIELDS,
  type SettingsDraft,
  type SettingsDraftState,
  type SettingsField,
} from '@t333/core/creator';
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
import { panelStyles } from '../base/panel.styles.ts';
import { requestFault } from '../base/request-fault.ts';
import { StoreController } from '../base/store-controller.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { settingsField } from './fields.ts';
import { messages, type MessageKey } from './messages.ts';
import { SettingsDirtyEvent, SettingsSaveEvent } from './settings-panel.events.ts';
import { settingsPanelStyles } from './settings-panel.styles.ts';

/**
 * The settings of a channel and its stream: checked while they are written, saved when the server has said so, undone, and not lost by
 * leaving the page. It has the fields that the server has.
 *
 * @tag settings-panel
 *
 * @fires {SettingsDirtyEvent} settingsdirty - There is something that is not saved, or there is not any more: `isDirty`.
 * @fires {SettingsSaveEvent} settingssave - The server has saved it: `settings`, as it has them now.
 *
 * @csspart field - A field with its name, and what is said of it.
 * @csspart fault - What is wrong with a field.
 * @csspart bar - How it fares, and the buttons: at the bottom, and in view while there is something to save.
 * @csspart save-button - Saves.
 * @csspart revert-button - Drops what is not saved.
 * @csspart undo-button - Undoes the last save.
 * @csspart dialog - Asks before what is not saved is lost.
 *
 * @cssprop [--t333-accent] - The button that saves, fields that are changed, and what is focused.
 * @cssprop [--t333-good] - That it is saved.
 * @cssprop [--t333-bad] - What is wrong.
 * @cssprop [--t333-text] - Text.
 * @cssprop [--t333-muted] - Text that matters less.
 * @cssprop [--t333-surface] - Behind it all.
 * @cssprop [--t333-line] - Lines.
 * @cssprop [--t333-radius=10px] - Corners.
 * @cssprop [--t333-font] - The font.
 */
export class SettingsPanel extends T333Element {
  static override properties: PropertyDeclarations = {
    draft: { attribute: false },
  };

  static override styles: CSSResult[] = [tokens, panelStyles, settingsPanelStyles];

  /** What it shows and changes. It stays its owner's, to destroy for example. */
  declare draft: SettingsDraft | null;

  readonly #store = new StoreController(this);
  readonly #dialog = new ConfirmDialog(this);
  #tagsText: string | null = null;
  /** What was done last, until something is changed. */
  #done: 'saved' | 'undone' | 'reverted' | null = null;
  /** Somebody wanted to save what is wrong. */
  #isBlamed = false;
  #wasDirty = false;

  constructor() {
    super();
    this.draft = null;
  }

  /** Whether there is something that is not saved. */
  get isDirty(): boolean {
    return (this.#state?.changed.length ?? 0) > 0;
  }

  /**
   * For pages that go elsewhere without loading anew: asks, where there is something that is not saved.
   *
   * @returns whether to leave
   */
  async confirmLeave(): Promise<boolean> {
    if (!this.isDirty) return true;
    return this.#dialog.ask({
      heading: this.#text('settings.leaveHeading'),
      text: this.#text('settings.leaveText'),
      accept: this.#text('settings.leave'),
      decline: this.#text('settings.stay'),
      isDangerous: true,
    });
  }

  protected override mounted(signal: AbortSignal): void {
    // Browsers ask in words of their own.
    window.addEventListener('beforeunload', (event) => this.isDirty && event.preventDefault(), { signal });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('draft')) {
      this.#dialog.cancel();
      this.#store.follow(this.draft?.state ?? null);
      this.#tagsText = this.#done = null;
      this.#isBlamed = false;
    }
    if (this.isDirty) this.#done = null;
    else this.#isBlamed = false;
  }

  protected override updated(): void {
    const { isDirty } = this;
    if (isDirty === this.#wasDirty) return;
    this.#wasDirty = isDirty;
    this.dispatchEvent(new SettingsDirtyEvent(isDirty));
  }

  protected override render(): TemplateResult {
    const state = this.#state;
    return html`
      <section
        class="panel"
        tabindex="-1"
        aria-labelledby="heading"
        aria-busy=${state?.status === 'loading' || state?.isSaving === true}
      >
        <h2 id="heading"><bdi>${this.#text('settings.label')}</bdi></h2>
        ${state ? this.#renderState(state) : this.#note('settings.empty')}
        <div class="visually-hidden" aria-live="polite"></div>
        ${this.#dialog.render()}
      </section>
    `;
  }

  #renderState(state: SettingsDraftState): TemplateResult {
    const { status, error, lacksStream } = state;
    if (status === 'loading') return this.#note('settings.loading');
    if (status === 'error')
      return html`
        <div class="row">
          <p class="failed"><bdi>${this.#text(`request.${requestFault(error)}`)}</bdi></p>
          <button type="button" @click=${() => void this.draft?.load()}>${this.#text('request.retry')}</button>
        </div>
      `;
    const options = {
      host: this,
      state,
      draft: this.draft!,
      tagsText: this.#tagsText,
      onTags: (text: string | null) => this.#onTags(text),
    };
    return html`
      <form novalidate @submit=${this.#onSubmit} @keydown=${this.#onKeyDown}>
        <div class="fields">
          ${SETTINGS_FIELDS.filter((name) => name in state.draft).map((name) => settingsField(name, options))}
        </div>
        ${lacksStream ? this.#note('settings.lacksStream') : nothing} ${this.#renderBar(state)}
      </form>
    `;
  }

  #renderBar(state: SettingsDraftState): TemplateResult {
    const { changed, isSaving, canUndo, saveError } = state;
    const isClean = changed.length === 0;
    return html`
      <div part="bar" class="bar ${isClean && !isSaving && !saveError && !this.#done ? '' : 'kept'}">
        ${this.#renderStatus(state)}
        <div class="row">
          <button part="save-button" class="primary" aria-disabled=${isClean || isSaving}>
            ${this.#text(isSaving ? 'settings.saving' : saveError ? 'request.retry' : 'settings.save')}
          </button>
          ${
            isClean
              ? nothing
              : html`<button type="button" part="revert-button" class="revert" @click=${this.#onRevert}>
                  ${this.#text('settings.revert')}
                </button>`
          }
          ${
            canUndo && isClean && !isSaving
              ? html`<button type="button" part="undo-button" class="undo" @click=${this.#onUndo}>
                  ${this.#text('settings.undo')}
                </button>`
              : nothing
          }
        </div>
      </div>
    `;
  }

  #renderStatus({ changed, saveError, isSaving }: SettingsDraftState): TemplateResult | typeof nothing {
    if (saveError)
      return html`<p class="failed status"><bdi>${this.#text(`request.${requestFault(saveError)}`)}</bdi></p>`;
    if (isSaving) return nothing;
    const faulty = this.#faulty;
    if (this.#isBlamed && faulty.length > 0)
      return html`<p class="failed status"><bdi>${this.#named('settings.faulty', faulty)}</bdi></p>`;
    if (changed.length > 0)
      return html`<p class="note status"><bdi>${this.#named('settings.dirty', changed)}</bdi></p>`;
    if (!this.#done) return nothing;
    return html`<p class="done status"><bdi>${this.#text(`settings.${this.#done}`)}</bdi></p>`;
  }

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { draft } = this;
    if (!draft || !this.isDirty || this.#state?.isSaving) return;
    this.#tagsText = null;
    if (this.#faulty.length > 0) return this.#blame();
    const isSaved = await draft.save();
    if (this.draft !== draft) return;
    if (isSaved) this.#finish('saved');
    else this.#blame();
  };

  readonly #onUndo = async (): Promise<void> => {
    const { draft } = this;
    const isDone = (await draft?.undo()) ?? false;
    if (this.draft !== draft) return;
    if (isDone) this.#finish('undone');
    else this.#blame();
    // Its button is gone.
    this.renderRoot.querySelector<HTMLElement>('.primary')?.focus();
  };

  readonly #onRevert = (): void => {
    this.draft?.revert();
    this.#tagsText = null;
    this.#done = 'reverted';
    this.#say(this.#text('settings.reverted'));
    this.requestUpdate();
    this.renderRoot.querySelector<HTMLElement>('.primary')?.focus();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    (event.currentTarget as HTMLFormElement).requestSubmit();
  };

  #onTags(text: string | null): void {
    this.#tagsText = text;
    if (text !== null) this.draft?.set('tags', readTags(text));
    this.requestUpdate();
  }

  #finish(done: 'saved' | 'undone'): void {
    this.#isBlamed = false;
    this.#done = done;
    this.#say(this.#text(`settings.${done}`));
    this.requestUpdate();
    this.dispatchEvent(new SettingsSaveEvent(this.#state!.saved));
  }

  /** Goes to what is wrong first, or says why nothing was saved. */
  #blame(): void {
    const [first] = this.#faulty;
    this.#isBlamed = true;
    this.requestUpdate();
    const error = this.#state?.saveError;
    if (error) this.#say(this.#text(`request.${requestFault(error)}`));
    else if (first) this.#say(this.#named('settings.faulty', this.#faulty));
    if (first) this.renderRoot.querySelector<HTMLElement>(`#${first}`)?.focus();
  }

  /** Fields that are changed, and wrong. */
  get #faulty(): readonly SettingsField[] {
    const { changed = [], faults } = this.#state ?? {};
    return changed.filter((name) => faults?.has(name));
  }

  #named(key: 'settings.faulty' | 'settings.dirty', fields: readonly SettingsField[]): string {
    return this.#text(key, { fields: fields.map((name) => this.#text(`settings.${name}`)).join(', ') });
  }

  #note(key: MessageKey): TemplateResult {
    return html`<p class="note"><bdi>${this.#text(key)}</bdi></p>`;
  }

  #say(text: string): void {
    const region = this.renderRoot.querySelector('[aria-live]');
    if (region) announce(region, text);
  }

  get #state(): SettingsDraftState | null {
    return this.draft?.state.getSnapshot() ?? null;
  }

  #text(key: MessageKey, values?: Readonly<Record<string, string | number>>): string {
    return localize(this, messages, key, values);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'settings-panel': SettingsPanel;
  }
}
