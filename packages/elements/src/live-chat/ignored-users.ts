import type { ChatEntry } from '@t333/core/chat';
import { readKept } from './kept.ts';

export const IGNORED_KEY = 't333:chat-ignored';

export interface IgnoredUser {
  readonly service: string;
  readonly id: string;
  /** As it was when they were hidden. */
  readonly name: string;
}

/** What was stored; what is in it may be anything. */
export function readIgnored(text: string | null): Partial<IgnoredUser>[] {
  try {
    const stored: unknown = JSON.parse(text ?? '');
    return Array.isArray(stored) ? stored.filter(Boolean) : [];
  } catch {
    return [];
  }
}

/** Whom the reader does not want to read, on this device. Nobody else is told. */
export class IgnoredUsers {
  readonly #keys = new Set<string>();

  /** @param users default: those that are kept */
  load(users = readIgnored(readKept(IGNORED_KEY))): void {
    this.#keys.clear();
    for (const { service, id } of users) this.#keys.add(`${service} ${id}`);
  }

  has(entry: ChatEntry): boolean {
    if (this.#keys.size === 0 || entry.kind !== 'message' || entry.isOwn) return false;
    return this.#keys.has(`${entry.service} ${entry.message.user.id}`);
  }
}
