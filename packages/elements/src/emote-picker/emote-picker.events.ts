import type { PickerEmote } from './emote-sets.ts';

/** Somebody has picked an emote. It bubbles and crosses shadow roots. */
export class EmotePickEvent extends Event {
  /** As the page has given it. */
  readonly emote: PickerEmote;
  /** More are to be picked: the picker should stay. */
  readonly keepsOpen: boolean;

  constructor(emote: PickerEmote, keepsOpen: boolean) {
    super('emotepick', { bubbles: true, composed: true });
    this.emote = emote;
    this.keepsOpen = keepsOpen;
  }
}

declare global {
  interface HTMLElementEventMap {
    emotepick: EmotePickEvent;
  }
}
