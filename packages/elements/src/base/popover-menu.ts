import { html, type TemplateResult } from 'lit';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
}

export interface PopoverMenuOptions {
  /** Unique within the shadow root. */
  id: string;
  /** Names the button and the menu. */
  label: string;
  icon: TemplateResult;
  items: readonly MenuItem[];
  /** The id of the item that is checked. */
  selected: string;
  onSelect: (id: string) => void;
}

/**
 * A button with a menu of which one item is chosen, as part of another element's template; style it with
 * `popoverMenuStyles`. The platform opens it, dismisses it, puts it on top and gives the focus back.
 */
export function popoverMenu({ id, label, icon, items, selected, onSelect }: PopoverMenuOptions): TemplateResult {
  return html`
    <button class="icon-button" part=${`${id}-button`} popovertarget=${id} aria-haspopup="menu" aria-label=${label} title=${label}>
      ${icon}
    </button>
    <div
      ${''}
      class="menu"
      part="menu"
      id=${id}
      popover
      role="menu"
      aria-label=${label}
      @toggle=${onToggle}
      @keydown=${onKeyDown}
      @click=${(event: Event) => {
        const item = (event.target as Element).closest<HTMLButtonElement>('[role]');
        if (item?.value === undefined) return;
        onSelect(item.value);
        (event.currentTarget as HTMLElement).hidePopover();
      }}
    >
      ${items.map(
        (item) => html`
          <button role="menuitemradio" tabindex="-1" .value=${item.id} aria-checked=${item.id === selected}>${item.label}</button>
        `,
      )}
    </div>
  `;
}
