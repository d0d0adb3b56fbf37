import type { ChatEntry, ChatFeed } from '@t333/core/chat';
import type { nothing, TemplateResult } from 'lit';
import { lazy } from '../base/lazy.ts';
import type { ChatHost } from './chat-host.ts';
import { HoverPause } from './hover-pause.ts';
import { jumpButton } from './jump-button.ts';
import { MessageList } from './message-list.ts';
import { drawRow } from './message-row.ts';
import { isPauseHotkey } from './pause-hotkey.ts';
import type { RowView } from './row-parts.ts';
import type { ChatViewSettings } from './chat-settings.ts';
import type { SpokenChat } from './spoken-chat.ts';

const spokenCode = /* @__PURE__ */ lazy(() => import('./spoken-chat.ts'));

export interface ChatRowsOptions {
  host: ChatHost;
  scroller: HTMLElement;
  /** What a row looks like; null where nobody wants to see it. */
  viewOf: (entry: ChatEntry) => RowView | null;
  /** Adds to a row what not all have. */
  decorate: (row: HTMLElement, entry: ChatEntry) => void;
  /** Somebody reads back, and there is nothing older to show. */
  onTop: () => void;
}

/** A feed as it is read: by eyes, and by screen readers. */
export class ChatRows {
  readonly list: MessageList;
  readonly #options: ChatRowsOptions;
  #spoken: SpokenChat | null = null;
  readonly #hover: HoverPause;
  readonly #root: ParentNode;

  constructor(options: ChatRowsOptions, signal: AbortSignal) {
    const { host, scroller, viewOf, decorate, onTop } = options;
    this.#options = options;
    this.list = new MessageList({
      scroller,
      rows: scroller.querySelector<HTMLElement>('.rows')!,
      clock: host.clock,
      draw: (entry) => {
        const view = viewOf(entry);
        const row = view ? drawRow(entry, view) : document.createElement('div');
        // It takes no room.
        if (view) decorate(row, entry);
        else row.hidden = true;
        return row;
      },
      // It may be told of while it is drawn.
      onChange: () => void host.updateComplete.then(() => host.requestUpdate()),
      onTop,
    });
    this.#root = host.renderRoot;
    this.#hover = new HoverPause(scroller, this.list, signal);
    document.addEventListener(
      'keydown',
      (event) => {
        if (!isPauseHotkey(event, host)) return;
        event.preventDefault();
        this.toggle();
      },
      { signal },
    );
    signal.addEventListener('abort', () => {
      this.list.destroy();
      this.#spoken?.destroy();
    });
  }

  follow(feed: ChatFeed | null): void {
    this.list.follow(feed);
    this.#spoken?.follow(feed);
  }

  /** What screen readers are told, and how often; see `SpokenChat`. */
  speak(mode: ChatViewSettings['spoken'], everyMs: number): void {
    const { host, viewOf } = this.#options;
    const code = this.#spoken || mode === 'off' ? null : spokenCode(host);
    if (code) {
      const say = (text: string): void => host.say(text);
      const isHidden = (entry: ChatEntry): boolean => viewOf(entry) === null;
      this.#spoken = new code.SpokenChat({ host, clock: host.clock, say, isHidden });
    }
    this.#spoken?.set(mode, everyMs);
  }

  /** Other rows are about to be shown. @param again what is said again, and is news again */
  leap(again: ChatFeed | null): void {
    if (this.#root.querySelector('.rows :focus')) this.#hover.focusList();
    if (!again) return;
    this.#spoken?.follow(null);
    this.#spoken?.follow(again);
  }

  /** Has it stand still, or go on. */
  toggle(): void {
    if (this.list.isPaused) this.resume();
    else this.list.pause('key');
  }

  /** The button that goes back to the latest. @param onGone who came to it by keys is without it */
  renderJump(onGone: () => void): TemplateResult | typeof nothing {
    const onJump = ({ currentTarget }: Event): void => {
      if ((currentTarget as Element).matches(':focus-visible')) onGone();
      this.resume();
    };
    return jumpButton(this.#options.host, this.list, onJump);
  }

  resume(): void {
    const focused = this.#root.querySelector('.rows :focus, .jump:focus');
    this.#hover.ignoreUntilMoved();
    this.list.jumpToLatest();
    // It goes, at once or with what comes.
    if (focused) this.#hover.focusList();
  }
}
