import type { ChatMessageEntry, ModerationAct } from '@t333/core/chat';
import { nothing, type TemplateResult } from 'lit';
import { lazy } from '../base/lazy.ts';
import type { ChatViewSettings } from './chat-settings.ts';
import type { ChatChannelView, ChatSource } from './chat-source.ts';
import type { Composer } from './composer/composer.ts';
import type { ChatHost } from './chat-host.ts';

const panelsCode = /* @__PURE__ */ lazy(() => import('./panels/panels.ts'));

type Panel = { readonly kind: 'settings' } | { readonly kind: 'user'; readonly entry: ChatMessageEntry };

/** What the panels need of their element. */
export interface PanelsContext {
  readonly client: ChatSource | null;
  readonly channel: ChatChannelView | null;
  canModerate(entry: ChatMessageEntry): boolean;
  readonly settings: ChatViewSettings;
  readonly isMotionReduced: boolean;
  readonly composer: Composer | null;
  changeSettings(patch: Partial<ChatViewSettings>): void;
  moderate(act: ModerationAct, entry: ChatMessageEntry): void;
}

/** Which panel is open, and where the focus goes when it opens, changes and closes. */
export class ChatPanels {
  readonly #host: ChatHost;
  readonly #context: () => PanelsContext;
  #panel: Panel | null = null;
  #isConfirming = false;
  /** What takes the focus when it has been drawn: that may have to be fetched before. */
  #focus: string | null = null;
  /** The message from which a card was opened. */
  #opener: HTMLElement | null = null;

  constructor(host: ChatHost, context: () => PanelsContext) {
    this.#host = host;
    this.#context = context;
  }

  toggleSettings(): void {
    this.#open(this.#panel?.kind === 'settings' ? null : { kind: 'settings' });
  }

  /** @param row that it was opened from */
  openCard(entry: ChatMessageEntry, row: HTMLElement): void {
    this.#opener = row;
    this.#open({ kind: 'user', entry });
  }

  readonly close = (): void => this.#open(null);

  /** Without a thought for the focus. */
  drop(): void {
    this.#panel = null;
  }

  /** Called when it has been drawn. */
  drawn(): void {
    const target = this.#focus === null ? null : this.#host.renderRoot.querySelector<HTMLElement>(this.#focus);
    if (!target) return;
    this.#focus = null;
    target.focus();
  }

  render(): TemplateResult | typeof nothing {
    const code = this.#panel ? panelsCode(this.#host) : undefined;
    if (!code || !this.#panel) return nothing;
    code.usePanelStyles(this.#host.renderRoot as ShadowRoot);
    const host = this.#host;
    const { client, channel, settings, isMotionReduced, ...context } = this.#context();
    const onClose = this.close;
    if (this.#panel.kind === 'settings') {
      const onChange = context.changeSettings;
      return code.settingsPanel({ host, settings, isMotionReduced, onChange, onClose });
    }
    const { entry } = this.#panel;
    const current = client!.feed.get(entry.key);
    // What is written goes to the channel that is shown.
    const isShown = channel?.service === entry.service && channel.channel === entry.channel;
    return code.userCard({
      host,
      feed: client!.feed,
      entry: current?.kind === 'message' ? current : entry,
      canReply: isShown && channel.gate.can !== 'never' && entry.message.id !== '',
      canModerate: context.canModerate(entry),
      isConfirming: this.#isConfirming,
      onConfirm: (isConfirming) => this.#confirm(isConfirming),
      onReply: () => {
        this.close();
        context.composer?.reply(entry);
      },
      onMention: () => {
        this.close();
        context.composer?.mention(entry.message.user.handle);
      },
      onModerate: (act) => {
        this.close();
        context.moderate(act, entry);
      },
      onClose,
    });
  }

  /** The button that had the focus makes way for another. */
  #confirm(isConfirming: boolean): void {
    this.#isConfirming = isConfirming;
    this.#host.requestUpdate();
    this.#focus = isConfirming ? '.confirm .cancel' : '.acts .ban';
  }

  #open(panel: Panel | null): void {
    const before = this.#panel;
    this.#panel = panel;
    this.#isConfirming = false;
    this.#host.requestUpdate();
    this.#focus = panel ? '.panel' : null;
    if (panel) return;
    if (!before) return;
    const { renderRoot } = this.#host;
    const from = before.kind === 'settings' ? renderRoot.querySelector<HTMLElement>('.settings') : this.#opener;
    this.#opener = null;
    // The message may be gone meanwhile.
    const opener = from?.isConnected ? from : renderRoot.querySelector<HTMLElement>('textarea');
    if (!opener) return;
    if (opener.dataset['key'] !== undefined) opener.tabIndex = -1;
    opener.focus({ preventScroll: true });
  }
}
