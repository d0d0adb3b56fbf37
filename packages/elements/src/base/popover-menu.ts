import { html, type TemplateResult } from 'lit';
import { icon } from './icons.ts';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
}

export interface PopoverMenuOptions {
  /** Unique within the shadow root; the button's part is `{id}-button`. */
  id: string;
  /** Names the button and the menu. */
  label: string;
  /** One of our icons. */
  icon: string;
  items: readonly MenuItem[];
  /** The id of the item that is checked. */
  selected: string;
  onSelect: (id: string) => void;
}

const buttonOf = (menu: HTMLElement): HTMLElement => menu.previousElementSibling as HTMLElement;

function onToggle(event: ToggleEvent): void {
  const menu = event.currentTarget as HTMLElement;
  if (event.newState === 'open') {
    (menu.querySelector<HTMLElement>('[aria-checked="true"]') ?? menu.querySelector('button'))?.focus();
  } else if (menu.contains((menu.getRootNode() as ShadowRoot).activeElement)) {
    // Within a shadow root Chromium leaves the focus in the closed menu.
    buttonOf(menu).focus();
  }
}

function onKeyDown(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLElement;
  if (event.key === 'Tab') {
    // Back to the button first: from there Tab goes on as if the menu had never been.
    buttonOf(menu).focus();
    return menu.hidePopover();
  }
  const items = [...menu.querySelectorAll('button')];
  const at = items.indexOf(event.target as HTMLButtonElement);
  const places: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  const place = Object.hasOwn(places, event.key) ? places[event.key] : undefined;
  if (place === undefined) return;
  event.preventDefault();
  items.at(place % items.length)?.focus();
}

/**
 * A button with a menu of which one item is chosen, as part of another element's template; style it with
 * `popoverMenuStyles`. The platform opens it, dismisses it and keeps it on top.
 */
export function popoverMenu(options: PopoverMenuOptions): TemplateResult {
  const { id, label, items, selected, onSelect } = options;
  const onClick = (event: Event): void => {
    const item = (event.target as Element).closest('button');
    if (!item) return;
    onSelect(item.value);
    (event.currentTarget as HTMLElement).hidePopover();
  };
  return html`
    <button part="${id}-button" popovertarget=${id} aria-haspopup="menu" aria-label=${label} title=${label}>
      ${icon(options.icon)}
    </button>
    <div
      class="menu"
      part="menu"
      id=${id}
      popover
      role="menu"
      aria-label=${label}
      @toggle=${onToggle}
      @keydown=${onKeyDown}
      @click=${onClick}
    >
      ${items.map(
        (item) => html`
          <button role="menuitemradio" tabindex="-1" value=${item.id} aria-checked=${item.id === selected}>
            ${item.label}
          </button>
        `,
      )}
    </div>
  `;
}
