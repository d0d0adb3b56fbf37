import { LitElement } from 'lit';

/**
 * The base of every t333 element. Moving one in the document, by `moveBefore` or by `append`, must not tear down
 * what plays inside: `mounted()` begins with the first connection and ends only when the element is really gone.
 */
export abstract class T333Element extends LitElement {
  #life: AbortController | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#life) return;
    this.#adoptEarlyValues();
    this.#life = new AbortController();
    this.mounted(this.#life.signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // `append` of a connected element disconnects and connects within one task.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#life?.abort();
      this.#life = null;
    });
  }

  /** What a page has set before the element was defined stands in the way of the accessors that should get it. */
  #adoptEarlyValues(): void {
    const self = this as Record<string, unknown>;
    for (const [name, value] of Object.entries(self)) {
      if (!(name in Object.getPrototypeOf(self))) continue;
      delete self[name];
      self[name] = value;
    }
  }

  /** Its presence makes `moveBefore` keep the element connected. */
  connectedMoveCallback(): void {}

  /** The element has entered the document; `signal` aborts when it has left it. Only ever called in a browser. */
  protected mounted(_signal: AbortSignal): void {}

  /** Whether text here runs from right to left. */
  protected get isRtl(): boolean {
    return getComputedStyle(this).direction === 'rtl';
  }
}
