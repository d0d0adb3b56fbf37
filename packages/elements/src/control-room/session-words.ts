import type { SessionState } from '@t333/core/creator';
import { html, nothing } from 'lit';
import type { Question } from '../base/confirm-dialog.ts';
import { numberLocaleOf } from '../base/number-locale.ts';
import { localize } from '../i18n/localize.ts';
import { messages, type MessageKey } from './messages.ts';

/** What a control room says of a stream, and asks. */
export class SessionWords {
  readonly #host: Element & { readonly label: string | null };

  constructor(host: Element & { readonly label: string | null }) {
    this.#host = host;
  }

  get name(): string {
    const { label } = this.#host;
    return label ? this.#text('room.labelOf', { name: label }) : this.#text('room.label');
  }

  /** What helps where the stream stands; null where nothing needs to be said. */
  hint({ status, encoder }: SessionState): MessageKey | null {
    if (status === 'preview') return encoder === 'sending' ? 'room.hint.sending' : 'room.hint.preview';
    return status === 'idle' || status === 'reconnecting' || status === 'ended' ? `room.hint.${status}` : null;
  }

  askLive({ stream, encoder }: SessionState): Question {
    const title = stream?.title ?? '';
    return {
      heading: this.#text('room.askLive'),
      text: this.#text(title ? 'room.askLiveTitle' : 'room.askLiveText', { title }),
      more: () =>
        encoder === 'gone' ? html`<p class="failed"><bdi>${this.#text('room.noEncoder')}</bdi></p>` : nothing,
      accept: this.#text('room.goLive'),
      decline: this.#text('room.cancel'),
    };
  }

  askEnd({ viewerCount }: SessionState, isLive: boolean): Question {
    const count = new Intl.NumberFormat(numberLocaleOf(this.#host)).format(viewerCount ?? 0);
    const text = isLive ? (viewerCount ? 'room.askEndViewers' : 'room.askEndText') : 'room.askDiscardText';
    return {
      heading: this.#text(isLive ? 'room.askEnd' : 'room.askDiscard'),
      text: this.#text(text, { count }),
      accept: this.#text(isLive ? 'room.end' : 'room.discard'),
      decline: this.#text('room.cancel'),
      isDangerous: true,
    };
  }

  #text(key: MessageKey, values?: Readonly<Record<string, string>>): string {
    return localize(this.#host, messages, key, values);
  }
}
