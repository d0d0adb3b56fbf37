import { lazy } from '../base/lazy.ts';
import type { PlayerSource } from '../base/player-link.ts';
import type { RecordedChat, Recording, RecordingHost } from './recording/recording.ts';

const recordingCode = /* @__PURE__ */ lazy(() => import('./recording/recording.ts'));

/** The chat of a recording, from when there is one. */
export class RecordedPart {
  readonly #host: RecordingHost & HTMLElement;
  #recording: Recording | null = null;
  #chat: RecordedChat | null = null;

  constructor(host: RecordingHost & HTMLElement) {
    this.#host = host;
  }

  /** Null: there is none, or it is on its way. */
  get here(): Recording | null {
    return this.#chat && this.#recording;
  }

  /** Call it whenever one of them may be another one. */
  follow(chat: RecordedChat | null, player: PlayerSource | null, id: string | null): void {
    this.#chat = chat;
    const code = chat && !this.#recording ? recordingCode(this.#host) : null;
    if (code) this.#recording = new code.Recording(this.#host);
    this.#recording?.follow(chat, player, id);
  }
}
