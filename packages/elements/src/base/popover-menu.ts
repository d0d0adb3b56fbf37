import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './icons.ts';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** Said after the label, more quietly. */
  readonly detail?: string;
}

/** Items of which one is chosen. */
export interface MenuGroup {
  /** Names the items; the first group's is also that of the button and the menu. */
  label: string;
  items: readonly MenuItem[];
  /** The id of the item that is checked. */
  selected: string;
  onSelect: (id: string) => void;
}

export interface PopoverMenuOptions extends MenuGroup {
  /** Unique within the shadow root; the button's part is `{id}-button`. */
  id: string;
  /** One of our icons. */
  icon: string;
  /** What else there is to choose in the same menu, each under its own name. */
  more?: readonly MenuGroup[];
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

function renderItems({ items, selected }: MenuGroup): TemplateResult[] {
  return items.map(
    ({ id, label, detail }) => html`
      <button role="menuitemradio" tabindex="-1" value=${id} aria-checked=${id === selected}>
        ${label}${detail ? html`<small>${detail}</small>` : nothing}
      </button>
    `,
  );
}

/**
 * A button with a menu of which one item is chosen (of each group, where there are several), as part of another element's
 * template; style it with `popoverMenuStyles`. The platform opens it, dismisses it and keeps it on top.
 */
export function popoverMenu(options: PopoverMenuOptions): TemplateResult {
  const { id, more = [] } = options;
  const groups = [options, ...more];
  const label = groups.map((group) => group.label).join(' · ');
  const onClick = (event: Event): void => {
    const item = (event.target as Element).closest('button');
    if (!item) return;
    const menu = event.currentTarget as HTMLElement;
    const at = [...menu.querySelectorAll('[role="group"]')].indexOf(item.parentElement!);
    groups[Math.max(0, at)]!.onSelect(item.value);
    menu.hidePopover();
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
      ${
        more.length === 0
          ? renderItems(options)
          : groups.map(
              (group) => html`
                <div role="group" aria-label=${group.label}>
                  <span aria-hidden="true">${group.label}</span>
                  ${renderItems(group)}
                </div>
              `,
            )
      }
    </div>
  `;
}
