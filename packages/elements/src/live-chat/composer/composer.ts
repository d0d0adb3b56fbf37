import type { ChatMessageEntry, EmoteFragment } from '@t333/core/chat';
import { html, nothing, type TemplateResult } from 'lit';
import { cutText } from '../../base/cut-text.ts';
import { emoteNode, type EmoteView } from '../../base/emote-node.ts';
import { closeIcon, iconButton } from '../../base/icons.ts';
import { addStyles } from '../../base/add-styles.ts';
import { localize } from '../../i18n/localize.ts';
import type { ChatChannelView } from '../chat-source.ts';
import { wordsOf } from '../entry-text.ts';
import { queryAt, suggest, type Query, type Suggestion } from './autocomplete.ts';
import { composerStyles } from './composer.styles.ts';
import { EmoteDrawer, type EmoteHost } from './emote-drawer.ts';
import { emoteAt, replaceText } from './insert-text.ts';
import { composerMessages as messages } from './messages.ts';
import { textLength } from './text-length.ts';

const DEFAULT_MAX_LENGTH = 500;
/** The counter comes when it is of use. */
const COUNTER_SHARE = 0.8;
const MAX_QUOTE_UNITS = 80;

const PASTED: ReadonlySet<string> = new Set(['insertFromPaste', 'insertFromDrop']);

/** What an input method says for a key that it has taken; Safari tells no other way. */
const IME_KEY_CODE = 229;

export interface ComposerHost extends EmoteHost {
  /** Something was sent. */
  showLatest(): void;
}

/** Where one writes. */
export class Composer {
  readonly #host: ComposerHost;
  #key: string | null = null;
  #text = '';
  #draft = '';
  #replyTo: { readonly id: string; readonly name: string; readonly text: string } | null = null;
  #query: Query | null = null;
  #suggestions: readonly Suggestion[] = [];
  #chosen = 0;
  #problem: string | null = null;
  readonly #emotes: EmoteDrawer;

  constructor(host: ComposerHost) {
    this.#host = host;
    this.#emotes = new EmoteDrawer(host, ({ text }) => this.#insertEmote(text));
    addStyles(host.renderRoot as ShadowRoot, composerStyles);
  }

  /** Answers a message. */
  reply(entry: ChatMessageEntry): void {
    const { name, text } = wordsOf(entry);
    this.#replyTo = { id: entry.message.id, name, text: cutText(text, MAX_QUOTE_UNITS) };
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
            @focus=${() => this.#emotes.dismiss()}
            @blur=${this.#closeSuggestions}
            @click=${this.#look}
          ></textarea>
          ${this.#emotes.renderButton()}
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

  /** What opens over the messages. */
  renderEmotes(channel: ChatChannelView | null): TemplateResult | typeof nothing {
    return channel && channel.gate.can !== 'never' ? this.#emotes.renderPicker() : nothing;
  }

  /** Called when it has been drawn. */
  drawn(): void {
    this.#emotes.drawn();
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
    const before = this.#draft;
    this.#draft = draft;
    if (key === this.#key) {
      // What waited became a draft again. A draft is no longer than it may be, and goes when it is sent.
      if (draft !== before && !this.#text.startsWith(draft)) this.#text = draft;
      return;
    }
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

  readonly #onInput = (event: Event): void => {
    this.#text = this.#area?.value ?? '';
    this.#problem = null;
    if (this.#key !== null) this.#host.client?.setDraft(this.#key, this.#text);
    // What was pasted was written before: Enter sends it as it is.
    if (PASTED.has((event as InputEvent).inputType)) this.#closeSuggestions();
    else this.#look();
  };

  /** What could be meant. */
  readonly #look = (): void => {
    const area = this.#area;
    const { client, emotes } = this.#host;
    const known = this.#host.emoteSets ? [...emotes, ...this.#emotes.known] : emotes;
    const caret = area && area.selectionStart === area.selectionEnd ? area.selectionStart : null;
    const before = this.#suggestions.length;
    this.#query = queryAt(this.#text, caret);
    this.#suggestions = this.#query && client ? suggest(this.#query, client.feed, known) : [];
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
    if (event.isComposing || event.keyCode === IME_KEY_CODE || this.#emotes.onKeyDown(event)) return;
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
    const area = this.#area!;
    const { from, text } = this.#query;
    replaceText(area, from, from + text.length + 1, {
      text: suggestion.text,
      caret: from + suggestion.text.length,
    });
    this.#closeSuggestions();
  }

  #insertEmote(code: string): void {
    const area = this.#area;
    if (!area) return;
    const { value, selectionStart: from, selectionEnd: to } = area;
    replaceText(area, from, to, emoteAt(value, from, to, code));
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
