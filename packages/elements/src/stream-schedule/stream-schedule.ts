import {
  upcoming,
  type ChannelSchedule,
  type ChannelScheduleState,
  type Occurrence,
  type ScheduleDraft,
  type ScheduleItem,
} from '@t333/core/creator';
import { systemClock, type Clock } from '@t333/core/time';
import { html, nothing, type CSSResult, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { announce } from '../base/announce.ts';
import { ConfirmDialog } from '../base/confirm-dialog.ts';
import { panelStyles } from '../base/panel.styles.ts';
import { requestFault } from '../base/request-fault.ts';
import { StoreController } from '../base/store-controller.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { offerCalendar } from './calendar-file.ts';
import { ItemForm } from './item-form.ts';
import { messages, type MessageKey } from './messages.ts';
import { countdownText, dayText, zoneText } from './occurrence-words.ts';
import { ScheduleChangeEvent } from './stream-schedule.events.ts';
import { streamScheduleStyles } from './stream-schedule.styles.ts';

const NO_ITEMS: readonly ScheduleItem[] = [];

/**
 * What a channel is going to stream: the next time of each, how long until then, and a file for calendars. With `editable`, whoever plans it
 * adds, changes and deletes.
 *
 * @tag stream-schedule
 *
 * @fires {ScheduleChangeEvent} schedulechange - Somebody has planned, changed or deleted something here: `action` and `item`.
 *
 * @csspart item - Something that is planned.
 * @csspart countdown - How long until it begins.
 * @csspart calendar-button - Gives a file for calendars.
 * @csspart add-button - Plans another one.
 * @csspart form - The dialog in which it is planned.
 * @csspart dialog - Asks before something is deleted.
 *
 * @cssprop [--t333-accent] - What is on now, the button that saves, and what is focused.
 * @cssprop [--t333-bad] - What did not work.
 * @cssprop [--t333-text] - Text.
 * @cssprop [--t333-muted] - Days and times.
 * @cssprop [--t333-surface] - Behind it all.
 * @cssprop [--t333-line] - Lines.
 * @cssprop [--t333-radius=10px] - Corners.
 * @cssprop [--t333-font] - The font.
 */
export class StreamSchedule extends T333Element {
  static override properties: PropertyDeclarations = {
    schedule: { attribute: false },
    items: { attribute: false },
    editable: { type: Boolean, reflect: true },
    label: {},
    href: {},
    domain: {},
  };

  static override styles: CSSResult[] = [tokens, panelStyles, streamScheduleStyles];

  /** What it shows, and changes. It stays its owner's, to destroy for example. */
  declare schedule: ChannelSchedule | null;
  /** What it shows, where there is no `schedule`. */
  declare items: readonly ScheduleItem[] | null;
  /** Whether one can plan here: for whose schedule it is. It needs a `schedule`. */
  declare editable: boolean;
  /** The name of the channel: for screen readers, and calendars. */
  declare label: string | null;
  /** The page of the channel, for calendars. Default: none. */
  declare href: string | null;
  /** Whose items they are, for calendars: a host name. Default: this page's. */
  declare domain: string | null;

  /** The time that it goes by. Another one is for tests. */
  clock: Clock = systemClock;

  readonly #store = new StoreController(this);
  readonly #dialog = new ConfirmDialog(this);
  readonly #form = new ItemForm(this, {
    save: (draft, item) => this.#save(draft, item),
    now: () => this.clock.wallTime(),
  });
  #fault: MessageKey | null = null;
  #cancelTick = (): void => {};
  #nextMs: number | null = null;

  constructor() {
    super();
    this.schedule = this.items = this.label = this.href = this.domain = null;
    this.editable = false;
  }

  protected override mounted(signal: AbortSignal): void {
    signal.addEventListener('abort', () => this.#cancelTick());
    this.requestUpdate();
  }

  protected override willUpdate(): void {
    this.#store.follow(this.schedule?.state ?? null);
    this.#nextMs = null;
  }

  protected override updated(): void {
    this.#cancelTick();
    if (this.#nextMs !== null && this.isConnected)
      this.#cancelTick = this.clock.after(this.#nextMs, () => this.requestUpdate());
  }

  protected override render(): TemplateResult {
    const state = this.schedule?.state.getSnapshot();
    const items = state?.items ?? this.items ?? NO_ITEMS;
    const next = upcoming(items, this.clock.wallTime());
    return html`
      <section class="panel" aria-labelledby="heading" aria-busy=${state?.status === 'loading'}>
        <div class="row head">
          <h2 id="heading" tabindex="-1"><bdi>${this.#name}</bdi></h2>
          <div class="buttons">
            ${
              next.length > 1
                ? html`<button type="button" part="calendar-button" @click=${() => this.#offer(next)}>
                    ${this.#text('schedule.calendarAll')}
                  </button>`
                : nothing
            }
            ${
              this.#isEditable
                ? html`<button type="button" part="add-button" class="primary" @click=${() => this.#form.open(null)}>
                    ${this.#text('schedule.add')}
                  </button>`
                : nothing
            }
          </div>
        </div>
        ${this.#renderNote(state, next.length)}
        ${this.#fault ? html`<p class="failed"><bdi>${this.#text(this.#fault)}</bdi></p>` : nothing}
        <ul ?hidden=${next.length === 0}>
          ${repeat(
            next,
            ({ item }) => item.id,
            (one) => this.#renderItem(one),
          )}
        </ul>
        <div class="visually-hidden" aria-live="polite"></div>
        ${this.#form.render()} ${this.#dialog.render()}
      </section>
    `;
  }

  #renderNote(state: ChannelScheduleState | undefined, count: number): TemplateResult | typeof nothing {
    const note = (key: MessageKey): TemplateResult => html`<p class="note"><bdi>${this.#text(key)}</bdi></p>`;
    if (state?.status === 'loading' && count === 0) return note('schedule.loading');
    if (state?.status === 'error')
      return html`
        <div class="row">
          <p class="failed"><bdi>${this.#text(`request.${requestFault(state.error)}`)}</bdi></p>
          <button type="button" @click=${() => void this.schedule?.load()}>${this.#text('request.retry')}</button>
        </div>
      `;
    return count === 0 ? note('schedule.empty') : nothing;
  }

  #renderItem(one: Occurrence<ScheduleItem>): TemplateResult {
    const { item, startsAtMs } = one;
    const { title, description, recurrence } = item;
    const nowMs = this.clock.wallTime();
    const { text, nextMs } = countdownText(this, one, nowMs);
    this.#nextMs = Math.min(this.#nextMs ?? Infinity, nextMs);
    const zone = zoneText(this, one);
    return html`
      <li part="item" class=${startsAtMs <= nowMs ? 'now' : ''}>
        <div class="what">
          <h3><bdi>${title}</bdi></h3>
          <p class="when">
            <bdi part="countdown" class="countdown">${text}</bdi>
            <time datetime=${new Date(startsAtMs).toISOString()}><bdi>${dayText(this, startsAtMs, nowMs)}</bdi></time>
            ${zone === null ? nothing : html`<bdi>${zone}</bdi>`}
            ${recurrence === 'weekly' ? html`<bdi>${this.#text('schedule.weekly')}</bdi>` : nothing}
          </p>
          ${description ? html`<p class="description"><bdi>${description}</bdi></p>` : nothing}
        </div>
        <div class="buttons">
          ${this.#button('calendar', item, () => this.#offer([one]))}
          ${
            this.#isEditable
              ? html`${this.#button('edit', item, () => this.#form.open(item))}
                ${this.#button('delete', item, () => void this.#remove(item))}`
              : nothing
          }
        </div>
      </li>
    `;
  }

  #button(act: 'calendar' | 'edit' | 'delete', { title }: ScheduleItem, onClick: () => void): TemplateResult {
    return html`<button
      type="button"
      part="${act}-button"
      aria-label=${this.#text(`schedule.${act}Of`, { title })}
      @click=${onClick}
    >
      ${this.#text(`schedule.${act}`)}
    </button>`;
  }

  #offer(occurrences: readonly Occurrence<ScheduleItem>[]): void {
    const { label, href, domain } = this;
    const options = { domain: domain || location.hostname, ...(label && { name: label }), ...(href && { url: href }) };
    offerCalendar(
      occurrences.map(({ item }) => item),
      options,
      this.clock,
    );
  }

  async #save(draft: ScheduleDraft, item: ScheduleItem | null): Promise<MessageKey | null> {
    const { schedule } = this;
    if (!schedule) return 'request.failed';
    this.#fault = null;
    try {
      const saved = await (item ? schedule.change(item.id, draft) : schedule.add(draft));
      this.#tell(item ? 'changed' : 'added', saved);
      return null;
    } catch (error) {
      return `request.${requestFault(error)}`;
    }
  }

  async #remove(item: ScheduleItem): Promise<void> {
    const { schedule } = this;
    const { title, recurrence } = item;
    this.#fault = null;
    const isYes = await this.#dialog.ask({
      heading: this.#text('schedule.askHeading'),
      text: this.#text(recurrence === 'weekly' ? 'schedule.askWeekly' : 'schedule.askText', { title }),
      accept: this.#text('schedule.delete'),
      decline: this.#text('schedule.cancel'),
      isDangerous: true,
    });
    if (!isYes || !schedule) return;
    try {
      await schedule.remove(item.id);
      // The button that was pressed goes with it.
      this.renderRoot.querySelector<HTMLElement>('#heading')?.focus();
      this.#tell('removed', item);
    } catch (error) {
      this.#fault = `request.${requestFault(error)}`;
      this.#say(this.#fault);
      this.requestUpdate();
    }
  }

  #tell(action: ScheduleChangeEvent['action'], item: ScheduleItem): void {
    this.#say(`schedule.${action}`, { title: item.title });
    this.dispatchEvent(new ScheduleChangeEvent(action, item));
  }

  get #isEditable(): boolean {
    return this.editable && this.schedule?.state.getSnapshot().status === 'ready';
  }

  get #name(): string {
    const { label } = this;
    return label ? this.#text('schedule.labelOf', { name: label }) : this.#text('schedule.label');
  }

  #say(key: MessageKey, values?: Readonly<Record<string, string>>): void {
    const region = this.renderRoot.querySelector('[aria-live]');
    if (region) announce(region, this.#text(key, values));
  }

  #text(key: MessageKey, values?: Readonly<Record<string, string>>): string {
    return localize(this, messages, key, values);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'stream-schedule': StreamSchedule;
  }
}
