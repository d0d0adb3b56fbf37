/** A clipboard for tests, in place of the browser's until `restore()`. */
export class FakeClipboard {
  readonly copied: string[] = [];
  /** What copying does; to be replaced by what fails or takes its time. */
  write: (text: string) => Promise<void> = async (text) => void this.copied.push(text);
  readonly #original = Object.getOwnPropertyDescriptor(navigator, 'clipboard');

  constructor() {
    const value = { writeText: (text: string) => this.write(text) };
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value });
  }

  restore(): void {
    if (this.#original) Object.defineProperty(navigator, 'clipboard', this.#original);
    else delete (navigator as { clipboard?: unknown }).clipboard;
  }
}
