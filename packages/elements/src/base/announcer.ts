/** Says things to screen readers through one polite live region; the same words twice are said twice. */
export class Announcer {
  readonly #region: () => Element | null;

  /** @param region where the words go: an element with `aria-live` */
  constructor(region: () => Element | null) {
    this.#region = region;
  }

  say(text: string): void {
    const region = this.#region();
    if (!region) return;
    // A no-break space makes an equal text another one.
    region.textContent = region.textContent === text ? `${text}\u00a0` : text;
  }
}
