import type { ChatHost } from './chat-host.ts';
import type { ChatChannelView } from './chat-source.ts';

/** Brings what was said before, when somebody has read up to there. What did not come is asked for again when they say so. */
export class OlderPages {
  readonly #host: ChatHost;
  readonly #onFailure: (error: unknown, retry: () => void) => void;
  /** The channel whose page did not come, as it was then: another connection may bring it. */
  #failed: ChatChannelView | null = null;

  constructor(host: ChatHost, onFailure: (error: unknown, retry: () => void) => void) {
    this.#host = host;
    this.#onFailure = onFailure;
  }

  async load(channel: ChatChannelView | null, isAsked = false): Promise<void> {
    if (channel?.older !== 'available') return;
    const failed = this.#failed;
    if (!isAsked && channel.key === failed?.key && channel.status === failed.status) return;
    this.#failed = null;
    try {
      await this.#host.client?.loadOlder(channel.key);
    } catch (error) {
      this.#failed = channel;
      this.#onFailure(error, () => void this.load(channel, true));
    }
  }
}
