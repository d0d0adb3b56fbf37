import type { ChatEntry, ChatFeed, EmoteFragment } from '@t333/core/chat';
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
import type { EmoteView } from '../base/emote-node.ts';
import { frameStyles } from '../base/frame.styles.ts';
import { iconStyles } from '../base/icons.styles.ts';
import { lazy } from '../base/lazy.ts';
import type { PlayerSource } from '../base/player-link.ts';
import { StoreController } from '../base/store-controller.ts';
import { T333Element } from '../base/t333-element.ts';
import type { EmoteSets } from '../emote-picker/emote-sets.ts';
import { localize } from '../i18n/localize.ts';
import { tokens } from '../theme/tokens.styles.ts';
import type { BadgeUrl } from './badge-nodes.ts';
import { channelsOf, isModerated, moderatedChannel, shownChannel } from './chat-channels.ts';
import { chatHeader } from './chat-header.ts';
import { ChatRows, type ChatRowsOptions } from './chat-rows.ts';
import type { ChatChannelView, ChatSource } from './chat-source.ts';
import type { Composer } from './composer/composer.ts';
import { ConnectionWords } from './connection-words.ts';
import { liveChatStyles } from './live-chat.styles.ts';
import { messageListStyles } from './message-list.styles.ts';
import { messages } from './messages.ts';
import { LazyPanels } from './lazy-panels.ts';
import { OlderPages } from './older-pages.ts';
import { PinnedPart } from './pinned-part.ts';
import { ReaderView } from './reader-view.ts';
import { RecordedPart } from './recorded-part.ts';
import type { RecordedChat } from './recording/recording.ts';
import { RowActs } from './row-acts.ts';
import type { RowView } from './row-parts.ts';
import type { UserFacts } from './user-fact.ts';

const composerCode = /* @__PURE__ */ lazy(() => import('./composer/composer.ts'));

const DEFAULT_SPOKEN_EVERY_SECONDS = 5;

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
 * @csspart unpin-for-all-button - For moderators: unpins it.
 * @csspart composer - Where one writes, or why one cannot.
 * @csspart input - The text.
 * @csspart emotes-button - Opens the emotes.
 * @csspart emote-picker - The emotes to pick from, an `<emote-picker>`.
 * @csspart send-button - Sends it.
 * @csspart suggestions - Emotes or names for what is being written.
 * @csspart user-card - Who somebody is.
 * @csspart settings - What the reader may choose.
 * @csspart toast - What was just done, or did not work.
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
    emoteSets: { attribute: false },
    badgeUrl: { attribute: false },
    emoteUrl: { attribute: false },
    spokenEvery: { type: Number, attribute: 'spoken-every' },
    userFacts: { attribute: false },
    replay: { attribute: false },
    htmlFor: { attribute: 'for' },
    player: { attribute: false },
  };

  static override styles: CSSResult[] = [tokens, frameStyles, iconStyles, messageListStyles, liveChatStyles];

  /** What it shows: a `ChatClient`. It stays its owner's, to join channels and to destroy. */
  declare client: ChatSource | null;
  /** The key of the channel that is written to and whose state is shown, as `client.join()` gives it. Without one it is the first. */
  declare channel: string;
  /** What the composer suggests, beside what was said lately. */
  declare emotes: readonly EmoteFragment[];
  /** What there is to pick from, and is suggested too: sets, or a function that fetches them. Null: `emotes` are offered. */
  declare emoteSets: EmoteSets | null;
  /** Where the picture of a badge is; null for a shape or a word. */
  declare badgeUrl: BadgeUrl | null;
  /** Where the picture of an emote is that does not tell itself; null for its code as text. */
  declare emoteUrl: ((emote: EmoteFragment) => string | null) | null;
  /** Seconds for which messages are gathered before screen readers say them, 5 or more. */
  declare spokenEvery: number;
  /** What your page knows of who wrote a message, for their card: asked for when it is opened. */
  declare userFacts: UserFacts | null;
  /** In place of `client`: what was said in a recording, all of it or a loader of stretches. It goes by the player. */
  declare replay: RecordedChat | null;
  /** The `id` of the `<live-player>` whose recording `replay` goes by: the `for` attribute. */
  declare htmlFor: string | null;
  /** What it goes by instead: a player, or an element that has one. */
  declare player: PlayerSource | null;

  /** The time that it goes by. Another one is for tests. */
  clock: Clock = systemClock;

  readonly #store = new StoreController(this);
  #rows: ChatRows | null = null;
  #composer: Composer | null = null;
  #life: AbortSignal | null = null;
  /** For whom rows were drawn. */
  #audience = '';
  readonly #words = new ConnectionWords(this);
  readonly #pinned = new PinnedPart(this);
  readonly #older = new OlderPages(this, (error, retry) =>
    this.#panels.with((panels) => panels.complain(error, retry)),
  );
  readonly #recorded = new RecordedPart(this);
  readonly #view = new ReaderView(() => {
    this.#rows?.list.redraw();
    this.requestUpdate();
  });
  readonly #panels = new LazyPanels(this, () => ({
    feed: this.#feed,
    channel: this.#shown,
    view: this.#view,
    userFacts: this.userFacts,
    composer: this.#composer,
    recording: this.#recorded.here,
    redraw: () => this.#rows?.list.redraw(),
  }));
  readonly #acts = new RowActs(this, () => ({
    list: this.#rows?.list ?? null,
    composer: this.#composer,
    recording: this.#recorded.here,
    canModerate: (entry) => this.#canModerate(entry),
    withPanels: (use) => this.#panels.with(use),
  }));

  constructor() {
    super();
    this.client = null;
    this.channel = '';
    this.emotes = [];
    this.badgeUrl = null;
    this.emoteUrl = null;
    this.spokenEvery = DEFAULT_SPOKEN_EVERY_SECONDS;
    this.emoteSets = this.userFacts = this.replay = this.htmlFor = this.player = null;
  }

  /** Whether the list stands still, since somebody reads. */
  get paused(): boolean {
    return this.#rows?.list.isPaused ?? false;
  }

  /** Has the list stand still until `resume()`, or until somebody jumps to the latest. */
  pause(): void {
    this.#rows?.list.pause('key');
  }

  /** Goes on at the latest message. */
  resume(): void {
    this.#rows?.resume();
  }

  /** @internal */
  get emoteView(): EmoteView {
    return {
      animated: this.#view.settings.animated && !this.#view.isMotionReduced,
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

  /** @internal */
  leap(isBack: boolean): void {
    this.#rows?.leap(isBack ? this.#feed : null);
  }

  protected override mounted(signal: AbortSignal): void {
    this.#life = signal;
    this.#view.load(signal);
    signal.addEventListener('abort', () => {
      this.#life = this.#rows = null;
      this.#panels.here?.drop();
      this.#recorded.follow(null, null, null);
    });
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#store.follow(this.client?.state ?? null);
    if (changed.has('client') || changed.has('replay')) this.#panels.here?.drop();
    if (!this.#life) return;
    this.#recorded.follow(this.replay, this.player, this.htmlFor);
    this.#panels.drawing();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.#life) return;
    const rows = (this.#rows ??= this.#begin(this.#life));
    const moderated = channelsOf(this.client).filter(isModerated);
    const audience = `${moderated.map(({ key }) => key)} ${this.#isMerged}`;
    if (changed.has('badgeUrl') || changed.has('emoteUrl') || audience !== this.#audience) rows.list.redraw();
    // What is held back can be judged in its row.
    if (moderated.length > 0 && audience !== this.#audience) this.#panels.with(() => rows.list.redraw());
    this.#audience = audience;
    rows.speak(this.#view.settings.spoken, this.spokenEvery * 1000);
    rows.follow(this.#feed);
    this.#composer?.drawn();
    this.#panels.here?.drawn();
    if (!this.replay) this.#words.tell(this.#shown);
  }

  protected override render(): TemplateResult {
    const channel = this.#shown;
    const recording = this.#recorded.here;
    const empty = recording ? recording.emptyText : this.replay ? '' : this.#text('chat.empty');
    const words = recording ? recording.words : this.#words.of(channel);
    return html`
      <div class="base size-${this.#view.settings.size}" role="group" aria-label=${this.#text('chat.label')}>
        ${chatHeader(this, {
          words,
          isProblem: !recording && this.#words.isProblem(words),
          viewerCount: channel?.viewerCount ?? null,
          isPaused: this.paused,
          onPause: () => this.#rows?.toggle(),
          onSettings: () => this.#panels.with((panels) => panels.toggleSettings()),
        })}
        ${this.#pinned.render(channel, channel && isModerated(channel) ? this.#panels.here?.renderUnpin(channel) : nothing)}
        <div class="stage">
          <div
            part="messages"
            class="scroller"
            role="log"
            aria-live="off"
            aria-label=${this.#text('chat.messages')}
            tabindex="0"
            @keydown=${this.#acts.onKey}
            @click=${this.#acts.onClick}
            @contextmenu=${this.#acts.onContextMenu}
          >
            <div class="rows"></div>
          </div>
          ${this.#rows?.list.isEmpty === false ? nothing : html`<p class="empty">${empty}</p>`}
          ${recording?.renderProblem()} ${this.#rows?.renderJump(() => this.#composer?.focus())}
          ${this.#panels.here?.render()} ${this.#composer?.renderEmotes(channel)}
        </div>
        ${this.#renderComposer(channel)}
        <div class="visually-hidden" aria-live="polite"></div>
      </div>
    `;
  }

  get #shown(): ChatChannelView | null {
    return this.replay ? null : shownChannel(this.client, this.channel);
  }

  get #feed(): ChatFeed | null {
    return this.replay ? (this.#recorded.here?.feed ?? null) : (this.client?.feed ?? null);
  }

  get #isMerged(): boolean {
    return channelsOf(this.client).length > 1;
  }

  /** By the channel in which it was said. */
  #canModerate(entry: ChatEntry): boolean {
    return !this.replay && moderatedChannel(this.client, entry) !== null;
  }

  #begin(signal: AbortSignal): ChatRows {
    const options: ChatRowsOptions = {
      host: this,
      scroller: this.renderRoot.querySelector<HTMLElement>('.scroller')!,
      viewOf: (entry) => (this.#view.ignored.has(entry) ? null : this.#viewOf(entry)),
      decorate: (row, entry) => {
        this.#recorded.here?.decorate(row, entry);
        if (entry.kind === 'message' && entry.status === 'held' && this.#canModerate(entry))
          this.#panels.here?.decorate(row, entry);
      },
      onTop: () => void this.#older.load(this.#shown),
    };
    return new ChatRows(options, signal);
  }

  #viewOf(entry: ChatEntry): RowView {
    return {
      ...this.emoteView,
      host: this,
      // Rows for somebody who reads back are out of sight at first.
      lazy: this.paused,
      timestamps: this.#view.settings.timestamps && !this.replay,
      canModerate: this.#canModerate(entry),
      badgeUrl: this.badgeUrl,
      showChannel: this.#isMerged,
    };
  }

  #renderComposer(channel: ChatChannelView | null): TemplateResult {
    if (this.#recorded.here) return this.#recorded.here.renderClosed();
    const code = this.#life && channel ? composerCode(this) : undefined;
    if (!code || !channel) return html`<div class="composer-place"></div>`;
    this.#composer ??= new code.Composer(this);
    return this.#composer.render(channel);
  }

  #text(key: keyof typeof messages): string {
    return localize(this, messages, key);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'live-chat': LiveChat;
  }
}
