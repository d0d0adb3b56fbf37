import type { Clock } from '@t333/core/time';

/** Where this stands outside a template, it belongs to the question, and is there from the start. */
const QUESTION_SLOT = 'message';

const isStray = (node: Node): node is Element =>
  node instanceof Element && !(node instanceof HTMLTemplateElement) && node.slot !== QUESTION_SLOT;

/**
 * What stands in a gate. A template is inert: nothing in it is loaded, and no element in it wakes up. Its content is cloned into the
 * page when it may be, and thrown away when it may not be any more. What stands beside the templates has no such shelter: it is
 * taken out of the page as soon as it is seen.
 */
export class GatedContent {
  readonly #host: HTMLElement;
  readonly #clock: () => Clock;
  #clones = new Map<HTMLTemplateElement, readonly Node[]>();
  /** Where strays wait. */
  #shelter: DocumentFragment | null = null;
  #isOpen = false;
  /** Set while a framework has its moment to take away what is its own. */
  #cancelSweep: (() => void) | null = null;

  constructor(host: HTMLElement, clock: () => Clock) {
    this.#host = host;
    this.#clock = clock;
  }

  /** Watches what comes, while a page is parsed and later. */
  watch(signal: AbortSignal): void {
    const observer = new MutationObserver(() => this.#update());
    observer.observe(this.#host, { childList: true });
    // The content of a template that is still being parsed grows.
    document.addEventListener('DOMContentLoaded', () => this.#update(), { signal });
    signal.addEventListener('abort', () => {
      observer.disconnect();
      this.close();
    });
    this.#update();
  }

  open(): void {
    this.#isOpen = true;
    this.#cancelSweep?.();
    this.#cancelSweep = null;
    this.#update();
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    for (const node of [...this.#clones.values()].flat()) node.parentNode?.removeChild(node);
    this.#clones.clear();
    // What a framework has put here, it takes away itself when it is told; what is left then is put away.
    this.#cancelSweep = this.#clock().after(0, () => {
      this.#cancelSweep = null;
      this.#sweep();
    });
  }

  #update(): void {
    if (!this.#isOpen) return this.#cancelSweep ? undefined : this.#sweep();
    if (document.readyState === 'loading') return;
    if (this.#shelter) this.#host.append(this.#shelter);
    for (const template of this.#host.children) {
      if (!(template instanceof HTMLTemplateElement) || this.#clones.has(template)) continue;
      const content = document.importNode(template.content, true);
      // Before it is in the page, where its scripts may move it.
      this.#clones.set(template, [...content.childNodes]);
      template.after(content);
    }
  }

  #sweep(): void {
    const strays = [...this.#host.childNodes].filter(isStray);
    if (strays.length === 0) return;
    if (!this.#shelter) {
      this.#shelter = new DocumentFragment();
      const names = strays.map(({ localName }) => `<${localName}>`).join(', ');
      console.warn(`<age-gate>: ${names} may have loaded before consent. Only what stands in a <template> does not.`);
    }
    this.#shelter.append(...strays);
  }
}
