import type { ChatMessageEntry } from '@t333/core/chat';
import { IGNORED_KEY, readIgnored, type IgnoredUser, type IgnoredUsers } from '../ignored-users.ts';
import { keep, readKept } from '../kept.ts';

/** Whoever needs more should leave that chat. */
const MAX_IGNORED = 500;
const MAX_NAME_UNITS = 50;

const isUser = (one: Partial<IgnoredUser>): one is IgnoredUser =>
  [one.service, one.id, one.name].every((value) => typeof value === 'string');

/** The people that the reader has hidden, to be changed. It is kept on this device. */
export class IgnoredList {
  readonly #target: IgnoredUsers;
  #all: readonly IgnoredUser[];

  /** @param target whom rows are hidden by */
  constructor(target: IgnoredUsers) {
    this.#target = target;
    this.#all = readIgnored(readKept(IGNORED_KEY)).filter(isUser).slice(-MAX_IGNORED);
  }

  /** Those hidden last stand last. */
  get all(): readonly IgnoredUser[] {
    return this.#all;
  }

  add({ service, message: { user } }: ChatMessageEntry): IgnoredUser {
    const ignored = { service, id: user.id, name: user.name.slice(0, MAX_NAME_UNITS) };
    this.#set([...this.#without(ignored), ignored].slice(-MAX_IGNORED));
    return ignored;
  }

  remove(user: IgnoredUser): void {
    this.#set(this.#without(user));
  }

  #without({ service, id }: IgnoredUser): IgnoredUser[] {
    return this.#all.filter((one) => one.service !== service || one.id !== id);
  }

  #set(all: readonly IgnoredUser[]): void {
    this.#all = all;
    keep(IGNORED_KEY, all);
    this.#target.load([...all]);
  }
}
