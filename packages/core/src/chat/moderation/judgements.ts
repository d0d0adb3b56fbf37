import type { T333Error } from '../../errors.ts';
import type { Clock } from '../../time/clock.ts';
import type { Judgement } from './records.ts';

/**
 * How long a denial waits before it is sent. No protocol takes one back, and nobody sees the message meanwhile: what a slip of
 * the finger costs is these seconds.
 */
export const DENIAL_WAIT_MS = 5000;

export interface JudgementsHost {
  clock: Clock;
  /** @throws T333Error what the service says */
  send: (messageId: string, verdict: Judgement['verdict']) => Promise<void>;
  /** They are others. */
  onChange: () => void;
  /** The server has no such message: somebody else was faster. */
  onGone: (messageId: string) => void;
}

/** What was decided about messages that are still there. */
export class Judgements {
  readonly #host: JudgementsHost;
  readonly #waits = new Map<string, () => void>();
  #all: ReadonlyMap<string, Judgement> = new Map();

  constructor(host: JudgementsHost) {
    this.#host = host;
  }

  /** By the id of the message; a map that does not change. */
  get all(): ReadonlyMap<string, Judgement> {
    return this.#all;
  }

  judge(messageId: string, verdict: Judgement['verdict']): void {
    const known = this.#all.get(messageId);
    if (known?.status === 'sending') return;
    this.#stopWaiting(messageId);
    if (verdict === 'approve' || known?.status === 'failed') return void this.#send(messageId, verdict);
    this.#set(messageId, { verdict, status: 'waiting', error: null });
    this.#waits.set(
      messageId,
      this.#host.clock.after(DENIAL_WAIT_MS, () => void this.#send(messageId, verdict)),
    );
  }

  /** Takes back what waits. @returns whether there was something to take back */
  takeBack(messageId: string): boolean {
    if (!this.#waits.has(messageId)) return false;
    this.#stopWaiting(messageId);
    this.#set(messageId, null);
    return true;
  }

  /** The message is gone. */
  drop(messageId: string): void {
    this.#stopWaiting(messageId);
    if (this.#all.has(messageId)) this.#set(messageId, null);
  }

  /** What waits is sent now. */
  flush(): void {
    for (const messageId of this.#waits.keys()) void this.#send(messageId, 'deny');
  }

  async #send(messageId: string, verdict: Judgement['verdict']): Promise<void> {
    this.#stopWaiting(messageId);
    this.#set(messageId, { verdict, status: 'sending', error: null });
    try {
      await this.#host.send(messageId, verdict);
      this.#host.onGone(messageId);
    } catch (error) {
      const isGone =
        (error as T333Error).code === 'not-found' || (error as { reason?: unknown }).reason === 'not-found';
      if (isGone) this.#host.onGone(messageId);
      else if (this.#all.has(messageId)) this.#set(messageId, { verdict, status: 'failed', error: error as T333Error });
    }
  }

  #stopWaiting(messageId: string): void {
    this.#waits.get(messageId)?.();
    this.#waits.delete(messageId);
  }

  #set(messageId: string, judgement: Judgement | null): void {
    const all = new Map(this.#all);
    if (judgement) all.set(messageId, Object.freeze(judgement));
    else all.delete(messageId);
    this.#all = all;
    this.#host.onChange();
  }
}
