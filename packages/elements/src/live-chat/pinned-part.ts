import { nothing, type TemplateResult } from 'lit';
import { lazy } from '../base/lazy.ts';
import type { ChatChannelView } from './chat-source.ts';
import type { ChatHost } from './chat-host.ts';
import type { PinnedHost, PinnedMessage } from './pinned-message.ts';

const pinnedCode = /* @__PURE__ */ lazy(() => import('./pinned-message.ts'));

/** The message that is pinned, from when there is one. */
export class PinnedPart {
  readonly #host: ChatHost & PinnedHost;
  #pinned: PinnedMessage | null = null;

  constructor(host: ChatHost & PinnedHost) {
    this.#host = host;
  }

  /** @param unpin for moderators */
  render(
    channel: ChatChannelView | null,
    unpin: TemplateResult | typeof nothing | undefined,
  ): TemplateResult | typeof nothing {
    const code = channel?.pinned ? pinnedCode(this.#host) : undefined;
    if (!code || !channel?.pinned) return nothing;
    this.#pinned ??= new code.PinnedMessage(this.#host);
    return this.#pinned.render(channel.pinned, unpin);
  }
}
