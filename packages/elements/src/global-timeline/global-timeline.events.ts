/** A viewer asked for a link to a moment. `preventDefault()` keeps it from being copied, for a page that shares it another way. */
export class TimelineShareEvent extends Event {
  /** Seconds on the group's timeline. */
  readonly time: number;
  readonly url: string;

  constructor(time: number, url: string) {
    super('share', { bubbles: true, composed: true, cancelable: true });
    this.time = time;
    this.url = url;
  }
}

declare global {
  interface HTMLElementEventMap {
    share: TimelineShareEvent;
  }
}
