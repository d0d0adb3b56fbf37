/** What one looks at while one streams, in the order in which it is read. */
export const STAGE = ['preview', 'health', 'chat'] as const;
/** What one turns to. */
export const TOOLS = ['moderation', 'settings', 'key', 'schedule'] as const;

export type PanelName = (typeof STAGE | typeof TOOLS)[number];

/** What a page has put into a slot first; null where that is nothing. Servers know no children. */
export const panelIn = (host: Element, name: PanelName): Element | null =>
  Array.from(host.children ?? []).find(({ slot }) => slot === name) ?? null;
