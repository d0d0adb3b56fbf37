/**
 * Says something to screen readers.
 *
 * @param region an element with `aria-live`; the same words twice are said twice
 */
export function announce(region: Element, text: string): void {
  // A no-break space makes an equal text another one.
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}
