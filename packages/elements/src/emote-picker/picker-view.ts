import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PickerCell, PickerSection } from './emote-sets.ts';
import type { EmoteSource } from './emote-source.ts';
import type { messages } from './messages.ts';
import type { CellPlace, PickerGrid, PickerRow } from './picker-grid.ts';

export interface PickerView {
  readonly grid: PickerGrid;
  readonly sections: readonly PickerSection[];
  /** The stop for the Tab key. */
  readonly active: CellPlace;
  isRtl(): boolean;
  pictureOf(cell: PickerCell): HTMLElement;
  text(key: keyof typeof messages, values?: Readonly<Record<string, string>>): string;
}

/** The sections, to jump to: one stop for the Tab key. */
export function tabs(
  { sections, isRtl, text }: PickerView,
  current: number,
  onClick: (event: Event) => void,
): TemplateResult {
  const onKeyDown = (event: KeyboardEvent): void => {
    const buttons = [...(event.currentTarget as Element).querySelectorAll('button')];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const ahead = isRtl() ? -1 : 1;
    const places: Record<string, number> = { ArrowRight: at + ahead, ArrowLeft: at - ahead, Home: 0, End: -1 };
    const place = Object.hasOwn(places, event.key) ? places[event.key] : undefined;
    if (place === undefined) return;
    event.preventDefault();
    buttons.at(place % buttons.length)?.focus();
  };
  return html`
    <div
      part="tabs"
      class="tabs"
      role="toolbar"
      aria-label=${text('emotes.sections')}
      @click=${onClick}
      @keydown=${onKeyDown}
    >
      ${sections.map(
        ({ title }, index) => html`
          <button
            type="button"
            part="tab"
            value=${index}
            tabindex=${index === current ? 0 : -1}
            aria-current=${index === current ? 'true' : 'false'}
          >
            <bdi>${title}</bdi>
          </button>
        `,
      )}
    </div>
  `;
}

/** All sections at their full heights, with some of their rows. */
export function sectionList(view: PickerView, rows: readonly PickerRow[]): TemplateResult[] {
  const { topsPx } = view.grid;
  return view.sections.map(({ title }, section) => {
    const topPx = topsPx[section] ?? 0;
    const own = rows.filter((row) => row.section === section);
    return html`
      <div
        class="section"
        role=${own.length > 0 ? 'rowgroup' : 'none'}
        aria-label=${own.length > 0 ? title : nothing}
        .style=${`block-size: ${(topsPx[section + 1] ?? 0) - topPx}px`}
      >
        <div part="head" class="head" aria-hidden="true"><bdi>${title}</bdi></div>
        ${repeat(
          own,
          ({ from }) => from,
          (row) => rowOfCells(view, row, row.topPx - topPx),
        )}
      </div>
    `;
  });
}

function rowOfCells(view: PickerView, row: PickerRow, topPx: number): TemplateResult {
  const { section, from, count } = row;
  const cells = view.sections[section]!.cells.slice(from, from + count);
  return html`
    <div
      class="row"
      role="row"
      aria-rowindex=${view.grid.rows.indexOf(row) + 1}
      .style=${`inset-block-start: ${topPx}px`}
    >
      ${cells.map((cell, column) => cellButton(view, cell, { section, index: from + column }, column))}
    </div>
  `;
}

function cellButton(
  { active, pictureOf, text }: PickerView,
  cell: PickerCell,
  { section, index }: CellPlace,
  column: number,
): TemplateResult {
  return html`
    <button
      type="button"
      part="emote"
      class="cell"
      role="gridcell"
      tabindex=${section === active.section && index === active.index ? 0 : -1}
      aria-colindex=${column + 1}
      aria-label=${cell.locked ? text('emotes.locked', { name: cell.name }) : cell.name}
      aria-disabled=${cell.locked ? 'true' : nothing}
      title=${cell.name}
      data-section=${section}
      data-index=${index}
    >
      ${pictureOf(cell)}
    </button>
  `;
}

/**
 * In place of emotes: why there are none.
 *
 * @param noneText what to say where something is looked for
 */
export function note(
  { sections, text }: PickerView,
  status: EmoteSource['status'],
  noneText: string,
  onRetry: () => void,
): TemplateResult | typeof nothing {
  if (sections.length > 0) return nothing;
  const hasFailed = status === 'failed';
  const words = {
    new: text('emotes.loading'),
    loading: text('emotes.loading'),
    failed: text('emotes.failed'),
    ready: noneText || text('emotes.empty'),
  };
  return html`
    <div part="note" class="note">
      <p><bdi>${words[status]}</bdi></p>
      ${
        hasFailed
          ? html`<button type="button" part="retry-button" @click=${onRetry}>${text('emotes.retry')}</button>`
          : nothing
      }
    </div>
  `;
}

/** The emote that is pointed at, larger, and what it is called. Its cell says the same to screen readers. */
export function preview(
  { text }: PickerView,
  shown: { readonly cell: PickerCell; readonly node: HTMLElement } | null,
): TemplateResult {
  if (!shown) return html`<div part="preview" class="preview" aria-hidden="true"></div>`;
  const { cell, node } = shown;
  const hint = cell.locked ? text('emotes.lockedHint') : cell.name === cell.text ? '' : cell.text;
  return html`
    <div part="preview" class="preview" aria-hidden="true">
      ${node} <bdi class="name">${cell.name}</bdi> <bdi class="hint">${hint}</bdi>
    </div>
  `;
}
