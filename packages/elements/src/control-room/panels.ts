/** In the order in which they are read. */
export const PANELS = ['preview', 'health', 'chat', 'moderation', 'settings', 'key', 'schedule'] as const;

export type PanelName = (typeof PANELS)[number];

/** What a page has put into a slot first; null where that is nothing. Servers know no children. */
export const panelIn = (host: Element, name: PanelName): Element | null =>
  Array.from(host.children ?? []).find(({ slot }) => slot === name) ?? null;
