import type { ChatMessage } from '@t333/core/chat';

/** Something that a page knows of an account. */
export interface UserFact {
  /** "Here since" */
  readonly label: string;
  /** "2 March 2024" */
  readonly value: string;
}

/** Brings what a page knows of who wrote a message; `signal` aborts when nobody looks any more. */
export type UserFacts = (
  message: ChatMessage,
  options: { readonly signal: AbortSignal },
) => readonly UserFact[] | Promise<readonly UserFact[]>;
