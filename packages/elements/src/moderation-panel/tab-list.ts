import { html, nothing, type TemplateResult } from 'lit';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Beside the label; 0 is not shown. */
  readonly count: number;
}

/** Tabs of which one is shown; arrows move, and what they move to is shown. */
export function tabList<Id extends string>(
  label: string,
  tabs: readonly Tab<Id>[],
  selected: Id,
  onSelect: (id: Id) => void,
): TemplateResult {
  const onKeyDown = (event: KeyboardEvent): void => {
    const list = event.currentTarget as HTMLElement;
    const step = getComputedStyle(list).direction === 'rtl' ? -1 : 1;
    const at = tabs.findIndex(({ id }) => id === selected);
    const places: Record<string, number> = { ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: -1 };
    const place = Object.hasOwn(places, event.key) ? places[event.key]! : null;
    if (place === null) return;
    event.preventDefault();
    const { id } = tabs.at(place % tabs.length)!;
    onSelect(id);
    list.querySelector<HTMLElement>(`#tab-${id}`)!.focus();
  };
  return html`
    <div class="tabs" part="tabs" role="tablist" aria-label=${label} @keydown=${onKeyDown}>
      ${tabs.map(
        ({ id, label: text, count }) => html`
          <button
            type="button"
            role="tab"
            id="tab-${id}"
            part="tab"
            aria-controls="panel"
            aria-selected=${id === selected}
            tabindex=${id === selected ? 0 : -1}
            @click=${() => onSelect(id)}
          >
            <bdi>${text}</bdi> ${count > 0 ? html`<span class="count">${count}</span>` : nothing}
          </button>
        `,
      )}
    </div>
  `;
}
