/**
 * Tells all instances something, this one too. What is told while an instance is cut off is lost to it: a log is what keeps things. Messages of one
 * topic come in the order in which one instance has sent them.
 */
export interface Bus {
  /** Resolves when it is on its way. Rejects while there is no connection. */
  publish: (topic: string, text: string) => Promise<void>;
  /**
   * Resolves once everything that is published from now on will come.
   *
   * @param onResumed after a break: what came meanwhile was missed
   * @returns ends it
   */
  subscribe: (topic: string, listener: (text: string) => void, onResumed?: () => void) => Promise<() => void>;
  close: () => Promise<void>;
}
