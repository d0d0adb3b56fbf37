/** Whether anybody can see the page. */
export interface PageVisibility {
  isHidden(): boolean;
  /** Calls `listener` each time that it changes, until `signal` aborts. */
  onChange(listener: () => void, signal: AbortSignal): void;
}

/** The browser's own; where there is no page, it is never hidden. */
export const browserPage: PageVisibility = {
  isHidden: () => globalThis.document?.hidden === true,
  onChange: (listener, signal) => globalThis.document?.addEventListener('visibilitychange', listener, { signal }),
};
