import type { QualityManager, QualityState } from '@t333/core/quality';
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
import { closeIcon, icon, iconButton } from '../base/icons.ts';
import { StoreController } from '../base/store-controller.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { remediesOf, wordsOf, type Remedies } from './advice-words.ts';
import { AdviceWatch, LINGER_MS } from './advice-watch.ts';
import { loadDismissals, saveDismissals } from './dismissals.ts';
import { messages } from './messages.ts';
import { CloseTileEvent, OptimizeEvent } from './performance-warning.events.ts';
import { performanceWarningStyles } from './performance-warning.styles.ts';

const warningIcon = 'M12 4 2.8 19.5h18.4zM12 10v4.5m0 2.4v.01';
const infoIcon = 'M12 3.5a8.5 8.5 0 1 0 .01 0M12 11v5.5m0-9v.01';

/** What the notice says. */
interface Notice extends Remedies {
  readonly level: 'info' | 'warning';
  readonly text: string;
}

/**
 * Tells what slows a wall of streams down, and offers what would help. Without such advice there is nothing to be seen.
 *
 * Put it behind the wall: it takes no room, but lies upon the lower edge of what is before it, and stays in the window. Where
 * it is narrower than 600 px it has a row of its own instead.
 *
 * What a viewer dismisses is remembered in this browser, all that is advised at that moment together. A tip returns when it
 * becomes a warning; a warning when it was gone for a minute.
 *
 * @tag performance-warning
 *
 * @fires {OptimizeEvent} optimize - All streams but the focused one are about to get their lowest quality, or theirs again. Cancelled, nothing happens.
 * @fires {CloseTileEvent} closetile - A viewer wants streams closed. The page does it: `wall.remove(id)` for each of `ids`.
 *
 * @csspart notice - The notice.
 * @csspart text - What it says.
 * @csspart optimize-button - Gives all but the focused stream their lowest quality, or takes that back.
 * @csspart close-button - Asks for a stream to be closed.
 * @csspart dismiss-button - Dismisses it.
 *
 * @cssprop [--t333-accent] - The border of the button that helps most, and what is focused.
 * @cssprop [--t333-text] - Text and icons.
 * @cssprop [--t333-surface] - Behind the text.
 * @cssprop [--t333-line] - The border.
 * @cssprop [--t333-font] - The font.
 */
export class PerformanceWarning extends T333Element {
  static override properties: PropertyDeclarations = {
    quality: { attribute: false },
    names: { attribute: false },
  };

  static override styles: CSSResult[] = [tokens, iconStyles, performanceWarningStyles];

  /** What it tells the advice of. It stays its owner's, to destroy for example. */
  declare quality: QualityManager | null;
  /** Names of the manager's tiles, by their ids. */
  declare names: Readonly<Record<string, string>>;

  /** The time that it goes by. Another one is for tests. */
  clock: Clock = systemClock;

  readonly #store = new StoreController(this);
  #watch: AdviceWatch | null = null;
  #notice: Notice | null = null;
  #news = '';
  #wasOptimized = false;
  /** Told that everything is at its lowest, the viewer did not want to know. */
  #isQuiet = false;
  #cancelLook = (): void => {};
  #focused: Element | null = null;
  /** Where the focus was before it came to the notice. */
  #opener: Element | null = null;

  constructor() {
    super();
    this.quality = null;
    this.names = {};
  }

  protected override mounted(signal: AbortSignal): void {
    const forget = (): void => {
      this.#watch = null;
      this.#cancelLook();
      this.requestUpdate();
    };
    forget();
    signal.addEventListener('abort', forget);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { quality } = this;
    this.#store.follow(quality?.state ?? null);
    if (changed.has('quality')) {
      this.#watch = null;
      this.#wasOptimized = this.#isQuiet = false;
    }
    this.#focused = this.hasUpdated ? this.renderRoot.querySelector(':focus') : null;
    this.#notice = quality && this.isConnected ? this.#read(quality.state.getSnapshot()) : null;
  }

  protected override updated(): void {
    if (this.#focused && !this.#focused.isConnected) {
      const next = this.renderRoot.querySelector('.dismiss') ?? this.#opener ?? this.previousElementSibling;
      // A wall is not focused itself, but one of its tiles.
      const inner = next?.shadowRoot?.querySelector('[tabindex="0"]') ?? next;
      if (inner instanceof HTMLElement) inner.focus();
    }
    if (this.#news === '') return;
    announce(this.renderRoot.querySelector('[aria-live]')!, this.#news);
    this.#news = '';
  }

  protected override render(): TemplateResult {
    return html`
      ${this.#notice ? this.#renderNotice(this.#notice) : nothing}
      <div class="visually-hidden" aria-live="polite"></div>
    `;
  }

  #read({ advice, tiles, optimized }: QualityState): Notice | null {
    const nowMs = this.clock.now();
    this.#watch ??= new AdviceWatch(loadDismissals(), nowMs);
    const { dismissals } = this.#watch;
    if (tiles.length === 0) this.#watch.release();
    const next = this.#watch.next(advice, nowMs);
    if (this.#watch.dismissals !== dismissals) saveDismissals(this.#watch.dismissals);

    const turnedOn = optimized && !this.#wasOptimized;
    this.#wasOptimized = optimized;
    this.#isQuiet &&= optimized;
    if (turnedOn) this.#news = this.#text('performance.optimized');
    this.#cancelLook();
    if (next) {
      // It may be the last change for long: what lingers must end by itself.
      const isOver = !advice.some(({ code }) => code === next.advice.code);
      if (isOver) this.#cancelLook = this.clock.after(LINGER_MS, () => this.requestUpdate());
      const { key, values } = wordsOf(next.advice);
      const text = this.#text(key, values);
      if (next.isNews) this.#news = text;
      return { level: next.advice.level, text, ...remediesOf(next.advice, tiles) };
    }
    if (!optimized || this.#isQuiet) return null;
    return { level: 'info', text: this.#text('performance.optimized'), optimize: true, close: [] };
  }

  #renderNotice({ level, text, optimize, close }: Notice): TemplateResult {
    const optimized = this.#wasOptimized;
    return html`
      <div
        part="notice"
        class="notice ${level}"
        role="group"
        aria-label=${this.#text(`performance.${level}`)}
        @keydown=${this.#onKeyDown}
        @focusin=${this.#onFocusIn}
      >
        ${icon(level === 'warning' ? warningIcon : infoIcon)}
        <div class="content">
          <p part="text" class="text"><bdi>${text}</bdi></p>
          <div class="acts">
            ${optimize || optimized ? this.#renderOptimize(optimized) : nothing}
            ${close.length === 0 ? nothing : this.#renderClose(close)}
          </div>
        </div>
        ${iconButton('dismiss', this.#text('performance.dismiss'), closeIcon, () => this.#dismiss())}
      </div>
    `;
  }

  #renderOptimize(optimized: boolean): TemplateResult {
    return html`
      <button
        type="button"
        part="optimize-button"
        class="optimize"
        title=${optimized ? nothing : this.#text('performance.optimizeTitle')}
        @click=${this.#optimize}
      >
        ${this.#text(optimized ? 'performance.undo' : 'performance.optimize')}
      </button>
    `;
  }

  #renderClose(ids: readonly string[]): TemplateResult {
    const names = ids.flatMap((id) => (Object.hasOwn(this.names, id) ? this.names[id]! : []));
    const label =
      names.length === ids.length
        ? this.#text('performance.close', { name: names.join(', ') })
        : this.#text('performance.closeOne');
    return html`
      <button type="button" part="close-button" dir="auto" title=${label} @click=${() => this.#close(ids)}>
        ${label}
      </button>
    `;
  }

  #text(key: keyof typeof messages, values?: Readonly<Record<string, string | number>>): string {
    return localize(this, messages, key, values);
  }

  readonly #optimize = (): void => {
    const optimized = !this.#wasOptimized;
    if (this.dispatchEvent(new OptimizeEvent(optimized))) this.quality?.optimize(optimized);
    this.#watch?.release();
    this.requestUpdate();
  };

  #close(ids: readonly string[]): void {
    this.#watch?.release();
    this.dispatchEvent(new CloseTileEvent(ids));
    this.requestUpdate();
  }

  #dismiss(): void {
    const { advice = [] } = this.quality?.state.getSnapshot() ?? {};
    const watch = this.#watch;
    if (!watch) return;
    watch.dismiss(advice);
    saveDismissals(watch.dismissals);
    this.#isQuiet = true;
    this.requestUpdate();
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#dismiss();
  };

  readonly #onFocusIn = ({ relatedTarget }: FocusEvent): void => {
    if (!this.renderRoot.contains(relatedTarget as Element | null)) this.#opener = relatedTarget as Element | null;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'performance-warning': PerformanceWarning;
  }
}
