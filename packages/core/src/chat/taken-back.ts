import type { ChatDeletion } from './feed.ts';
import type { ChatMessage, ChatPosition } from './message.ts';

/** More than a list holds: what comes again after that is older than the list. */
const REMEMBERED_IDS = 4000;
const REMEMBERED_USERS = 1000;

/** Up to where something was taken back. */
export interface TakenUpTo {
  readonly atMs: number;
  readonly position?: ChatPosition | undefined;
  readonly deletion: ChatDeletion;
}

/** Whether it was said before: by position where both stand in one log, by time where not. */
export function isUpTo(
  { atMs, position }: { atMs: number; position?: ChatPosition | undefined },
  mark: TakenUpTo,
): boolean {
  return position && position.epoch === mark.position?.epoch ? position.seq <= mark.position.seq : atMs <= mark.atMs;
}

/** Remembers what was taken back, for copies that come later: a replay, a page of history. */
export class TakenBack {
  readonly #ids = new Map<string, ChatDeletion>();
  readonly #users = new Map<string, TakenUpTo>();
  readonly #logs = new Map<string, TakenUpTo>();

  message(log: string, id: string, deletion: ChatDeletion): void {
    remember(this.#ids, `${log} ${id}`, deletion, REMEMBERED_IDS);
  }

  user(log: string, userId: string, mark: TakenUpTo): void {
    const key = `${log} ${userId}`;
    remember(this.#users, key, laterOf(mark, this.#users.get(key)), REMEMBERED_USERS);
  }

  all(log: string, mark: TakenUpTo): void {
    this.#logs.set(log, laterOf(mark, this.#logs.get(log)));
  }

  /** What has become of a message; null where it stands. */
  of(log: string, message: ChatMessage): ChatDeletion | null {
    if (this.#ids.size + this.#users.size + this.#logs.size === 0) return null;
    const deletion = this.#ids.get(`${log} ${message.id}`);
    if (deletion) return deletion;
    for (const mark of [this.#users.get(`${log} ${message.user.id}`), this.#logs.get(log)]) {
      if (mark && isUpTo(message, mark)) return mark.deletion;
    }
    return null;
  }
}

/** What was told again, late, takes nothing back that was said since. */
const laterOf = (mark: TakenUpTo, known: TakenUpTo | undefined): TakenUpTo =>
  known && isUpTo(mark, known) ? known : mark;

function remember<Value>(map: Map<string, Value>, key: string, value: Value, limit: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > limit) map.delete(map.keys().next().value!);
}
