import type { Clock } from '@t333/core/time';

/** Twitch forbids players smaller than this, in CSS pixels. */
export const MIN_SIZE: { readonly width: number; readonly height: number } = Object.freeze({ width: 400, height: 300 });

/** Whether an element is large enough for a player, as it is laid out, whatever it is transformed to. */
export const hasRoom = ({ offsetWidth, offsetHeight }: HTMLElement): boolean =>
  offsetWidth >= MIN_SIZE.width && offsetHeight >= MIN_SIZE.height;

/** Tells whenever an element has become large enough, or too small, until the signal aborts. */
export function watchRoom(
  element: HTMLElement,
  clock: Clock,
  onChange: (fits: boolean) => void,
  signal: AbortSignal,
): void {
  let fits = hasRoom(element);
  let cancel = (): void => {};
  const observer = new ResizeObserver(() => {
    cancel();
    // What follows changes the page, which must not happen while its boxes are observed.
    cancel = clock.after(0, () => {
      if (hasRoom(element) === fits) return;
      fits = !fits;
      onChange(fits);
    });
  });
  observer.observe(element);
  signal.addEventListener('abort', () => {
    cancel();
    observer.disconnect();
  });
}
