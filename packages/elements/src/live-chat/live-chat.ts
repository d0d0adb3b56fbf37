import type { ChatEntry, EmoteFragment } from '@t333/core/chat';
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
import { iconStyles } from '../base/icons.styles.ts';
import { iconButton, pauseIcon, playIcon } from '../base/icons.ts';
import { lazy } from '../base/lazy.ts';
import { StoreController } from '../base/store-controller.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { tokens } from '../theme/tokens.styles.ts';
import type { BadgeUrl } from './badge-nodes.ts';
import { DEFAULT_SETTINGS, loadSettings, storeSettings, type ChatViewSettings } from './chat-settings.ts';
import { ChatPanels } from './chat-panels.ts';
import type { ChatChannelView, ChatSource } from './chat-source.ts';
import type { Composer } from './composer/composer.ts';
import { ConnectionWords } from './connection-words.ts';
import type { EmoteView } from './emote-node.ts';
import { HoverPause } from './hover-pause.ts';
import { liveChatStyles } from './live-chat.styles.ts';
import { MessageList } from './message-list.ts';
import { messageListStyles } from './message-list.styles.ts';
import { drawRow } from './message-row.ts';
import { messages } from './messages.ts';
import { ModerationDesk } from './moderation-desk.ts';
import { PinnedMessage } from './pinned-message.ts';
import { showReplied, walkRows } from './row-walk.ts';
import { SpokenChat } from './spoken-chat.ts';

const composerCode = /* @__PURE__ */ lazy(() => import('./composer/composer.ts'));

const settingsIcon =
  'M4 7h9m5 0h2M4 17h2m5 0h9M13 7a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0M6 17a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0';

/** Beyond this nobody counts. */
const MAX_NEW_COUNT = 999;
const DEFAULT_SPOKEN_EVERY_SECONDS = 5;

/** Whether who is signed in moderates it. */
const isModerated = ({ capabilities, identity }: ChatChannelView): boolean =>
  capabilities.moderate && (identity?.role === 'moderator' || identity?.role === 'broadcaster');

/**
 * A chat, of one channel or of several as one list: it keeps up with a thousand messages a second beside a video, and stands still as
 * soon as somebody reads.
 *
 * @tag live-chat
 *
 * @slot signed-out - In place of "Sign in to write": a link of yours.
 *
 * @csspart header - How the chat is doing, how many watch, and its buttons.
 * @csspart pinned - The message that is pinned.
 * @csspart messages - What scrolls.
 * @csspart jump-button - Goes back to the latest.
 * @csspart pause-button - Has the list stand still, or go on.
 * @csspart settings-button - Opens the settings.
 * @csspart unpin-button - Hides the pinned message.
 * @csspart composer - Where one writes.
 * @csspart input - The text.
 * @csspart send-button - Sends it.
 * @csspart suggestions - Emotes or names for what is being written.
 * @csspart user-card - Who somebody is.
 * @csspart settings - What the reader may choose.
 * @csspart toast - What a moderator has just done.
 *
 * @cssprop [--t333-accent] - Buttons, mentions, and what is focused.
 * @cssprop [--t333-text] - Text.
 * @cssprop [--t333-muted] - Text that matters less.
 * @cssprop [--t333-surface] - The background.
 * @cssprop [--t333-line] - Lines.
 * @cssprop [--t333-radius=10px] - Corners.
 * @cssprop [--t333-font] - The font.
 */
export class LiveChat extends T333Element {
  static override properties: PropertyDeclarations = {
    client: { attribute: false },
    channel: {},
    emotes: { attribute: false },
    badgeUrl: { attribute: false },
    emoteUrl: { attribute: false },
    spokenEvery: { type: Number, attribute: 'spoken-every' },
  };

  static override styles: CSSResult[] = [tokens, iconStyles, messageListStyles, liveChatStyles];

  /** What it shows: a `ChatClient`. It stays its owner's, to join channels and to destroy. */
  declare client: ChatSource | null;
  /** The key of the channel that is written to and whose state is shown, as `client.join()` gives it. Without one it is the first. */
  declare channel: string;
  /** What the composer suggests, beside what was said lately. */
  declare emotes: readonly EmoteFragment[];
  /** Where the picture of a badge is; null for a shape or a word. */
  declare badgeUrl: BadgeUrl | null;
  /** Where the picture of an emote is that does not tell itself; null for its code as text. */
  declare emoteUrl: ((emote: EmoteFragment) => string | null) | null;
  /** Seconds for which messages are gathered before screen readers say them, 5 or more. */
  declare spokenEvery: number;

  /** The time that it goes by. Another one is for tests. */
  clock: Clock = systemClock;

  readonly #store = new StoreController(this);
  #list: MessageList | null = null;
  #hover: HoverPause | null = null;
  #spoken: SpokenChat | null = null;
  #composer: Composer | null = null;
  #life: AbortSignal | null = null;
  #settings: ChatViewSettings = DEFAULT_SETTINGS;
  #motion: MediaQueryList | null = null;
  readonly #desk = new ModerationDesk(this);
  /** For whom rows were drawn. */
  #audience = '';
  readonly #words = new ConnectionWords(this);
  readonly #pinned = new PinnedMessage(this);
  readonly #panels = new ChatPanels(this, () => ({
    client: this.client,
    channel: this.#shown,
    canModerate: (entry) => this.#canModerate(entry),
    settings: this.#settings,
    isMotionReduced: this.#motion?.matches ?? false,
    composer: this.#composer,
    changeSettings: (patch) => this.#changeSettings(patch),
    moderate: (act, entry) => void this.#desk.moderate(act, entry),
  }));

  constructor() {
    super();
    this.client = null;
    this.channel = '';
    this.emotes = [];
    this.badgeUrl = null;
    this.emoteUrl = null;
    this.spokenEvery = DEFAULT_SPOKEN_EVERY_SECONDS;
  }

  /** Whether the list stands still, since somebody reads. */
  get paused(): boolean {
    return this.#list?.isPaused ?? false;
  }

  /** Has the list stand still until `resume()`, or until somebody jumps to the latest. */
  pause(): void {
    this.#list?.pause('key');
  }

  /** Goes on at the latest message. */
  resume(): void {
    this.#hover?.ignoreUntilMoved();
    this.#list?.jumpToLatest();
  }

  /** @internal */
  get emoteView(): EmoteView {
    return {
      animated: this.#settings.animated && !this.#motion?.matches,
      density: devicePixelRatio,
      emoteUrl: this.emoteUrl,
    };
  }

  /** @internal */
  say(text: string): void {
    const region = this.renderRoot.querySelector('[aria-live=polite]');
    if (region) announce(region, text);
  }

  /** @internal */
  showLatest(): void {
    this.resume();
  }

  protected override mounted(signal: AbortSignal): void {
    this.#life = signal;
    this.#settings = loadSettings();
    this.#motion = matchMedia('(prefers-reduced-motion: reduce)');
    this.#motion.addEventListener('change', () => this.#list?.redraw(), { signal });
    document.addEventListener('keydown', (event) => this.#onHotkey(event), { signal });
    signal.addEventListener('abort', () => {
      this.#life = null;
      this.#list?.destroy();
      this.#spoken?.destroy();
      this.#desk.clear();
      this.#list = this.#spoken = this.#hover = null;
    });
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#store.follow(this.client?.state ?? null);
    if (!changed.has('client')) return;
    this.#panels.drop();
    this.#desk.clear();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.#life) return;
    if (!this.#list) this.#begin(this.#life);
    const audience = `${this.#channels.filter(isModerated).map(({ key }) => key)} ${this.#isMerged}`;
    if (changed.has('badgeUrl') || changed.has('emoteUrl') || audience !== this.#audience) this.#list!.redraw();
    this.#audience = audience;
    this.#list!.follow(this.client?.feed ?? null);
    this.#spoken!.set(this.#settings.spoken, this.spokenEvery * 1000);
    this.#spoken!.follow(this.client?.feed ?? null);
    this.#composer?.drawn();
    this.#panels.drawn();
    this.#words.tell(this.#shown);
  }

  protected override render(): TemplateResult {
    const channel = this.#shown;
    return html`
      <div class="base size-${this.#settings.size}" role="group" aria-label=${this.#text('chat.label')}>
        ${this.#renderHeader(channel)} ${this.#pinned.render(channel?.pinned ?? null)}
        <div class="stage">
          <div
            part="messages"
            class="scroller"
            role="log"
            aria-live="off"
            aria-label=${this.#text('chat.messages')}
            tabindex="0"
            @keydown=${this.#onListKey}
            @click=${this.#onRowClick}
          >
            <div class="rows"></div>
          </div>
          ${!this.#list || this.#list.isEmpty ? html`<p class="empty">${this.#text('chat.empty')}</p>` : nothing}
          ${this.#renderJump()} ${this.#panels.render()} ${this.#desk.render()}
        </div>
        ${this.#renderComposer(channel)}
        <div class="visually-hidden" aria-live="polite"></div>
      </div>
    `;
  }

  get #shown(): ChatChannelView | null {
    const channels = this.client?.state.getSnapshot().channels;
    return channels?.get(this.channel ?? '') ?? channels?.values().next().value ?? null;
  }

  get #channels(): ChatChannelView[] {
    return [...(this.client?.state.getSnapshot().channels.values() ?? [])];
  }

  get #isMerged(): boolean {
    return this.#channels.length > 1;
  }

  /** By the channel in which it was said. */
  #canModerate({ service, channel }: ChatEntry): boolean {
    return this.#channels.some((one) => one.service === service && one.channel === channel && isModerated(one));
  }

  #begin(signal: AbortSignal): void {
    const scroller = this.renderRoot.querySelector<HTMLElement>('.scroller')!;
    const rows = scroller.querySelector<HTMLElement>('.rows')!;
    this.#list = new MessageList({
      scroller,
      rows,
      clock: this.clock,
      draw: (entry) => this.#draw(entry),
      // It may be told of while it is drawn.
      onChange: () => void this.updateComplete.then(() => this.requestUpdate()),
      onTop: () => this.#loadOlder(),
    });
    this.#hover = new HoverPause(scroller, this.#list, signal);
    this.#spoken = new SpokenChat({ host: this, clock: this.clock, say: (text) => this.say(text) });
  }

  #draw(entry: ChatEntry): HTMLElement {
    return drawRow(entry, {
      ...this.emoteView,
      host: this,
      // Rows for somebody who reads back are out of sight at first.
      lazy: this.paused,
      timestamps: this.#settings.timestamps,
      canModerate: this.#canModerate(entry),
      badgeUrl: this.badgeUrl,
      showChannel: this.#isMerged,
    });
  }

  #renderHeader(channel: ChatChannelView | null): TemplateResult {
    const isPaused = this.paused;
    const count = channel?.viewerCount ?? null;
    return html`
      <div part="header" class="header">
        <span class="status"><bdi>${this.#words.of(channel)}</bdi></span>
        ${
          count === null
            ? nothing
            : html`<span class="viewers"
                ><bdi>${this.#text('chat.viewers', { count: new Intl.NumberFormat().format(count) })}</bdi></span
              >`
        }
        ${iconButton(
          'pause',
          this.#text(isPaused ? 'chat.resume' : 'chat.pause'),
          isPaused ? playIcon : pauseIcon,
          () => this.#togglePause(),
        )}
        ${iconButton('settings', this.#text('chat.settings.open'), settingsIcon, () => this.#panels.toggleSettings())}
      </div>
    `;
  }

  #renderJump(): TemplateResult | typeof nothing {
    const list = this.#list;
    if (!list?.isPaused) return nothing;
    const { newCount, reasons } = list;
    if (newCount === 0 && !reasons.has('scroll') && !reasons.has('key')) return nothing;
    const count = newCount > MAX_NEW_COUNT ? `${MAX_NEW_COUNT}+` : newCount;
    const key = newCount === 0 ? 'chat.latest' : newCount === 1 ? 'chat.newOne' : 'chat.new';
    return html`
      <button type="button" part="jump-button" class="jump" @click=${this.#onJump}>
        ${this.#text(key, { count })}
      </button>
    `;
  }

  #renderComposer(channel: ChatChannelView | null): TemplateResult | typeof nothing {
    const code = this.#life && channel ? composerCode(this) : undefined;
    if (!code || !channel) return html`<div class="composer-place"></div>`;
    this.#composer ??= new code.Composer(this);
    return this.#composer.render(channel);
  }

  /** The button goes: who came to it by keys goes on where one writes. */
  readonly #onJump = ({ currentTarget }: Event): void => {
    if ((currentTarget as Element).matches(':focus-visible')) this.#composer?.focus();
    this.resume();
  };

  #togglePause(): void {
    if (this.paused) this.resume();
    else this.pause();
  }

  #onHotkey(event: KeyboardEvent): void {
    if (!event.altKey || event.code !== 'KeyP' || event.ctrlKey || event.metaKey || event.repeat) return;
    event.preventDefault();
    this.#togglePause();
  }

  readonly #onListKey = (event: KeyboardEvent): void => {
    const scroller = event.currentTarget as HTMLElement;
    const target = event.target as HTMLElement;
    if (event.altKey || event.ctrlKey || event.metaKey || !this.#list) return;
    if (event.key === 'Enter' && target.dataset['key'] !== undefined) this.#openCard(target);
    else if (event.key === 'Escape') this.#composer?.focus();
    else if (!walkRows(this, this.#list, scroller, event.key)) return;
    event.preventDefault();
  };

  readonly #onRowClick = ({ target }: Event): void => {
    const node = (target as Element).closest<HTMLElement>('[data-act]');
    const entry = this.#list?.entryOf(node);
    if (!node || !entry) return;
    const act = node.dataset['act'];
    if (act === 'user') this.#openCard(node);
    else if (act === 'retry') this.client?.resend(entry.key);
    else if (act === 'discard') {
      const text = this.client?.discard(entry.key);
      if (text) this.#composer?.putBack(text);
    } else if (act === 'fill') {
      this.client?.fillGap(entry.key).catch((error: unknown) => this.#desk.complain(error));
    } else if (act === 'show-reply' && entry.kind === 'message')
      showReplied(entry, this.#list!, this.renderRoot, this.clock);
  };

  #openCard(node: HTMLElement): void {
    const entry = this.#list?.entryOf(node);
    if (entry?.kind === 'message') this.#panels.openCard(entry, node.closest<HTMLElement>('[data-key]')!);
  }

  #changeSettings(patch: Partial<ChatViewSettings>): void {
    this.#settings = Object.freeze({ ...this.#settings, ...patch });
    storeSettings(this.#settings);
    this.#list?.redraw();
    this.requestUpdate();
  }

  #loadOlder(): void {
    const channel = this.#shown;
    if (channel?.older === 'available')
      this.client!.loadOlder(channel.key).catch((error: unknown) => this.#desk.complain(error));
  }

  #text(key: keyof typeof messages, values?: Readonly<Record<string, string | number>>): string {
    return localize(this, messages, key, values);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-chat': LiveChat;
  }
}
