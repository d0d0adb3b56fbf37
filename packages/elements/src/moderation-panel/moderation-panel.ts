import type { ModerationAct, ModerationRecord, ModerationState, Silence } from '@t333/core/chat';
import { systemClock, type Clock } from '@t333/core/time';
import {
  html,
  nothing,
  type CSSResult,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { announce } from '../base/announce.ts';
import { cutText } from '../base/cut-text.ts';
import { frameStyles } from '../base/frame.styles.ts';
import { iconStyles } from '../base/icons.styles.ts';
import { StoreController } from '../base/store-controller.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { moderationStyles } from '../live-chat/moderation/moderation.styles.ts';
import { actNote } from '../live-chat/panels/act-note.ts';
import { ModerationDesk } from '../live-chat/panels/moderation-desk.ts';
import { toastStyles } from '../live-chat/toast.styles.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { logList } from './log-list.ts';
import { messages, type MessageKey } from './messages.ts';
import { moderationPanelStyles } from './moderation-panel.styles.ts';
import type { ModerationSource } from './moderation-source.ts';
import { ModeratorsView } from './moderators-view.ts';
import { isShown, noteOf } from './notes.ts';
import { QueueView } from './queue-view.ts';
import { RulesView } from './rules-view.ts';
import { silencedList } from './silenced-list.ts';
import { tabList } from './tab-list.ts';
import { WaitingWords } from './waiting-words.ts';

const TABS = ['queue', 'log', 'silenced', 'rules', 'moderators'] as const;
/** What the panel shows. */
export type ModerationTab = (typeof TABS)[number];

/** Of a list, until somebody wants more. */
const PAGE = 50;

/**
 * What moderators of a channel need: messages that wait, what was done and by whom, who may not write and for how long, the rules. For
 * those who moderate it; others are told that they do not. Whose channel it is says here who moderates.
 *
 * @tag moderation-panel
 *
 * @csspart tabs - The row of tabs.
 * @csspart tab - One tab.
 * @csspart note - How things are, where they are not as they should be.
 * @csspart queue - Messages that wait.
 * @csspart held - One of them.
 * @csspart log - What moderators did.
 * @csspart record - One act.
 * @csspart silenced - Who may not write.
 * @csspart silence - One of them.
 * @csspart more-button - Shows more of a list.
 * @csspart toast - What was done just now, and what takes it back.
 *
 * @cssprop [--t333-accent] - The tab that is shown, and what is focused.
 * @cssprop [--t333-text] - Text.
 * @cssprop [--t333-muted] - Times and reasons.
 * @cssprop [--t333-surface] - Behind it all.
 * @cssprop [--t333-line] - Lines.
 * @cssprop [--t333-radius=10px] - Corners.
 * @cssprop [--t333-font] - The font.
 */
export class ModerationPanel extends T333Element {
  static override properties: PropertyDeclarations = {
    moderation: { attribute: false },
    label: {},
    tab: { reflect: true },
  };

  static override styles: CSSResult[] = [
    tokens,
    frameStyles,
    iconStyles,
    toastStyles,
    moderationStyles,
    moderationPanelStyles,
  ];

  /** What it shows: a `ChannelModeration`. It stays its owner's, to destroy for example. */
  declare moderation: ModerationSource | null;
  /** The name of the channel, for people. Default: as the service writes it. */
  declare label: string | null;
  /** `queue`, `log`, `silenced`, `rules` or, for whose channel it is, `moderators`: what it shows; its own tabs change it. */
  declare tab: ModerationTab;

  /** The time that it goes by. Another one is for tests. */
  clock: Clock = systemClock;

  readonly #store = new StoreController(this);
  readonly #desk = new ModerationDesk(this, () => {
    const { moderation } = this;
    return moderation && { moderate: (_key, act) => moderation.act(act) };
  });
  readonly #queue = new QueueView(this, this.#desk);
  readonly #moderators = new ModeratorsView(this, this.#desk);
  readonly #rules = new RulesView(this, this.#desk);
  readonly #waiting = new WaitingWords((count) =>
    this.say(count === 1 ? this.#text('mod.said.waitingOne') : this.#text('mod.said.waiting', { count })),
  );
  #shown = PAGE;
  #told: MessageKey | null = null;
  #cancelTick = (): void => {};

  constructor() {
    super();
    this.moderation = this.label = null;
    this.tab = 'queue';
  }

  protected override mounted(signal: AbortSignal): void {
    signal.addEventListener('abort', () => {
      this.#cancelTick();
      this.#waiting.stop();
      this.#desk.destroy();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('tab')) {
      if (!TABS.includes(this.tab)) this.tab = 'queue';
      this.#shown = PAGE;
      this.#rules.leave();
    }
    if (changed.has('moderation')) {
      this.#store.follow(this.moderation?.state ?? null);
      if (this.hasUpdated) this.#desk.destroy();
      this.#queue.reset();
      this.#rules.reset();
      this.#moderators.follow(this.moderation?.moderators ?? null);
      this.#waiting.begin(this.#state?.held.length ?? 0);
      this.#told = null;
    }
    // On a server there is nothing to be focused.
    if (this.hasUpdated) this.#queue.drawing();
  }

  protected override updated(): void {
    this.#queue.drawn();
    this.#cancelTick();
    const state = this.#state;
    if (!state || !this.isConnected) return;
    this.#waiting.follow(state.held.length, this.clock);
    if (this.#shownTab(state) === 'moderators') this.#moderators.open();
    this.#tellNote(state);
    if (this.tab === 'silenced' && state.silenced.some(({ untilMs }) => untilMs !== null))
      this.#cancelTick = this.clock.after(1000, () => this.requestUpdate());
  }

  protected override render(): TemplateResult {
    const state = this.#state;
    const name = cutText(this.label ?? state?.channel ?? '', 50);
    const label = name ? this.#text('mod.labelOf', { name }) : this.#text('mod.label');
    return html`
      <div class="base" role="group" aria-labelledby="title">
        <h2 id="title"><bdi>${label}</bdi></h2>
        ${state ? this.#renderNote(state) : html`<p class="none">${this.#text('mod.empty')}</p>`}
        ${state && isShown(state) ? this.#renderTabs(state) : nothing} ${this.#desk.render()}
        <div class="visually-hidden" aria-live="polite"></div>
      </div>
    `;
  }

  /** @internal */
  say(text: string): void {
    const region = this.renderRoot.querySelector('[aria-live=polite]');
    if (region) announce(region, text);
  }

  /** @internal */
  tell(key: MessageKey): void {
    this.say(this.#text(key));
  }

  #renderNote(state: ModerationState): TemplateResult | typeof nothing {
    const note = noteOf(state);
    if (!note) return nothing;
    return html`
      <p class="note" part="note">
        <bdi>${this.#text(note.key)}</bdi>
        ${
          note.canRetry
            ? html`<button type="button" class="retry" @click=${() => this.moderation!.retry()}>
                ${this.#text('mod.again')}
              </button>`
            : nothing
        }
      </p>
    `;
  }

  #renderTabs(state: ModerationState): TemplateResult {
    const counts = { queue: state.held.length, log: 0, silenced: state.silenced.length, rules: 0, moderators: 0 };
    const tabs = this.#tabsOf(state).map((id) => ({ id, label: this.#text(`mod.tab.${id}`), count: counts[id] }));
    const tab = this.#shownTab(state);
    return html`
      ${tabList(this.#text('mod.label'), tabs, tab, (id) => (this.tab = id))}
      <div
        class="scroller"
        role="tabpanel"
        id="panel"
        tabindex="0"
        aria-labelledby="tab-${tab}"
        @keydown=${this.#queue.onKeyDown}
        @focusin=${this.#queue.onFocusIn}
      >
        ${this.#renderTab(state, tab)}
      </div>
    `;
  }

  #renderTab(state: ModerationState, tab: ModerationTab): TemplateResult | typeof nothing {
    switch (tab) {
      case 'queue':
        return this.#queue.render(state);
      case 'log':
        return this.#renderLog(state);
      case 'silenced':
        return silencedList({
          host: this,
          silenced: state.silenced,
          shown: this.#shown,
          nowMs: this.moderation!.serverTime(),
          noteOf: ({ user }) => this.#noteAt(`silence ${user.id}`),
          onLift: (silence) => this.#lift(silence),
          onMore: () => this.#showMore(),
        });
      case 'rules':
        return this.#rules.render(state, this.label);
      case 'moderators':
        return this.#moderators.render();
    }
  }

  #renderLog({ records, older }: ModerationState): TemplateResult {
    return logList({
      host: this,
      records,
      shown: this.#shown,
      older,
      canUndo: (record) => this.#desk.stateAt(`record ${record.id}`) === null && this.#undoOf(record) !== null,
      noteOf: ({ id }) => this.#noteAt(`record ${id}`),
      onUndo: (record) => {
        const act = this.#undoOf(record);
        if (act) void this.#ask(`record ${record.id}`, act, record.user?.name ?? '');
      },
      onMore: () => {
        if (records.length <= this.#shown) void this.moderation!.loadOlder();
        this.#showMore();
      },
    });
  }

  /** Who moderates is a matter of whose channel it is. */
  #tabsOf({ identity }: ModerationState): readonly ModerationTab[] {
    const isOwner = identity?.role === 'broadcaster' && this.moderation?.moderators;
    return isOwner ? TABS : TABS.filter((id) => id !== 'moderators');
  }

  #shownTab(state: ModerationState): ModerationTab {
    return this.#tabsOf(state).includes(this.tab) ? this.tab : 'queue';
  }

  #lift({ user, kind }: Silence): void {
    const act = { action: kind === 'ban' ? 'unban' : 'untimeout', userId: user.id } as const;
    void this.#ask(`silence ${user.id}`, act, user.name ?? user.id);
  }

  #ask(place: string, act: ModerationAct, name = ''): Promise<boolean> {
    return this.#desk.ask(place, { key: '', act, name: cutText(name, 50) });
  }

  #noteAt(place: string): unknown {
    return actNote(this, this.#desk.stateAt(place), () => void this.#desk.retry(place));
  }

  #undoOf(record: ModerationRecord): ModerationAct | null {
    return this.moderation?.undoOf(record) ?? null;
  }

  #showMore(): void {
    this.#shown += PAGE;
    this.requestUpdate();
  }

  /** What was well from the start is no news. */
  #tellNote(state: ModerationState): void {
    const key = noteOf(state)?.key ?? null;
    if (key === this.#told) return;
    this.#told = key;
    if (key && key !== 'mod.connecting' && key !== 'mod.pastLoading') this.tell(key);
  }

  get #state(): ModerationState | null {
    return this.moderation?.state.getSnapshot() ?? null;
  }

  #text(key: MessageKey, values?: Readonly<Record<string, string | number>>): string {
    return localize(this, messages, key, values);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'moderation-panel': ModerationPanel;
  }
}
