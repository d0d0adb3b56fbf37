import { cutText } from '../base/cut-text.ts';
import { localize } from '../i18n/localize.ts';
import { channelsOf } from './chat-channels.ts';
import type { ChatHost } from './chat-host.ts';
import type { ChatChannelView } from './chat-source.ts';
import { messages } from './messages.ts';

/** How a chat is doing, in words; what has changed is said. */
export class ConnectionWords {
  readonly #host: ChatHost;
  #told = '';

  constructor(host: ChatHost) {
    this.#host = host;
  }

  /** Empty where all is well. Where the channel that is shown is, another one may not be. */
  of(channel: ChatChannelView | null): string {
    const shown = this.#wordsOf(channel);
    if (shown) return shown;
    for (const other of channelsOf(this.#host.client)) {
      const words = this.#wordsOf(other);
      if (words) return `${cutText(other.channel, 50)}: ${words}`;
    }
    return '';
  }

  /** Whether what it says is more than that it connects for the first time. */
  isProblem(words: string): boolean {
    return words !== '' && !words.endsWith(this.#text('chat.connecting'));
  }

  /** A connection that was never lost is no news. */
  tell(channel: ChatChannelView | null): void {
    const text = this.of(channel);
    if (text === this.#told) return;
    const wasLost = this.isProblem(this.#told);
    this.#told = text;
    if (this.isProblem(text)) this.#host.say(text);
    else if (!text && wasLost) this.#host.say(this.#text('chat.spoken.live'));
  }

  #wordsOf(channel: ChatChannelView | null): string {
    const status = channel?.status ?? this.#host.client?.state.getSnapshot().status ?? 'idle';
    if (status === 'idle' || status === 'live') return '';
    if (status !== 'error') return this.#text(`chat.${status}`);
    const key = `chat.unavailable.${channel?.error?.code}`;
    return this.#text(Object.hasOwn(messages, key) ? (key as keyof typeof messages) : 'chat.unavailable');
  }

  #text(key: keyof typeof messages): string {
    return localize(this.#host, messages, key);
  }
}
