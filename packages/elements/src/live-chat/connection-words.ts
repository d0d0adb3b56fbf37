import { localize } from '../i18n/localize.ts';
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

  /** Empty where all is well. */
  of(channel: ChatChannelView | null): string {
    const status = channel?.status ?? this.#host.client?.state.getSnapshot().status ?? 'idle';
    if (status === 'idle' || status === 'live') return '';
    return this.#text(status === 'error' ? 'chat.unavailable' : `chat.${status}`);
  }

  /** A connection that was never lost is no news. */
  tell(channel: ChatChannelView | null): void {
    const text = this.of(channel);
    if (text === this.#told) return;
    const connecting = this.#text('chat.connecting');
    const wasLost = this.#told !== '' && this.#told !== connecting;
    this.#told = text;
    if (text && text !== connecting) this.#host.say(text);
    else if (!text && wasLost) this.#host.say(this.#text('chat.spoken.live'));
  }

  #text(key: keyof typeof messages): string {
    return localize(this.#host, messages, key);
  }
}
