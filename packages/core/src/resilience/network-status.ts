/** Whether the device has a network at all, and the moment it gets one back. */
export interface NetworkStatus {
  isOnline(): boolean;
  /** Calls `listener` each time the network comes back, until `signal` aborts. */
  onOnline(listener: () => void, signal: AbortSignal): void;
}

/** The browser's own knowledge: "offline" is certain there, "online" is a guess. */
export const browserNetwork: NetworkStatus = {
  isOnline: () => globalThis.navigator?.onLine !== false,
  onOnline: (listener, signal) => globalThis.addEventListener?.('online', listener, { signal }),
};
