export const KEY_SLOTS = ['primary', 'backup'] as const;

/** `backup` is for a second encoder, which takes over when the first one fails. */
export type KeySlot = (typeof KEY_SLOTS)[number];

/** What there is to know of a key without the key. Times in milliseconds since 1970. */
export interface StreamKey {
  readonly which: KeySlot;
  /** Null: there is none yet. */
  readonly createdAtMs: number | null;
  /** Until when the key before it is good, too; null where there is none. */
  readonly oldUntilMs: number | null;
}
