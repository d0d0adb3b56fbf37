import {
  faultsOf,
  instantIn,
  isTimeZone,
  MAX_DESCRIPTION_LENGTH,
  MAX_DURATION_MINUTES,
  MAX_TITLE_LENGTH,
  startOf,
  wallTimeIn,
  type ScheduleDraft,
  type ScheduleItem,
} from '@t333/core/creator';
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { localize } from '../i18n/localize.ts';
import { messages, type MessageKey } from './messages.ts';

const HOUR_MS = 3_600_000;
const DEFAULT_MINUTES = 120;

export interface ItemFormOptions {
  /** Saves it. @returns why it could not be; null where it is */
  save: (draft: ScheduleDraft, item: ScheduleItem | null) => Promise<MessageKey | null>;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** The dialog in which something is planned, or changed, as part of its host's template. */
export class ItemForm implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: ItemFormOptions;
  /** What is changed; null for what is new; undefined while it is closed. */
  #item: ScheduleItem | null | undefined;
  #fault: MessageKey | null = null;
  #isSaving = false;
  #returnTo: HTMLElement | null = null;

  constructor(host: LitElement, options: ItemFormOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  open(item: ScheduleItem | null): void {
    this.#item = item;
    this.#fault = null;
    this.#returnTo = (this.#host.renderRoot as ShadowRoot).activeElement as HTMLElement | null;
    this.#host.requestUpdate();
  }

  close(): void {
    if (this.#item === undefined) return;
    this.#item = undefined;
    this.#isSaving = false;
    this.#dialog?.close();
    if (this.#returnTo?.isConnected) this.#returnTo.focus();
    this.#returnTo = null;
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    if (this.#item !== undefined && this.#dialog && !this.#dialog.open) this.#dialog.showModal();
  }

  hostDisconnected(): void {
    this.close();
  }

  render(): TemplateResult | typeof nothing {
    const item = this.#item;
    if (item === undefined) return nothing;
    const zone = item?.timeZone ?? ownZone();
    const startsAtMs = item ? startOf(item) : Math.ceil(this.#options.now() / HOUR_MS + 24) * HOUR_MS;
    return html`
      <dialog part="form" class="form" aria-labelledby="form-heading" @close=${() => this.close()}>
        <h2 id="form-heading"><bdi>${this.#text(item ? 'schedule.formEdit' : 'schedule.formAdd')}</bdi></h2>
        <form novalidate @submit=${this.#submit}>
          <label class="wide">
            <span>${this.#text('schedule.title')}</span>
            <input name="title" required maxlength=${MAX_TITLE_LENGTH} autofocus .value=${item?.title ?? ''} />
          </label>
          <label>
            <span>${this.#text('schedule.start')}</span>
            <input name="start" type="datetime-local" required .value=${wallText(zone, startsAtMs)} />
          </label>
          <label>
            <span>${this.#text('schedule.duration')}</span>
            <input
              name="duration"
              type="number"
              inputmode="numeric"
              required
              min="1"
              max=${MAX_DURATION_MINUTES}
              .value=${String(item?.durationMinutes ?? DEFAULT_MINUTES)}
            />
          </label>
          <label class="wide">
            <span>${this.#text('schedule.zone')}</span>
            <select name="zone">
              ${zonesWith(zone).map(
                (name) => html`<option value=${name} ?selected=${name === zone}>${name.replaceAll('_', ' ')}</option>`,
              )}
            </select>
          </label>
          <label class="wide check">
            <input name="weekly" type="checkbox" .checked=${item?.recurrence === 'weekly'} />
            <span>${this.#text('schedule.recurrence')}</span>
          </label>
          <label class="wide">
            <span>${this.#text('schedule.description')}</span>
            <textarea
              name="description"
              rows="3"
              maxlength=${MAX_DESCRIPTION_LENGTH}
              .value=${item?.description ?? ''}
            ></textarea>
          </label>
          ${this.#fault ? html`<p class="failed wide" role="alert"><bdi>${this.#text(this.#fault)}</bdi></p>` : nothing}
          <div class="answers wide">
            <button class="primary" aria-disabled=${this.#isSaving ? 'true' : nothing}>
              ${this.#text(this.#isSaving ? 'schedule.saving' : 'schedule.save')}
            </button>
            <button type="button" @click=${() => this.close()}>${this.#text('schedule.cancel')}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!this.#isSaving) void this.#save(event.target as HTMLFormElement);
  };

  async #save(form: HTMLFormElement): Promise<void> {
    const item = this.#item!;
    const draft = draftOf(form, item);
    if (!form.checkValidity() || !draft) {
      this.#tell('schedule.wrong');
      return form.querySelector<HTMLElement>(':invalid')?.focus();
    }
    this.#isSaving = true;
    this.#fault = null;
    this.#host.requestUpdate();
    const fault = await this.#options.save(draft, item);
    // Closed meanwhile, or another one by now.
    if (this.#item !== item || !form.isConnected) return;
    this.#isSaving = false;
    if (fault) this.#tell(fault);
    else this.close();
  }

  #tell(fault: MessageKey): void {
    this.#fault = fault;
    this.#host.requestUpdate();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector('dialog.form');
  }

  #text(key: MessageKey): string {
    return localize(this.#host, messages, key);
  }
}

/** What stands in a form; null where that is no draft. */
function draftOf(form: HTMLFormElement, item: ScheduleItem | null): ScheduleDraft | null {
  const field = (name: string): HTMLInputElement => form.elements.namedItem(name) as HTMLInputElement;
  const timeZone = field('zone').value;
  const wallMs = Date.parse(`${field('start').value}Z`);
  if (Number.isNaN(wallMs) || !isTimeZone(timeZone)) return null;
  const isUntouched =
    item !== null && item.timeZone === timeZone && wallText(timeZone, startOf(item)) === field('start').value;
  const draft: ScheduleDraft = {
    title: field('title').value.trim(),
    description: field('description').value.trim(),
    // An hour that clocks show twice has two instants, of which a form knows the first.
    startsAt: isUntouched ? item.startsAt : new Date(instantIn(timeZone, wallMs)).toISOString(),
    timeZone,
    durationMinutes: field('duration').valueAsNumber,
    recurrence: field('weekly').checked ? 'weekly' : 'none',
  };
  return faultsOf(draft).length === 0 ? draft : null;
}

/** `2026-03-25T18:00`. */
const wallText = (timeZone: string, epochMs: number): string =>
  isTimeZone(timeZone) && !Number.isNaN(epochMs)
    ? new Date(wallTimeIn(timeZone, epochMs)).toISOString().slice(0, 16)
    : '';

/** A browser that hides where it is says `UTC`. */
function ownZone(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return isTimeZone(timeZone) ? timeZone : 'UTC';
}

const zonesWith = (zone: string): readonly string[] =>
  [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), zone])].toSorted();
