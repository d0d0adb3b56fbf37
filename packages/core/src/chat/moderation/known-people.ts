import type { ChatMessage } from '../message.ts';
import type { NamedUser } from './records.ts';

/** Messages whose author and text are remembered: what is deleted is deleted soon, mostly. */
const MAX_SAID = 1000;
const MAX_NAMES = 5000;

/** Who is called what, and who has said what: acts of moderators name ids alone. */
export class KnownPeople {
  readonly #names = new Map<string, string>();
  readonly #said = new Map<string, { readonly user: NamedUser; readonly text: string }>();

  hear({ id, user, text }: ChatMessage): void {
    this.name(user.id, user.name);
    this.#said.set(id, { user: Object.freeze({ id: user.id, name: user.name }), text });
    if (this.#said.size > MAX_SAID) this.#said.delete(this.#said.keys().next().value!);
  }

  name(id: string, name: string): void {
    this.#names.delete(id);
    this.#names.set(id, name);
    if (this.#names.size > MAX_NAMES) this.#names.delete(this.#names.keys().next().value!);
  }

  said(messageId: string): { readonly user: NamedUser; readonly text: string } | null {
    return this.#said.get(messageId) ?? null;
  }

  of({ id, name }: NamedUser): NamedUser {
    return Object.freeze({ id, name: this.#names.get(id) ?? name });
  }
}
