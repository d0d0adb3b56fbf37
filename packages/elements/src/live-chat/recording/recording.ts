import {
  ChatReplay,
  type ChatEntry,
  type ChatFeed,
  type ChatReplaySource,
  type ReplayedMessage,
} from '@t333/core/chat';
import type { StreamPlayer } from '@t333/core/player/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { addStyles } from '../../base/add-styles.ts';
import { formatTime } from '../../base/format-time.ts';
import { PlayerLink, type PlayerSource } from '../../base/player-link.ts';
import { localize } from '../../i18n/localize.ts';
import type { ChatHost } from '../chat-host.ts';
import { act } from '../row-parts.ts';
import { toastStyles } from '../toast.styles.ts';
import { recordingMessages as messages } from './messages.ts';
import { recordingStyles } from './recording.styles.ts';

/** Less is how a player goes on, at any rate. */
const JUMP_SECONDS = 5;

/** What was said: all of it, or what brings it. */
export type RecordedChat = ChatReplaySource | readonly ReplayedMessage[];

export interface RecordingHost extends ChatHost {
  /** Another stretch is to be shown, a later one or one that comes again. */
  leap(isBack: boolean): void;
}

/** The chat of a recording, where its player is. */
export class Recording {
  readonly #host: RecordingHost;
  #link: PlayerLink | null = null;
  #chat: RecordedChat | null = null;
  #replay: ChatReplay | null = null;
  #player: StreamPlayer | null = null;
  #session = new AbortController();
  #atSeconds = -Infinity;
  #hasFailed = false;

  constructor(host: RecordingHost & HTMLElement) {
    this.#host = host;
    this.#link = new PlayerLink(host, () => this.#follow());
    addStyles(host.renderRoot as ShadowRoot, toastStyles);
    addStyles(host.renderRoot as ShadowRoot, recordingStyles);
  }

  get feed(): ChatFeed | null {
    return this.#replay?.feed ?? null;
  }

  /** Call it whenever one of them may be another one. @param chat null: nothing is followed, and nothing goes on */
  follow(chat: RecordedChat | null, player: PlayerSource | null, id: string | null): void {
    if (chat !== this.#chat) this.#begin(chat);
    this.#link!.follow(chat && player, chat && id);
    if (!chat) this.#adopt(null);
  }

  secondsOf({ key }: ChatEntry): number | null {
    return this.#replay?.secondsOf(key) ?? null;
  }

  /** Has the player go to where something was said. */
  seek(entry: ChatEntry): void {
    const seconds = this.secondsOf(entry);
    const player = this.#player;
    // A seek that fails is told by the player.
    if (seconds !== null && player) player.seek(this.#timeIn(player, seconds)).catch(() => {});
  }

  /** Adds to a row when it was said. The list is one stop for the Tab key: by keys, the way leads through the card. */
  decorate(row: HTMLElement, entry: ChatEntry): void {
    const seconds = this.secondsOf(entry);
    if (seconds === null) return;
    const time = formatTime(seconds);
    const button = act('seek', time);
    button.className = 'moment';
    button.tabIndex = -1;
    button.title = this.#text('chat.recording.goTo', time);
    const first = [...row.children].find((node) => !node.matches('.reply, .first'));
    row.insertBefore(button, first ?? null);
  }

  get words(): string {
    return this.#text('chat.recording');
  }

  /** What stands where nothing is to be read yet. */
  get emptyText(): string {
    if (!this.#isReady) return this.#text('chat.recording.waiting');
    const { status } = this.#replay!.state.getSnapshot();
    if (status === 'error') return '';
    return this.#text(status === 'ready' ? 'chat.recording.empty' : 'chat.recording.loading');
  }

  renderProblem(): TemplateResult | typeof nothing {
    if (!this.#hasFailed) return nothing;
    return html`
      <div class="toast older">
        <span>${this.#text('chat.recording.failed')}</span>
        <button type="button" class="undo" @click=${() => this.#replay?.retry()}>
          ${this.#text('chat.recording.retry')}
        </button>
      </div>
    `;
  }

  /** In place of where one writes. */
  renderClosed(): TemplateResult {
    return html`<p class="composer over" part="composer">${this.#text('chat.recording.closed')}</p>`;
  }

  #begin(chat: RecordedChat | null): void {
    this.#replay?.destroy();
    this.#chat = chat;
    this.#atSeconds = -Infinity;
    this.#hasFailed = false;
    const source = typeof chat === 'function' ? chat : chat && sourceOf(chat);
    this.#replay = source && new ChatReplay({ source, clock: this.#host.clock });
    this.#replay?.state.subscribe(() => this.#onReplay());
    this.#tell();
  }

  /** The player is another one, or its state is. */
  #follow(): void {
    // It tells of the first one before it is known here.
    const player = this.#link?.player ?? null;
    if (player !== this.#player) this.#adopt(player);
    this.#tell();
    this.#host.requestUpdate();
  }

  #adopt(player: StreamPlayer | null): void {
    this.#session.abort();
    this.#session = new AbortController();
    this.#player = player;
    const { signal } = this.#session;
    for (const type of ['timeupdate', 'seeking', 'seeked'] as const)
      player?.addEventListener(type, () => this.#tell(), { signal });
  }

  get #isReady(): boolean {
    const phase = this.#player?.state.getSnapshot().phase;
    return phase === 'ready' || phase === 'ended';
  }

  /** Before there is a recording nothing is asked for. */
  #tell(): void {
    if (!this.#isReady || !this.#replay) return;
    const player = this.#player!;
    const seconds = player.currentTime + player.state.getSnapshot().originShift;
    const leap = seconds - this.#atSeconds;
    if (Math.abs(leap) > JUMP_SECONDS) this.#host.leap(leap < 0);
    this.#atSeconds = seconds;
    this.#replay.setTime(seconds);
  }

  #timeIn(player: StreamPlayer, seconds: number): number {
    return Math.max(0, seconds - player.state.getSnapshot().originShift);
  }

  #onReplay(): void {
    const { status } = this.#replay!.state.getSnapshot();
    const hasFailed = status === 'error' || (this.#hasFailed && status === 'loading');
    if (hasFailed && !this.#hasFailed) this.#host.say(this.#text('chat.recording.failed'));
    this.#hasFailed = hasFailed;
    this.#host.requestUpdate();
  }

  #text(key: keyof typeof messages, time = ''): string {
    return localize(this.#host, messages, key, { time });
  }
}

const sourceOf =
  (all: readonly ReplayedMessage[]): ChatReplaySource =>
  async ({ fromSeconds, toSeconds }) =>
    all.filter(({ atSeconds }) => atSeconds >= fromSeconds && atSeconds < toSeconds);
