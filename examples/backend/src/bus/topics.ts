interface Subscription {
  listener: (text: string) => void;
  onResumed: (() => void) | undefined;
}

/** Who listens to what, on this instance. */
export class Topics {
  readonly #subscriptions = new Map<string, Set<Subscription>>();

  get names(): string[] {
    return [...this.#subscriptions.keys()];
  }

  /** @returns ends it, and says whether nobody listens to the topic any more */
  add(topic: string, listener: Subscription['listener'], onResumed?: () => void): () => boolean {
    const subscription = { listener, onResumed };
    const all = this.#subscriptions.get(topic) ?? new Set();
    this.#subscriptions.set(topic, all.add(subscription));
    return () => {
      if (!all.delete(subscription) || all.size > 0) return false;
      this.#subscriptions.delete(topic);
      return true;
    };
  }

  has(topic: string): boolean {
    return this.#subscriptions.has(topic);
  }

  deliver(topic: string, text: string): void {
    for (const { listener } of this.#subscriptions.get(topic) ?? []) listener(text);
  }

  resumed(): void {
    for (const all of this.#subscriptions.values()) for (const { onResumed } of all) onResumed?.();
  }
}
