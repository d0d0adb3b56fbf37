import type { MessageList } from './message-list.ts';

/** After a jump, so far has the pointer to move before it counts as pointing at a message again. */
const MEANT_PX = 12;

/** Has a list stand still while somebody points at a message, or is on one with the keyboard. */
export class HoverPause {
  readonly #scroller: HTMLElement;
  readonly #list: MessageList;
  #isQuiet = false;
  #ignoredAt: { readonly x: number; readonly y: number } | null = null;
  #pointer = { x: 0, y: 0 };

  constructor(scroller: HTMLElement, list: MessageList, signal: AbortSignal) {
    this.#scroller = scroller;
    this.#list = list;
    const options = { signal, passive: true };
    scroller.addEventListener('pointerenter', (event) => this.#onPointer(event), options);
    scroller.addEventListener('pointermove', (event) => this.#onPointer(event), options);
    scroller.addEventListener(
      'pointerleave',
      () => {
        this.#ignoredAt = null;
        list.resume('hover');
      },
      options,
    );
    scroller.addEventListener(
      'focusin',
      ({ target }) => !this.#isQuiet && (target as Element).matches(':focus-visible') && list.pause('focus'),
      options,
    );
    scroller.addEventListener(
      'focusout',
      ({ relatedTarget }) => !scroller.contains(relatedTarget as Node | null) && list.resume('focus'),
      options,
    );
  }

  /** The list goes on although the pointer is over it: the button that was pressed lay there. */
  ignoreUntilMoved(): void {
    this.#ignoredAt = { ...this.#pointer };
  }

  /** The list gets the focus, and goes on: it was not somebody's doing. */
  focusList(): void {
    this.#isQuiet = true;
    this.#scroller.focus({ preventScroll: true });
    this.#isQuiet = false;
  }

  #onPointer({ pointerType, clientX: x, clientY: y }: PointerEvent): void {
    this.#pointer = { x, y };
    // A finger scrolls; it does not hover.
    if (pointerType === 'touch') return;
    if (this.#ignoredAt && Math.hypot(x - this.#ignoredAt.x, y - this.#ignoredAt.y) < MEANT_PX) return;
    this.#ignoredAt = null;
    this.#list.pause('hover');
  }
}
