/** What an `<age-gate>` holds has been put into the page, or taken away again. */
export class ConsentChangeEvent extends Event {
  readonly granted: boolean;

  constructor(granted: boolean) {
    super('consentchange', { bubbles: true, composed: true });
    this.granted = granted;
  }
}

declare global {
  interface HTMLElementEventMap {
    consentchange: ConsentChangeEvent;
  }
}
