import type { ChatMessage } from '@t333/core/chat';
import { html, nothing, type TemplateResult } from 'lit';
import { addStyles } from '../base/add-styles.ts';
import { cutText } from '../base/cut-text.ts';
import type { EmoteView } from '../base/emote-node.ts';
import { closeIcon, iconButton } from '../base/icons.ts';
import { localize } from '../i18n/localize.ts';
import { appendFragments } from './fragment-nodes.ts';
import { messages } from './messages.ts';
import { pinnedMessageStyles } from './pinned-message.styles.ts';

export interface PinnedHost extends Element {
  readonly renderRoot: ParentNode;
  readonly emoteView: EmoteView;
  requestUpdate(): void;
}

/** The message that is pinned, until somebody has seen enough of it. */
export class PinnedMessage {
  readonly #host: PinnedHost;
  #hiddenId: string | null = null;
  #drawn: { readonly message: ChatMessage; readonly node: Element } | null = null;

  constructor(host: PinnedHost) {
    this.#host = host;
    addStyles(host.renderRoot as ShadowRoot, pinnedMessageStyles);
  }

  /** @param unpin for moderators: takes it away for everybody */
  render(message: ChatMessage, unpin: TemplateResult | typeof nothing = nothing): TemplateResult | typeof nothing {
    if (message.id === this.#hiddenId) return nothing;
    if (this.#drawn?.message !== message) {
      const node = document.createElement('bdi');
      appendFragments(node, message.fragments, this.#host.emoteView);
      this.#drawn = { message, node };
    }
    const hide = (): void => {
      this.#hiddenId = message.id;
      this.#host.requestUpdate();
    };
    return html`
      <div part="pinned" class="pinned" role="note" aria-label=${localize(this.#host, messages, 'chat.pinned')}>
        <p tabindex="0"><bdi class="pin-name">${cutText(message.user.name, 50)}</bdi>: ${this.#drawn.node}</p>
        ${unpin} ${iconButton('unpin', localize(this.#host, messages, 'chat.unpin'), closeIcon, hide)}
      </div>
    `;
  }
}
