import type { ChatMessageEntry, EmoteFragment } from '@t333/core/chat';
import { html, nothing, type TemplateResult } from 'lit';
import { closeIcon, iconButton } from '../../base/icons.ts';
import { addStyles } from '../../base/add-styles.ts';
import { localize } from '../../i18n/localize.ts';
import type { ChatHost } from '../chat-host.ts';
import type { ChatChannelView } from '../chat-source.ts';
import { emoteNode, type EmoteView } from '../emote-node.ts';
import { cutText } from '../cut-text.ts';
import { queryAt, suggest, type Query, type Suggestion } from './autocomplete.ts';
import { composerStyles } from './composer.styles.ts';
import { composerMessages as messages } from './messages.ts';
import { textLength } from './text-length.ts';

const DEFAULT_MAX_LENGTH = 500;
/** The counter comes when it is of use. */
const COUNTER_SHARE = 0.8;
const MAX_QUOTE_UNITS = 80;

/** What an input method says for a key that it has taken; Safari tells no other way. */
const IME_KEY_CODE = 229;

export interface ComposerHost extends ChatHost {
  readonly emotes: readonly EmoteFragment[];
  readonly emoteView: EmoteView;
  /** Something was sent. */
  showLatest(): void;
}

/** Where one writes. */
export class Composer {
  readonly #host: ComposerHost;
  #key: string | null = null;
  #text = '';
  #replyTo: { readonly id: string; readonly name: string; readonly text: string } | null = null;
  #query: Query | null = null;
  #suggestions: readonly Suggestion[] = [];
  #chosen = 0;
  #problem: string | null = null;

  constructor(host: ComposerHost) {
    this.#host = host;
    addStyles(host.renderRoot as ShadowRoot, composerStyles);
  }

  /** Answers a message. */
  reply({ message }: ChatMessageEntry): void {
    this.#replyTo = {
      id: message.id,
      name: cutText(message.user.name, 50),
      text: cutText(message.text, MAX_QUOTE_UNITS),
    };
    this.#host.requestUpdate();
    this.focus();
  }

  mention(handle: string): void {
    this.#write(`${this.#text.trimEnd()} @${handle} `.trimStart());
    this.focus();
  }

  /** Puts back what was not sent; nothing that is written now is lost. */
  putBack(text: string): void {
    this.#write(this.#text ? `${text} ${this.#text}` : text);
    this.focus();
  }

  focus(): void {
    this.#area?.focus();
  }

  render(channel: ChatChannelView): TemplateResult {
    this.#follow(channel);
    const { gate } = channel;
    if (gate.can === 'never') return this.#renderNever(gate.reason);
    const max = channel.settings?.maxLength ?? DEFAULT_MAX_LENGTH;
    const length = textLength(this.#text);
    const isTooLong = length > max;
    return html`
      <form class="composer" part="composer" @submit=${this.#onSubmit}>
        ${this.#renderReply()} ${this.#renderQueued(channel)} ${this.#renderSuggestions()}
        <div class="line">
          <textarea
            part="input"
            rows="1"
            enterkeyhint="send"
            autocomplete="off"
            aria-label=${this.#say('chat.write')}
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-controls="suggestions"
            aria-activedescendant=${this.#suggestions.length > 0 ? `suggestion-${this.#chosen}` : nothing}
            aria-invalid=${isTooLong ? 'true' : nothing}
            aria-describedby="composer-note"
            placeholder=${this.#say('chat.placeholder')}
            @input=${this.#onInput}
            @keydown=${this.#onKeyDown}
            @blur=${this.#closeSuggestions}
            @click=${this.#look}
          ></textarea>
          <button part="send-button" class="send" ?disabled=${isTooLong}>${this.#sendText(channel)}</button>
        </div>
        <div class="under" id="composer-note">
          <bdi>${this.#problem ?? this.#note(channel)}</bdi>
          ${
            length >= max * COUNTER_SHARE
              ? html`<span class="counter ${isTooLong ? 'over' : ''}">${length} / ${max}</span>`
              : nothing
          }
        </div>
      </form>
    `;
  }

  /** Called when it has been drawn. */
  drawn(): void {
    const area = this.#area;
    if (!area) return;
    if (area.value !== this.#text) area.value = this.#text;
    // Where the platform does not let it grow.
    if (CSS.supports('field-sizing', 'content')) return;
    area.style.blockSize = 'auto';
    area.style.blockSize = `${area.scrollHeight + 2}px`;
  }

  get #area(): HTMLTextAreaElement | null {
    return this.#host.renderRoot.querySelector('textarea');
  }

  #follow({ key, draft }: ChatChannelView): void {
    if (key === this.#key) return;
    this.#key = key;
    this.#text = draft;
    this.#replyTo = null;
    this.#problem = null;
    this.#suggestions = [];
  }

  #renderNever(reason: string): TemplateResult {
    const key = `chat.never.${reason}`;
    const words = this.#say(Object.hasOwn(messages, key) ? (key as keyof typeof messages) : 'chat.never.failed');
    return html`
      <div class="composer closed" part="composer">
        ${reason === 'read-only' ? html`<slot name="signed-out">${words}</slot>` : words}
      </div>
    `;
  }

  #renderReply(): TemplateResult | typeof nothing {
    if (!this.#replyTo) return nothing;
    const { name, text } = this.#replyTo;
    const cancel = (): void => {
      this.#replyTo = null;
      this.#host.requestUpdate();
      this.focus();
    };
    return html`
      <div class="bar" part="reply">
        <span>${this.#say('chat.replyTo', { name })} <bdi>${text}</bdi></span>
        ${iconButton('cancel-reply', this.#say('chat.cancelReply'), closeIcon, cancel)}
      </div>
    `;
  }

  #renderQueued({ key, queued, waitSeconds }: ChatChannelView): TemplateResult | typeof nothing {
    if (queued === null) return nothing;
    const edit = (): void => {
      const text = this.#host.client?.cancelQueued(key);
      if (text) this.putBack(text);
    };
    return html`
      <div class="bar" part="queued">
        <span
          >${this.#say('chat.queued', { seconds: waitSeconds })} <bdi>${cutText(queued, MAX_QUOTE_UNITS)}</bdi></span
        >
        <button type="button" class="edit" @click=${edit}>${this.#say('chat.edit')}</button>
      </div>
    `;
  }

  #renderSuggestions(): TemplateResult {
    const take = (event: Event): void => {
      const option = (event.target as Element).closest<HTMLElement>('[role=option]');
      if (option) this.#take(Number(option.dataset['index']));
    };
    // A press must not take the focus from the text.
    const keep = (event: Event): void => event.preventDefault();
    return html`
      <ul
        id="suggestions"
        class="suggestions"
        part="suggestions"
        role="listbox"
        aria-label=${this.#say('chat.suggestions')}
        ?hidden=${this.#suggestions.length === 0}
        @mousedown=${keep}
        @click=${take}
      >
        ${this.#suggestions.map(
          ({ label, emote }, index) => html`
            <li
              role="option"
              id="suggestion-${index}"
              data-index=${index}
              aria-selected=${index === this.#chosen ? 'true' : 'false'}
            >
              ${emote ? picture(emote, this.#host.emoteView) : nothing}
              <bdi>${label}</bdi>
            </li>
          `,
        )}
      </ul>
    `;
  }

  #sendText({ gate, waitSeconds }: ChatChannelView): string {
    return gate.can === 'later' ? this.#say('chat.sendIn', { seconds: waitSeconds }) : this.#say('chat.send');
  }

  #note({ gate, waitSeconds, settings }: ChatChannelView): string {
    if (gate.can === 'later') return this.#say(`chat.later.${gate.reason}`, { seconds: waitSeconds });
    if (settings?.slowModeMs) return this.#say('chat.slow', { seconds: settings.slowModeMs / 1000 });
    return '';
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    this.#send();
  };

  readonly #onInput = (): void => {
    this.#text = this.#area?.value ?? '';
    this.#problem = null;
    if (this.#key !== null) this.#host.client?.setDraft(this.#key, this.#text);
    this.#look();
  };

  /** What could be meant. */
  readonly #look = (): void => {
    const area = this.#area;
    const { client, emotes } = this.#host;
    const caret = area && area.selectionStart === area.selectionEnd ? area.selectionStart : null;
    const before = this.#suggestions.length;
    this.#query = queryAt(this.#text, caret);
    this.#suggestions = this.#query && client ? suggest(this.#query, client.feed, emotes) : [];
    this.#chosen = 0;
    if (this.#suggestions.length > 0 && before === 0)
      this.#host.say(this.#say('chat.suggested', { count: this.#suggestions.length }));
    this.#host.requestUpdate();
  };

  readonly #closeSuggestions = (): void => {
    this.#suggestions = [];
    this.#host.requestUpdate();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.keyCode === IME_KEY_CODE) return;
    const { length } = this.#suggestions;
    if (length > 0) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key as 'ArrowDown'];
      if (step !== undefined) {
        this.#chosen = (this.#chosen + step + length) % length;
        this.#host.requestUpdate();
      } else if (event.key === 'Tab' || event.key === 'Enter') this.#take(this.#chosen);
      else if (event.key === 'Escape') this.#closeSuggestions();
      else return;
      event.preventDefault();
      // It would close what is around.
      event.stopPropagation();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    } else if (event.key === 'Escape' && this.#replyTo) {
      this.#replyTo = null;
      this.#host.requestUpdate();
    }
  };

  #take(index: number): void {
    const suggestion = this.#suggestions[index];
    if (!suggestion || !this.#query) return;
    const { from, text } = this.#query;
    const end = from + text.length + 1;
    this.#write(this.#text.slice(0, from) + suggestion.text + this.#text.slice(end));
    const caret = from + suggestion.text.length;
    this.#area?.setSelectionRange(caret, caret);
    this.#closeSuggestions();
  }

  #write(text: string): void {
    this.#text = text;
    const area = this.#area;
    if (area) area.value = text;
    if (this.#key !== null) this.#host.client?.setDraft(this.#key, text);
    this.#host.requestUpdate();
  }

  #send(): void {
    const { client } = this.#host;
    if (!client || this.#key === null || !this.#text.trim()) return;
    const replyTo = this.#replyTo?.id;
    // One waits at a time: who writes another is given back the one before.
    const before = client.cancelQueued(this.#key) ?? '';
    try {
      client.send(this.#key, this.#text, { whenReady: true, ...(replyTo && { replyTo }) });
    } catch (error) {
      if (before) this.#write(`${before}\n${this.#text}`);
      this.#problem = this.#refused(error);
      this.#host.say(this.#problem);
      this.#host.requestUpdate();
      return;
    }
    this.#replyTo = null;
    this.#problem = null;
    this.#write(before);
    this.#closeSuggestions();
    this.#host.showLatest();
  }

  #refused(error: unknown): string {
    // A `ChatRefusal`; to ask for the class would fetch the whole chat once more.
    const { reason } = error as { reason?: string };
    const key = `chat.refused.${reason}`;
    if (Object.hasOwn(messages, key)) return this.#say(key as keyof typeof messages);
    return this.#say('chat.refused', { reason: error instanceof Error ? error.message : '' });
  }

  #say(key: keyof typeof messages, values?: Record<string, string | number>): string {
    return localize(this.#host, messages, key, values);
  }
}

/** Its code stands beside it. */
function picture(emote: EmoteFragment, view: EmoteView): TemplateResult | typeof nothing {
  const node = emoteNode(emote, view);
  return node.matches('.emote') ? html`<span aria-hidden="true">${node}</span>` : nothing;
}
