import type { EmoteFragment } from '@t333/core/chat';
import { html, nothing, type TemplateResult } from 'lit';
import type { EmoteView } from '../../base/emote-node.ts';
import { icon } from '../../base/icons.ts';
import type { EmotePickEvent } from '../../emote-picker/emote-picker.events.ts';
import type { EmotePicker } from '../../emote-picker/emote-picker.ts';
import { readSets, type EmoteSets, type PickerEmote } from '../../emote-picker/emote-sets.ts';
import { localize } from '../../i18n/localize.ts';
import type { ChatHost } from '../chat-host.ts';
import { composerMessages as messages } from './messages.ts';

const smileIcon = 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 1 0 0-17M9 9.5v.5m6-.5v.5m-6.8 4a4.6 4.6 0 0 0 7.6 0';

export interface EmoteHost extends ChatHost {
  /** What is suggested, and offered where there are no sets. */
  readonly emotes: readonly EmoteFragment[];
  readonly emoteSets: EmoteSets | null;
  readonly emoteView: EmoteView;
}

const isApple = (): boolean => /^(?:Mac|iP)/.test(navigator.platform);

/** Ctrl+E, on Apple's keyboards ⌘E: what can be written with the Alt key stays with who writes. */
const isHotkey = ({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean =>
  !altKey &&
  !shiftKey &&
  (isApple() ? metaKey && !ctrlKey : ctrlKey && !metaKey) &&
  // By its place where keys write other letters than ours.
  (/^[ -~]$/.test(key) ? key.toLowerCase() === 'e' : code === 'KeyE');

/** The picker of emotes over a chat: its code and its emotes are fetched when it is first opened. */
export class EmoteDrawer {
  readonly #host: EmoteHost;
  readonly #onPick: (emote: PickerEmote) => void;
  #state: 'closed' | 'coming' | 'open' = 'closed';
  #wantsFocus = false;
  #opener: HTMLElement | null = null;
  #isPicking = false;
  /** Of which these are. */
  #from: unknown = null;
  #sets: EmoteSets = [];
  #known: readonly EmoteFragment[] = [];

  constructor(host: EmoteHost, onPick: (emote: PickerEmote) => void) {
    this.#host = host;
    this.#onPick = onPick;
  }

  /** Those that can be written, as far as they are here. */
  get known(): readonly EmoteFragment[] {
    this.#follow();
    return this.#known;
  }

  /** Where the text has got the focus nobody needs it any more. */
  dismiss(): void {
    if (!this.#isPicking) this.#close();
  }

  /** @returns whether the key was for it */
  onKeyDown(event: KeyboardEvent): boolean {
    if (!isHotkey(event) || !this.#hasEmotes) return false;
    event.preventDefault();
    this.#toggle();
    return true;
  }

  renderButton(): TemplateResult | typeof nothing {
    if (!this.#hasEmotes) return nothing;
    const label = this.#text('chat.emotes');
    return html`
      <button
        type="button"
        part="emotes-button"
        class="emotes"
        aria-label=${label}
        title="${label} (${isApple() ? '⌘E' : 'Ctrl+E'})"
        aria-keyshortcuts=${isApple() ? 'Meta+E' : 'Control+E'}
        aria-haspopup="dialog"
        aria-expanded=${this.#state === 'closed' ? 'false' : 'true'}
        @click=${() => this.#toggle()}
      >
        ${icon(smileIcon)}
      </button>
    `;
  }

  renderPicker(): TemplateResult | typeof nothing {
    if (this.#state !== 'open' || !this.#hasEmotes) return nothing;
    const { animated, emoteUrl } = this.#host.emoteView;
    return html`
      <emote-picker
        part="emote-picker"
        class="picker"
        role="dialog"
        aria-label=${this.#text('chat.emotes')}
        .clock=${this.#host.clock}
        .emotes=${this.#sets}
        .emoteUrl=${emoteUrl ?? null}
        .still=${!animated}
        @emotepick=${this.#pick}
        @close=${() => this.#leave()}
        @focusout=${this.#onFocusOut}
        @keydown=${(event: KeyboardEvent) => this.onKeyDown(event)}
      ></emote-picker>
    `;
  }

  /** Called when it has been drawn. */
  drawn(): void {
    const picker = this.#wantsFocus ? this.#picker : null;
    if (!picker) return;
    this.#wantsFocus = false;
    void picker.updateComplete.then(() => picker.focus());
  }

  get #picker(): EmotePicker | null {
    return this.#host.renderRoot.querySelector('emote-picker');
  }

  get #hasEmotes(): boolean {
    return this.#host.emoteSets !== null || this.#host.emotes.length > 0;
  }

  #follow(): void {
    const { emoteSets, emotes } = this.#host;
    const from = emoteSets ?? emotes;
    if (from === this.#from) return;
    this.#from = from;
    if (typeof emoteSets !== 'function')
      return this.#take(emoteSets ?? [{ id: 'emotes', title: this.#text('chat.emotes'), emotes }]);
    this.#known = [];
    // They are fetched once, however often it is opened.
    this.#sets = async () => {
      const sets = await emoteSets();
      if (from === this.#from) this.#take(sets);
      return sets;
    };
  }

  #take(sets: EmoteSets): void {
    this.#sets = sets;
    this.#known = readSets(sets).flatMap(({ cells }) => cells.filter(({ locked }) => !locked));
  }

  #toggle(): void {
    if (this.#state !== 'closed') return this.#leave();
    this.#follow();
    this.#opener = (this.#host.renderRoot as ShadowRoot).activeElement as HTMLElement | null;
    this.#state = 'coming';
    this.#host.requestUpdate();
    void this.#open();
  }

  async #open(): Promise<void> {
    try {
      await import('../../emote-picker/define.ts');
    } catch {
      this.#close();
      return this.#host.say(this.#text('chat.emotesFailed'));
    }
    if (this.#state !== 'coming') return;
    this.#state = 'open';
    this.#wantsFocus = true;
    this.#host.requestUpdate();
  }

  #close(): void {
    this.#state = 'closed';
    this.#host.requestUpdate();
  }

  /** Back to where it was opened. */
  #leave(): void {
    const opener = this.#opener?.isConnected ? this.#opener : this.#host.renderRoot.querySelector('textarea');
    this.#close();
    opener?.focus();
  }

  readonly #pick = (event: EmotePickEvent): void => {
    event.stopPropagation();
    const focused = this.#picker?.shadowRoot?.activeElement as HTMLElement | null | undefined;
    this.#isPicking = true;
    this.#onPick(event.emote);
    if (event.keepsOpen) focused?.focus({ preventScroll: true });
    else this.#close();
    this.#isPicking = false;
  };

  /** It would lie upon what has the focus then. Its own button closes it by itself. */
  readonly #onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (!(relatedTarget instanceof HTMLElement) || relatedTarget.part.contains('emotes-button')) return;
    this.dismiss();
  };

  #text(key: keyof typeof messages): string {
    return localize(this.#host, messages, key);
  }
}
