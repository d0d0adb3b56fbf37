import type { EmoteView } from '../base/emote-node.ts';
import type { BadgeUrl } from './badge-nodes.ts';

/** What rows look like, and to whom. */
export interface RowView extends EmoteView {
  /** The element: its language counts. */
  readonly host: Element;
  readonly timestamps: boolean;
  readonly canModerate: boolean;
  readonly badgeUrl: BadgeUrl | null;
  /** Several channels stand in one list. */
  readonly showChannel?: boolean;
}

/** A button in a row; the element listens for all of them. */
export function act(name: string, label: string): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset['act'] = name;
  button.textContent = label;
  return button;
}

/** Words that must not mix with what stands beside them. */
export function note(className: string, text: string): HTMLElement {
  const span = document.createElement('bdi');
  span.className = className;
  span.textContent = text;
  return span;
}
