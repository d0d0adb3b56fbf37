import type { SyncGroup, SyncMemberState } from '@t333/core/sync';
import {
  html,
  nothing,
  type CSSResult,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { formatOffset } from '../base/format-offset.ts';
import { StoreController } from '../base/store-controller.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { messages } from './messages.ts';
import { offsetWords } from './offset-words.ts';
import { isGuess, readingOf } from './reading.ts';
import { shownDrift } from './shown-drift.ts';
import { syncMeterStyles } from './sync-meter.styles.ts';

/** The end of the scale. */
const SCALE_MS = 200;

/**
 * How well one video keeps to the others. It is a quiet dot while all is well, a ring where the place of the video is a guess,
 * and says so when something is not as it should be; pressed, it tells the drift, and where the offset came from.
 *
 * @tag sync-meter
 *
 * @attr {string} member - The id of the video in the group.
 * @attr {string} label - The name of the video, for screen readers.
 * @attr {boolean} detailed - Shows a scale and words, instead of the dot.
 *
 * @csspart badge - The dot, which is a button.
 * @csspart details - What it tells when it is pressed.
 * @csspart scale - The scale of the detailed meter.
 * @csspart text - What is said.
 *
 * @cssprop [--t333-overlay] - Behind the dot and its text.
 * @cssprop [--t333-on-overlay=#fff] - The text beside the dot.
 * @cssprop [--t333-accent] - The needle of the scale.
 */
export class SyncMeter extends T333Element {
  static override properties: PropertyDeclarations = {
    group: { attribute: false },
    member: {},
    label: {},
    detailed: { type: Boolean },
  };

  static override styles: CSSResult[] = [tokens, syncMeterStyles];

  /** The videos. */
  declare group: SyncGroup | null;
  declare member: string | null;
  declare label: string | null;
  declare detailed: boolean;

  readonly #store = new StoreController(this);
  #driftMs = 0;

  constructor() {
    super();
    this.group = this.member = this.label = null;
    this.detailed = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#store.follow(this.group?.state ?? null);
    if (changed.has('group') || changed.has('member')) this.#driftMs = 0;
    const state = this.#state;
    this.#driftMs = state ? shownDrift(this.#driftMs, state.driftMs, state.status === 'correcting') : 0;
  }

  protected override render(): TemplateResult | typeof nothing {
    const state = this.#state;
    if (!state) return nothing;
    const group = this.group!;
    const isRough = isGuess(state, group.state.getSnapshot().members);
    const { tone, key, values } = readingOf(state, isRough, this.#driftMs, group.currentTime);
    const text = this.#text(key, values);
    const label = this.label ? this.#text('sync.label', { name: this.label }) : this.#text('sync.unlabelled');
    return this.detailed
      ? this.#renderScale(tone, text, label)
      : this.#renderBadge(state, tone, text, values?.time ?? null, label);
  }

  get #state(): SyncMemberState | undefined {
    return this.group?.state.getSnapshot().members.find(({ id }) => id === this.member);
  }

  #renderBadge(
    { offset, status }: SyncMemberState,
    tone: string,
    text: string,
    /** What matters of the text, where there is no room for all of it. */
    short: string | null,
    label: string,
  ): TemplateResult {
    return html`
      <button
        part="badge"
        class="badge ${tone}"
        popovertarget="details"
        aria-label=${this.#text('sync.summary', { label, state: text })}
      >
        <span class="dot"></span>
        ${tone === 'fine' ? nothing : html`<span part="text" class="text">${text}</span>`}
        ${short === null ? nothing : html`<span class="short">${short}</span>`}
      </button>
      <div part="details" class="details" id="details" popover role="group" aria-label=${label}>
        <strong>${text}</strong>
        ${status === 'correcting' ? html`<span>${this.#text('sync.correcting')}</span>` : nothing}
        <dl>
          <dt>${this.#text('sync.offset')}</dt>
          <dd><bdi dir="ltr">${formatOffset(offset.seconds)} s</bdi>, ${offsetWords(this, offset)}</dd>
        </dl>
      </div>
    `;
  }

  #renderScale(tone: string, text: string, label: string): TemplateResult {
    const driftMs = Math.max(-SCALE_MS, Math.min(SCALE_MS, this.#driftMs));
    const at = `--_at: ${(driftMs + SCALE_MS) / (2 * SCALE_MS)}`;
    return html`
      <div
        class="detailed ${tone}"
        role="meter"
        aria-label=${label}
        aria-valuemin=${-SCALE_MS}
        aria-valuemax=${SCALE_MS}
        aria-valuenow=${driftMs}
        aria-valuetext=${text}
      >
        <div part="scale" class="scale" .style=${at}></div>
        <span part="text" class="text">${text}</span>
      </div>
    `;
  }

  #text(key: keyof typeof messages, values?: Readonly<Record<string, string>>): string {
    return localize(this, messages, key, values);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sync-meter': SyncMeter;
  }
}
