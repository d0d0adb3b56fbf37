import type { EmoteFragment } from '@t333/core/chat';
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
import { cutText } from '../base/cut-text.ts';
import { frameStyles } from '../base/frame.styles.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { CellPictures } from './cell-pictures.ts';
import { EmotePickEvent } from './emote-picker.events.ts';
import { emotePickerStyles } from './emote-picker.styles.ts';
import type { EmoteSets, PickerCell, PickerSection } from './emote-sets.ts';
import { EmoteSource } from './emote-source.ts';
import { messages } from './messages.ts';
import { arrange, rowOf, rowsToDraw, sectionAt, step, type CellPlace } from './picker-grid.ts';
import { found, withRecent } from './picker-sections.ts';
import { note, preview, sectionList, tabs, type PickerView } from './picker-view.ts';
import { addRecent, recentCells, recentKeys } from './recent-emotes.ts';

/** Fingers need more room. */
const CELL_PX = 40;
const TOUCH_CELL_PX = 48;
/** On both sides of a row. */
const EDGE_PX = 4;

/** A count for each letter is more than anybody can listen to. */
const SAY_AFTER_MS = 500;
const MAX_QUERY_UNITS = 60;

const FIRST: CellPlace = { section: 0, index: 0 };

/**
 * Emotes to pick from: by sight, by name, or among those used lately. It stays smooth with thousands of them, since it draws those that are
 * seen. With the attribute `popover` it opens and closes as the platform has it, and closes itself when one was picked.
 *
 * @tag emote-picker
 *
 * @fires {EmotePickEvent} emotepick - An emote was picked.
 * @fires {Event} close - The viewer is done with it: `Esc` was pressed. Where it is no popover, the page takes it away.
 *
 * @csspart search - What is looked for.
 * @csspart tabs - The sections, to jump to.
 * @csspart tab - One of them.
 * @csspart grid - What scrolls.
 * @csspart head - The title of a section.
 * @csspart emote - The button of an emote.
 * @csspart note - That there is nothing, or nothing yet.
 * @csspart retry-button - Tries again to fetch the emotes.
 * @csspart preview - The emote that is pointed at, and its name.
 *
 * @cssprop [--t333-accent] - What is focused, and where one is.
 * @cssprop [--t333-text] - Text.
 * @cssprop [--t333-muted] - Text that matters less.
 * @cssprop [--t333-surface] - The background.
 * @cssprop [--t333-line] - Lines.
 * @cssprop [--t333-radius=10px] - Corners.
 * @cssprop [--t333-font] - The font.
 */
export class EmotePicker extends T333Element {
  static override properties: PropertyDeclarations = {
    emotes: { attribute: false },
    emoteUrl: { attribute: false },
    still: { type: Boolean },
  };

  static override styles: CSSResult[] = [tokens, frameStyles, emotePickerStyles];

  /** The sets to pick from, or a function that fetches them, called when the picker is first seen. Null: they are on their way. */
  declare emotes: EmoteSets | null;
  /** Where the picture of an emote is that does not tell itself; null for its code as text. */
  declare emoteUrl: ((emote: EmoteFragment) => string | null) | null;
  /** No emote moves. They never do where the device asks for less motion. */
  declare still: boolean;

  /** The time that it goes by. Another one is for tests. */
  clock: Clock = systemClock;

  readonly #source = new EmoteSource(() => this.#readRecent());
  readonly #pictures = new CellPictures();
  #motion: MediaQueryList | null = null;
  #cellPx = CELL_PX;
  #recent: readonly PickerCell[] = [];
  #query = '';
  /** What is shown: the sets, or what was found. */
  #sections: readonly PickerSection[] = [];
  #chosenOf: readonly unknown[] = [];
  #grid = arrange([], 0, CELL_PX);
  #widthPx = 0;
  #heightPx = 0;
  #scrolledPx = 0;
  #active = FIRST;
  #wantsFocus = false;
  #shown: { readonly cell: PickerCell; readonly node: HTMLElement } | null = null;
  #cancelSay = (): void => {};

  constructor() {
    super();
    this.emotes = null;
    this.emoteUrl = null;
    this.still = false;
  }

  /** Begins with the search; on a touch screen without, since a keyboard would lie over the emotes. */
  override focus(options?: FocusOptions): void {
    const isTouch = this.#cellPx === TOUCH_CELL_PX;
    this.renderRoot?.querySelector<HTMLElement>(isTouch ? '.base' : 'input')?.focus(options);
  }

  protected override mounted(signal: AbortSignal): void {
    this.#motion = matchMedia('(prefers-reduced-motion: reduce)');
    this.#motion.addEventListener('change', () => this.requestUpdate(), { signal });
    if (matchMedia('(pointer: coarse)').matches) this.#cellPx = TOUCH_CELL_PX;
    this.addEventListener('toggle', (event) => (event as ToggleEvent).newState === 'open' && this.focus(), { signal });
    // What was used comes in front when that moves nothing that somebody looks at.
    this.addEventListener('focusout', this.#onFocusOut, { signal });
    // In the next frame: what it draws then may change its size once more.
    const size = new ResizeObserver(() => void requestAnimationFrame(() => this.#measure()));
    void this.updateComplete.then(() => !signal.aborted && size.observe(this.#scroller));
    signal.addEventListener('abort', () => {
      size.disconnect();
      this.#cancelSay();
    });
    this.#readRecent();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('emotes')) {
      this.#source.follow(this.emotes);
      this.#readRecent();
    }
    if (!this.#motion) return;
    if (this.#widthPx > 0 && this.#source.status === 'new') this.#source.load();
    this.#pictures.use({
      animated: !this.still && !this.#motion.matches,
      density: devicePixelRatio,
      emoteUrl: this.emoteUrl,
    });
    this.#choose();
    this.#grid = arrange(this.#sections, this.#widthPx - 2 * EDGE_PX, this.#cellPx);
    if (rowOf(this.#grid, this.#active) < 0) this.#active = FIRST;
  }

  protected override updated(): void {
    const { style } = this.renderRoot.querySelector<HTMLElement>('.base')!;
    style.setProperty('--_cell', `${this.#cellPx}px`);
    style.setProperty('--_columns', `${this.#grid.columns}`);
    if (!this.#wantsFocus) return;
    this.#wantsFocus = false;
    const cell = this.renderRoot.querySelector<HTMLElement>('.cell[tabindex="0"]');
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    const { rows, columns } = this.#grid;
    const view = this.#view;
    const gridText = rows.length > 0 ? this.#text(this.#query ? 'emotes.results' : 'emotes.label') : nothing;
    return html`
      <div class="base" role="group" tabindex="-1" aria-label=${this.#text('emotes.label')} @keydown=${this.#onKeyDown}>
        <input
          part="search"
          type="search"
          aria-label=${this.#text('emotes.search')}
          placeholder=${this.#text('emotes.search')}
          autocomplete="off"
          spellcheck="false"
          maxlength=${MAX_QUERY_UNITS}
          @input=${this.#onInput}
        />
        ${
          this.#query || this.#sections.length < 2
            ? nothing
            : tabs(view, sectionAt(this.#grid, this.#scrolledPx), this.#onTab)
        }
        <div
          part="grid"
          class="scroller"
          role=${rows.length > 0 ? 'grid' : nothing}
          aria-label=${gridText}
          aria-rowcount=${rows.length || nothing}
          aria-colcount=${rows.length > 0 ? columns : nothing}
          @scroll=${this.#onScroll}
          @click=${this.#onClick}
          @focusin=${this.#onPoint}
          @pointerover=${this.#onPoint}
          @error=${this.#onPictureError}
        >
          ${sectionList(view, rowsToDraw(this.#grid, this.#scrolledPx, this.#heightPx, this.#active))}
        </div>
        ${note(view, this.#source.status, this.#noneText, this.#retry)} ${preview(view, this.#shown)}
        <div class="visually-hidden" aria-live="polite"></div>
      </div>
    `;
  }

  get #view(): PickerView {
    return {
      grid: this.#grid,
      sections: this.#sections,
      active: this.#active,
      isRtl: () => this.isRtl,
      pictureOf: (cell) => this.#pictures.of(cell),
      text: (key, values) => this.#text(key, values),
    };
  }

  /** Empty where nothing is looked for. */
  get #noneText(): string {
    return this.#query && this.#text('emotes.none', { query: cutText(this.#query, MAX_QUERY_UNITS) });
  }

  get #scroller(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('.scroller')!;
  }

  /** Anew only where something has changed. */
  #choose(): void {
    const { sections } = this.#source;
    const of = [sections, this.#recent, this.#query];
    if (of.every((one, index) => one === this.#chosenOf[index])) return;
    this.#chosenOf = of;
    this.#sections = this.#query
      ? found(sections, this.#query, (count) => this.#countText(count))
      : withRecent(sections, this.#recent, this.#text('emotes.recent'));
  }

  #readRecent(): void {
    this.#recent = recentCells(this.#source.sections, recentKeys());
    this.requestUpdate();
  }

  #measure(): void {
    const { clientWidth, clientHeight, scrollTop } = this.#scroller;
    if (clientWidth === this.#widthPx && clientHeight === this.#heightPx) return;
    this.#widthPx = clientWidth;
    this.#heightPx = clientHeight;
    this.#scrolledPx = scrollTop;
    this.requestUpdate();
  }

  #placeOf(target: EventTarget | null): CellPlace | null {
    const button = (target as Element | null)?.closest<HTMLElement>('.cell');
    if (!button) return null;
    return { section: Number(button.dataset['section']), index: Number(button.dataset['index']) };
  }

  #cellAt({ section, index }: CellPlace): PickerCell | undefined {
    return this.#sections[section]?.cells[index];
  }

  #pick(cell: PickerCell | undefined, keepsOpen: boolean): void {
    if (!cell) return;
    if (cell.locked) return this.#say(this.#text('emotes.locked', { name: cell.name }));
    addRecent(cell);
    if (keepsOpen) this.#say(this.#text('emotes.picked', { name: cell.name }));
    this.dispatchEvent(new EmotePickEvent(cell.emote, keepsOpen));
    if (!keepsOpen) this.#hide();
  }

  #hide(): void {
    if (this.popover && this.matches(':popover-open')) this.hidePopover();
  }

  #go(place: CellPlace): void {
    this.#active = place;
    this.#wantsFocus = true;
    this.requestUpdate();
  }

  #say(text: string): void {
    announce(this.renderRoot.querySelector('[aria-live]')!, text);
  }

  #countText(count: number): string {
    return this.#text(count === 1 ? 'emotes.foundOne' : 'emotes.found', { count });
  }

  #text(key: keyof typeof messages, values?: Readonly<Record<string, string | number>>): string {
    return localize(this, messages, key, values);
  }

  readonly #onInput = ({ target }: Event): void => {
    this.#query = (target as HTMLInputElement).value.trim().slice(0, MAX_QUERY_UNITS);
    this.#active = FIRST;
    this.#scroller.scrollTop = 0;
    this.#scrolledPx = 0;
    this.requestUpdate();
    this.#cancelSay();
    if (!this.#query) return;
    this.#cancelSay = this.clock.after(SAY_AFTER_MS, () => {
      const count = this.#sections[0]?.cells.length ?? 0;
      this.#say(count > 0 ? this.#countText(count) : this.#noneText);
    });
  };

  /** The focus may be lent to a text for a moment. */
  readonly #onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget) queueMicrotask(() => this.matches(':focus-within') || this.#readRecent());
  };

  readonly #onScroll = (): void => {
    this.#scrolledPx = this.#scroller.scrollTop;
    this.requestUpdate();
  };

  readonly #onClick = (event: MouseEvent): void => {
    const place = this.#placeOf(event.target);
    if (!place) return;
    this.#active = place;
    this.requestUpdate();
    this.#pick(this.#cellAt(place), event.shiftKey);
  };

  readonly #onPoint = ({ target, type }: Event): void => {
    const place = this.#placeOf(target);
    const cell = place && this.#cellAt(place);
    if (!cell) return;
    // A press gives a button the focus in most browsers, and a reader of screens wherever it goes.
    if (type === 'focusin') this.#active = place;
    if (cell !== this.#shown?.cell) this.#shown = { cell, node: this.#pictures.draw(cell) };
    this.requestUpdate();
  };

  readonly #onPictureError = {
    // Such events do not bubble.
    capture: true,
    handleEvent: ({ target }: Event): void => {
      const place = this.#placeOf(target);
      const cell = place && this.#cellAt(place);
      if (!cell) return;
      this.#pictures.fail(cell);
      this.requestUpdate();
    },
  };

  readonly #onTab = ({ target }: Event): void => {
    const tab = (target as Element).closest('button');
    if (tab) this.#scroller.scrollTop = this.#grid.topsPx[Number(tab.value)] ?? 0;
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.altKey || event.metaKey) return;
    const target = event.target as HTMLElement;
    if (event.key === 'Escape') {
      this.#hide();
      this.dispatchEvent(new Event('close'));
    } else if (target.localName === 'input') {
      if (event.key === 'ArrowDown' && this.#sections.length > 0) this.#go(this.#active);
      // The first that can be had.
      else if (event.key === 'Enter' && this.#query)
        this.#pick(
          this.#sections[0]?.cells.find(({ locked }) => !locked),
          event.shiftKey,
        );
      else return;
    } else if (!target.matches('.cell') || !this.#onCellKey(event)) return;
    event.preventDefault();
    // It would close what is around, or be sent.
    event.stopPropagation();
  };

  /** @returns whether the key was for the grid */
  #onCellKey(event: KeyboardEvent): boolean {
    const { key, shiftKey } = event;
    const place = this.#placeOf(event.target)!;
    if (key === 'Enter' || key === ' ') {
      if (!event.repeat) this.#pick(this.#cellAt(place), shiftKey);
      return true;
    }
    const pageRows = Math.max(1, Math.floor(this.#heightPx / this.#cellPx) - 1);
    const next = step(this.#grid, place, event, { isRtl: this.isRtl, pageRows });
    if (next) this.#go(next);
    else if (next === null) this.renderRoot.querySelector('input')!.focus();
    // Whoever types goes on searching.
    else if (key.length === 1 && !event.ctrlKey) this.renderRoot.querySelector('input')!.focus();
    return next !== undefined;
  }

  readonly #retry = (): void => {
    this.focus();
    this.#source.load();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'emote-picker': EmotePicker;
  }
}
