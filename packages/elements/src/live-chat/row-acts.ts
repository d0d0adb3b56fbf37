import type { ChatEntry } from '@t333/core/chat';
import type { ChatHost } from './chat-host.ts';
import type { MessageList } from './message-list.ts';
import type { ChatPanels } from './panels/chat-panels.ts';
import { showReplied, walkRows } from './row-walk.ts';

/** What acts on rows need of their element. */
export interface RowActsContext {
  readonly list: MessageList | null;
  readonly composer: { focus(): void; putBack(text: string): void } | null;
  readonly recording: { seek(entry: ChatEntry): void } | null;
  /** Whether right clicks are for the card: moderators have more to do than to look something up. */
  canModerate(entry: ChatEntry): boolean;
  /** They may have to be fetched before. */
  withPanels(use: (panels: ChatPanels) => void): void;
}

/** What a click on a row does, and what a key does on one. */
export class RowActs {
  readonly #host: ChatHost;
  readonly #context: () => RowActsContext;

  constructor(host: ChatHost, context: () => RowActsContext) {
    this.#host = host;
    this.#context = context;
  }

  readonly onKey = (event: KeyboardEvent): void => {
    const { list, composer } = this.#context();
    const scroller = event.currentTarget as HTMLElement;
    const target = event.target as HTMLElement;
    if (event.altKey || event.ctrlKey || event.metaKey || !list) return;
    if (event.key === 'Enter' && target.dataset['key'] !== undefined) this.#openCard(target);
    else if (event.key === 'Escape') composer?.focus();
    else if (!walkRows(this.#host, list, scroller, event.key)) return;
    event.preventDefault();
  };

  /** The menu key, on a row that has the focus; a right click, for moderators. Links and chosen text keep the browser's menu. */
  readonly onContextMenu = (event: Event): void => {
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLElement>('[data-key]');
    const entry = this.#context().list?.entryOf(row);
    if (!row || entry?.kind !== 'message') return;
    const isAsked = row.matches(':focus') || this.#context().canModerate(entry);
    if (!isAsked || target.closest('a') || getSelection()?.type === 'Range') return;
    event.preventDefault();
    this.#openCard(row);
  };

  readonly onClick = ({ target }: Event): void => {
    const { list, composer, recording, withPanels } = this.#context();
    const { client } = this.#host;
    const node = (target as Element).closest<HTMLElement>('[data-act]');
    const entry = list?.entryOf(node);
    if (!node || !entry) return;
    const act = node.dataset['act'];
    if (act === 'user') this.#openCard(node);
    else if (act === 'seek') recording?.seek(entry);
    else if (act === 'retry') client?.resend(entry.key);
    else if (act === 'discard') {
      const text = client?.discard(entry.key);
      if (text) composer?.putBack(text);
    } else if (act === 'fill') this.#fill(entry.key);
    else if (entry.kind !== 'message') return;
    else if (act === 'show-reply') showReplied(entry, list!, this.#host, node);
    else if (act === 'approve' || act === 'deny') withPanels((panels) => void panels.judge(entry, act));
  };

  /** What did not come is offered again in its row. */
  #fill(key: string): void {
    this.#host.client
      ?.fillGap(key)
      .catch((error: unknown) => this.#context().withPanels((panels) => panels.complain(error)));
  }

  #openCard(node: HTMLElement): void {
    const { list, withPanels } = this.#context();
    const entry = list?.entryOf(node);
    if (entry?.kind === 'message') withPanels((panels) => panels.openCard(entry));
  }
}
