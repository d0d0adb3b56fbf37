/** Share of a tile's area. A sliver at the edge shows nothing worth decoding; more would start tiles late while scrolling. */
export const VISIBLE_RATIO = 0.1;

/**
 * Watches how much of an element is on the screen.
 *
 * @param ratio the share of its area, 0 to 1, that matters
 * @param report gets the visible share soon after the start, and whenever it crosses `ratio`
 * @returns stops watching
 */
export type ObserveElement = (element: Element, ratio: number, report: (visibleRatio: number) => void) => () => void;

/** By `IntersectionObserver`, one for each element: clipping by any scroll container on the way counts too. */
export const observeElement: ObserveElement = (element, ratio, report) => {
  const observer = new IntersectionObserver(
    (entries) => {
      const latest = entries.at(-1);
      if (latest) report(latest.intersectionRatio);
    },
    { threshold: ratio },
  );
  observer.observe(element);
  return () => observer.disconnect();
};
