import type { HeldMessage, Judgement, ModerationState } from '@t333/core/chat';
import type { TemplateResult } from 'lit';
import { cutText } from '../base/cut-text.ts';
import { actNote } from '../live-chat/panels/act-note.ts';
import type { DeskHost, ModerationDesk } from '../live-chat/panels/moderation-desk.ts';
import type { MessageKey } from './messages.ts';
import type { ModerationSource } from './moderation-source.ts';
import { nextOf, queueWish } from './queue-keys.ts';
import { queue } from './queue.ts';

/** As many as fit on several screens: thousands that wait cost no more than these. */
const PAGE = 50;
const PERSON = 'person';

export interface QueueViewHost extends DeskHost {
  readonly moderation: ModerationSource | null;
  tell(key: MessageKey): void;
}

/** What waits, and where one is in it: the row that the Tab key leads to, whose author is dealt with, where the focus goes. */
export class QueueView {
  readonly #host: QueueViewHost;
  readonly #desk: ModerationDesk;
  #shown = PAGE;
  #current: string | null = null;
  #index = 0;
  #person: string | null = null;
  #isConfirming = false;
  /** What takes the focus when it has been drawn. */
  #focus: string | null = null;
  #hadFocus = false;

  constructor(host: QueueViewHost, desk: ModerationDesk) {
    this.#host = host;
    this.#desk = desk;
  }

  reset(): void {
    this.#shown = PAGE;
    this.#current = this.#person = this.#focus = null;
    this.#index = 0;
    this.#isConfirming = false;
  }

  render(state: ModerationState): TemplateResult {
    const { held, judgements, silenced } = state;
    this.#settle(held);
    const person = held.find(({ id }) => id === this.#person);
    const author = person?.message.user.id;
    return queue({
      host: this.#host,
      held,
      shown: this.#shown,
      current: this.#current,
      judgements,
      person: person
        ? {
            id: person.id,
            silence: silenced.find(({ user }) => user.id === author)?.kind ?? null,
            isConfirming: this.#isConfirming,
            note: actNote(
              this.#host,
              this.#desk.stateAt(PERSON),
              () => void this.#closeAfter(this.#desk.retry(PERSON)),
            ),
          }
        : null,
      onJudge: (id, verdict) => this.#judge(id, verdict),
      onTakeBack: (id) => this.#takeBack(id),
      onPerson: (id) => this.#openPerson(this.#person === id ? null : id),
      onConfirm: (isConfirming) => {
        this.#isConfirming = isConfirming;
        this.#focusLater(isConfirming ? '.confirm .cancel' : '.panel .ban');
      },
      onAct: (one, act) => {
        this.#isConfirming = false;
        const name = cutText(one.message.user.name, 50);
        void this.#closeAfter(this.#desk.ask(PERSON, { key: '', act, name }));
      },
      onMore: () => {
        const next = held[this.#shown];
        this.#shown += PAGE;
        this.#goTo(next?.id ?? null);
      },
    });
  }

  /** Before it is drawn: the focus may be on what goes. */
  drawing(): void {
    this.#hadFocus = Boolean(this.#active?.closest('.item, .more'));
  }

  /** When it has been drawn. */
  drawn(): void {
    const { renderRoot } = this.#host;
    const wish = this.#focus === null ? null : renderRoot.querySelector<HTMLElement>(this.#focus);
    this.#focus = null;
    if (wish) return wish.focus();
    if (!this.#hadFocus || this.#active) return;
    (this.#rowOf(this.#current) ?? renderRoot.querySelector<HTMLElement>('.scroller'))?.focus();
  }

  readonly onKeyDown = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLElement>('.item');
    const state = this.#host.moderation?.state.getSnapshot();
    if (!row || !state) return;
    if (event.key === 'Escape' && this.#person !== null) {
      event.stopPropagation();
      return this.#openPerson(null);
    }
    if (target !== row && (!target.closest('button') || target.closest('.panel') || event.key.length === 1)) return;
    const id = row.dataset['id']!;
    const wish = queueWish(event, state.held.slice(0, this.#shown), id);
    if (!wish) return;
    event.preventDefault();
    if (wish.kind === 'go') this.#goTo(wish.id);
    else if (wish.kind === 'judge') this.#judge(id, wish.verdict);
    else if (wish.kind === 'take-back') this.#takeBack(id);
    else this.#openPerson(id);
  };

  /** Where the focus is, the Tab key leads back to. */
  readonly onFocusIn = ({ target }: FocusEvent): void => {
    const id = (target as HTMLElement).closest<HTMLElement>('.item')?.dataset['id'];
    if (id === undefined || id === this.#current) return;
    this.#current = id;
    this.#host.requestUpdate();
  };

  #judge(id: string, verdict: Judgement['verdict']): void {
    const { moderation } = this.#host;
    const state = moderation?.state.getSnapshot();
    if (!moderation || !state || state.judgements.get(id)?.status === 'sending') return;
    const isIn = this.#rowOf(id)?.contains(this.#active) === true;
    const next = isIn ? nextOf(state.held.slice(0, this.#shown), id, state.judgements) : null;
    if (this.#person === id) this.#person = null;
    moderation.judge(id, verdict);
    this.#host.tell(verdict === 'deny' ? 'mod.said.denied' : 'mod.said.approved');
    if (isIn) this.#goTo(next ?? id);
  }

  #takeBack(id: string): void {
    if (!this.#host.moderation?.takeBack(id)) return;
    this.#host.tell('mod.said.takenBack');
    this.#goTo(id);
  }

  #openPerson(id: string | null): void {
    const before = this.#person;
    this.#person = id;
    this.#current = id ?? before;
    this.#isConfirming = false;
    this.#desk.leave(PERSON);
    this.#focusLater(id === null ? (this.#selectorOf(before) ?? '.scroller') : '.panel .reason');
  }

  async #closeAfter(asked: Promise<boolean>): Promise<void> {
    const person = this.#person;
    this.#host.requestUpdate();
    if ((await asked) && this.#person === person) this.#openPerson(null);
  }

  #goTo(id: string | null): void {
    if (id === null) return;
    this.#current = id;
    this.#focusLater(this.#selectorOf(id)!);
  }

  #focusLater(selector: string): void {
    this.#focus = selector;
    this.#host.requestUpdate();
  }

  /** The row that the Tab key leads to is one that is there. */
  #settle(held: readonly HeldMessage[]): void {
    const at = held.findIndex(({ id }) => id === this.#current);
    if (at >= 0) this.#index = at;
    else this.#current = held[Math.min(this.#index, Math.min(held.length, this.#shown) - 1)]?.id ?? null;
    if (this.#person !== null && !held.some(({ id }) => id === this.#person)) this.#person = null;
  }

  #selectorOf(id: string | null): string | null {
    return id === null ? null : `.item[data-id="${CSS.escape(id)}"]`;
  }

  #rowOf(id: string | null): HTMLElement | null {
    const selector = this.#selectorOf(id);
    return selector === null ? null : this.#host.renderRoot.querySelector<HTMLElement>(selector);
  }

  get #active(): Element | null {
    return (this.#host.renderRoot as ShadowRoot).activeElement ?? null;
  }
}
