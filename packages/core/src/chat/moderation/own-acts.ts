import type { ModerationAct } from '../transport.ts';
import type { ModerationRecord } from './records.ts';

/** An act whose event never comes is not waited for any longer than for these others. */
const MAX_AWAITED = 50;

type Target = Pick<ModerationAct, 'action' | 'messageId' | 'userId'>;

/** Acts that were asked for here and are not told yet: by them one's own are known, since events name nobody. */
export class OwnActs {
  #awaited: Target[] = [];

  add(act: ModerationAct): Target {
    this.#awaited = [...this.#awaited, act].slice(-MAX_AWAITED);
    return act;
  }

  /** It was refused. */
  remove(act: Target): void {
    this.#awaited = this.#awaited.filter((one) => one !== act);
  }

  /** @returns whether it was asked for here */
  claim({ action, messageId, user }: ModerationRecord): boolean {
    const found = this.#awaited.find(
      (one) =>
        one.action === action &&
        (one.messageId === undefined || one.messageId === messageId) &&
        (one.userId === undefined || one.userId === user?.id),
    );
    if (found) this.remove(found);
    return found !== undefined;
  }
}
