import type { ChatMessageEntry, ModerationAct } from '@t333/core/chat';
import { html, nothing, type TemplateResult } from 'lit';
import { addStyles } from '../../base/add-styles.ts';
import { cutText } from '../../base/cut-text.ts';
import { lazy } from '../../base/lazy.ts';
import { isModerated, moderatedChannel } from '../chat-channels.ts';
import { localize } from '../../i18n/localize.ts';
import type { ChatHost, PanelsContext } from '../chat-host.ts';
import type { ChatChannelView } from '../chat-source.ts';
import { toastStyles } from '../toast.styles.ts';
import { actNote } from './act-note.ts';
import { IgnoredList } from './ignored-list.ts';
import { panelMessages } from './messages.ts';
import { ModerationDesk } from './moderation-desk.ts';
import { panelsStyles } from './panels.styles.ts';
import { settingsPanel } from './settings-panel.ts';
import { userCard } from './user-card.ts';
import { FactSheet } from './user-facts.ts';

const moderationCode = /* @__PURE__ */ lazy(() => import('../moderation/moderation.ts'));

type Panel = { readonly kind: 'settings' } | { readonly kind: 'user'; readonly entry: ChatMessageEntry };

/** Where acts are asked for, besides the rows of messages. */
const CARD = 'card';
const ROOM = 'room';

/** What lies over the chat: which panel is open, where the focus goes when it opens, changes and closes, and what became of acts. */
export class ChatPanels {
  readonly #host: ChatHost;
  readonly #context: () => PanelsContext;
  readonly #desk: ModerationDesk;
  readonly #facts: FactSheet;
  readonly #ignored: IgnoredList;
  #panel: Panel | null = null;
  #isConfirming = false;
  /** What takes the focus when it has been drawn: that may have to be fetched before. */
  #focus: string | null = null;
  /** Rows were drawn without what only moderators need: it has to be fetched before. */
  #isAwaited = false;

  constructor(host: ChatHost, context: () => PanelsContext) {
    this.#host = host;
    this.#context = context;
    this.#desk = new ModerationDesk(host, () => host.client);
    this.#facts = new FactSheet(host);
    this.#ignored = new IgnoredList(context().view.ignored);
    addStyles(host.renderRoot as ShadowRoot, toastStyles);
    addStyles(host.renderRoot as ShadowRoot, panelsStyles);
  }

  toggleSettings(): void {
    this.#open(this.#panel?.kind === 'settings' ? null : { kind: 'settings' });
  }

  openCard(entry: ChatMessageEntry): void {
    void this.#facts.ask(this.#context().userFacts, entry.message);
    this.#open({ kind: 'user', entry });
  }

  /** Something that was asked for did not work. */
  complain(error: unknown, retry: (() => void) | null = null): void {
    this.#desk.complain(error, retry);
  }

  /** Asks for an act about a message from its row. */
  async judge(entry: ChatMessageEntry, action: 'approve' | 'deny'): Promise<void> {
    const asked = this.#ask(entry.key, entry, { action, messageId: entry.message.id });
    // Where it says how that fares is drawn with the row.
    this.#context().redraw();
    await asked;
    this.#context().redraw();
  }

  /** For the pinned message: takes it away for everybody. */
  renderUnpin({ key, pinned }: ChatChannelView): TemplateResult {
    const act = { action: 'unpin', ...(pinned && { messageId: pinned.id }) } as const;
    return html`
      <button
        type="button"
        class="undo"
        part="unpin-for-all-button"
        @click=${() => void this.#desk.ask('', { key, act, name: '' })}
      >
        ${localize(this.#host, panelMessages, 'chat.unpinForAll')}
      </button>
    `;
  }

  /** Adds to the row of a message that is held back what a moderator needs. */
  decorate(row: HTMLElement, entry: ChatMessageEntry): void {
    const code = moderationCode(this.#host);
    this.#isAwaited ||= !code;
    code?.useModerationStyles(this.#host.renderRoot as ShadowRoot);
    code?.appendHeldActs(row, entry, this.#desk.stateAt(entry.key), this.#host);
  }

  /** Without a thought for the focus: another chat is shown, or none. */
  drop(): void {
    this.#panel = null;
    this.#facts.drop();
    this.#desk.destroy();
  }

  /** Called when it has been drawn. */
  drawn(): void {
    if (this.#isAwaited && moderationCode(this.#host)) {
      this.#isAwaited = false;
      this.#context().redraw();
    }
    const target = this.#focus === null ? null : this.#host.renderRoot.querySelector<HTMLElement>(this.#focus);
    if (!target) return;
    this.#focus = null;
    target.focus();
  }

  render(): TemplateResult {
    const panel = this.#panel;
    const isRoom = panel?.kind === 'settings' && this.#room !== null;
    return html`
      ${panel ? (panel.kind === 'settings' ? this.#renderSettings() : this.#renderCard(panel.entry)) : nothing}
      ${isRoom ? nothing : this.#desk.render()}
    `;
  }

  /** The channel whose rules can be changed here. */
  get #room(): ChatChannelView | null {
    const { channel } = this.#context();
    return channel && isModerated(channel) ? channel : null;
  }

  #renderSettings(): TemplateResult {
    const host = this.#host;
    const { view, redraw } = this.#context();
    return settingsPanel({
      host,
      settings: view.settings,
      isMotionReduced: view.isMotionReduced,
      ignored: this.#ignored.all,
      room: this.#renderRoom(),
      onChange: (patch) => view.change(patch),
      onUnignore: (user) => {
        this.#ignored.remove(user);
        redraw();
        // Its button is gone.
        this.#focus = '.panel';
        host.requestUpdate();
      },
      onClose: this.#close,
    });
  }

  #renderRoom(): TemplateResult | typeof nothing {
    const host = this.#host;
    const channel = this.#room;
    const code = channel ? moderationCode(host) : undefined;
    if (!code || !channel) return nothing;
    code.useModerationStyles(host.renderRoot as ShadowRoot);
    const state = this.#desk.stateAt(ROOM);
    const onAct = (act: ModerationAct): void => {
      if (act.action === 'clear') this.#confirm(false, '.clear');
      void this.#desk.ask(ROOM, { key: channel.key, act, name: '' });
      host.requestUpdate();
    };
    return code.roomSettings({
      host,
      channel,
      wanted: state?.act.settings ?? {},
      isConfirming: this.#isConfirming,
      note: html`${actNote(host, state, () => this.#retry(ROOM))} ${this.#desk.render()}`,
      onConfirm: (isConfirming) => this.#confirm(isConfirming, isConfirming ? '.confirm .cancel' : '.clear'),
      onAct,
    });
  }

  #renderCard(entry: ChatMessageEntry): TemplateResult {
    const host = this.#host;
    const { feed, channel, recording, composer, userFacts } = this.#context();
    const current = feed?.get(entry.key);
    const shown = current?.kind === 'message' ? current : entry;
    // What is written goes to the channel that is shown.
    const isShown = channel?.service === entry.service && channel.channel === entry.channel;
    const then = (use: () => void) => (): void => {
      this.#close();
      use();
    };
    return userCard({
      host,
      feed: feed!,
      entry: shown,
      canReply: isShown && channel.gate.can !== 'never' && entry.message.id !== '',
      atSeconds: recording?.secondsOf(entry) ?? null,
      facts: this.#facts.render(userFacts, entry.message),
      acts: this.#renderActs(shown),
      onReply: then(() => composer?.reply(entry)),
      onMention: then(() => composer?.mention(entry.message.user.handle)),
      onSeek: then(() => recording?.seek(entry)),
      onIgnore: then(() => this.#ignore(entry)),
      onClose: this.#close,
    });
  }

  #renderActs(entry: ChatMessageEntry): TemplateResult | typeof nothing {
    const host = this.#host;
    const code = moderatedChannel(host.client, entry) ? moderationCode(host) : undefined;
    if (!code) return nothing;
    code.useModerationStyles(host.renderRoot as ShadowRoot);
    const state = this.#desk.stateAt(CARD);
    return code.moderatorActs({
      host,
      entry,
      silence: code.silenceOf(this.#context().feed!, entry, host.clock.wallTime()),
      isConfirming: this.#isConfirming,
      note: actNote(host, state, () => this.#retry(CARD)),
      // The button that had the focus makes way for another.
      onConfirm: (isConfirming) => this.#confirm(isConfirming, isConfirming ? '.confirm .cancel' : '.acts .ban'),
      onAct: (act) => this.#closeAfter(this.#ask(CARD, entry, act)),
    });
  }

  #ask(place: string, entry: ChatMessageEntry, act: ModerationAct): Promise<boolean> {
    const channel = moderatedChannel(this.#host.client, entry);
    if (!channel) return Promise.resolve(false);
    return this.#desk.ask(place, { key: channel.key, act, name: cutText(entry.message.user.name, 50) });
  }

  /** The button that was pressed makes way for words. */
  #retry(place: typeof CARD | typeof ROOM): void {
    this.#focus = '.panel';
    const asked = this.#desk.retry(place);
    if (place === CARD) this.#closeAfter(asked);
  }

  /** What did not work can be tried again, in the card in which it was asked for. */
  #closeAfter(asked: Promise<boolean>): void {
    const panel = this.#panel;
    void asked.then((isDone) => isDone && this.#panel === panel && this.#close());
  }

  #ignore(entry: ChatMessageEntry): void {
    const { redraw } = this.#context();
    const user = this.#ignored.add(entry);
    redraw();
    this.#desk.announce('ignored', user.name, async () => {
      this.#ignored.remove(user);
      redraw();
    });
  }

  #confirm(isConfirming: boolean, focus: string): void {
    this.#isConfirming = isConfirming;
    this.#focus = focus;
    this.#host.requestUpdate();
  }

  readonly #close = (): void => this.#open(null);

  #open(panel: Panel | null): void {
    const before = this.#panel;
    this.#panel = panel;
    this.#isConfirming = false;
    this.#desk.leave(CARD);
    this.#desk.leave(ROOM);
    this.#host.requestUpdate();
    this.#focus = panel ? '.panel' : null;
    if (panel || !before) return;
    this.#facts.drop();
    focusOn(this.#openerOf(before));
  }

  /** From where a panel was opened; a message may be gone meanwhile, or be drawn anew. */
  #openerOf(panel: Panel): HTMLElement | null {
    const { renderRoot } = this.#host;
    if (panel.kind === 'settings') return renderRoot.querySelector('.settings');
    return (
      renderRoot.querySelector(`.row[data-key="${CSS.escape(panel.entry.key)}"]:not([hidden])`) ??
      renderRoot.querySelector('textarea') ??
      renderRoot.querySelector('.scroller')
    );
  }
}

function focusOn(opener: HTMLElement | null): void {
  if (!opener) return;
  if (opener.dataset['key'] !== undefined) opener.tabIndex = -1;
  opener.focus({ preventScroll: true });
}
