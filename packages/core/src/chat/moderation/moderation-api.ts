import type { HeldMessage, ModerationRecord, NamedUser, Silence } from './records.ts';

/** A page of a list; `nextCursor` asks for the next one. */
export interface ModerationPage<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export interface ModerationPageRequest {
  /** Of the page before; left out for the first. */
  readonly cursor?: string;
  readonly signal: AbortSignal;
}

/**
 * What moderators are told of the time before they came: a connection tells what happens from then on. All of it rejects with a
 * `T333Error`; `moderators` is for who owns the channel, and may be left out.
 */
export interface ModerationApi {
  /** Messages that wait, in any order. */
  held(request: ModerationPageRequest): Promise<ModerationPage<HeldMessage>>;
  /** What moderators did, newest first. */
  log(request: ModerationPageRequest): Promise<ModerationPage<ModerationRecord>>;
  /** Who may not write. A service that has no such list rejects with `not-found`. */
  silenced(request: ModerationPageRequest): Promise<ModerationPage<Silence>>;
  readonly moderators?: ModeratorsApi;
}

/** Who moderates a channel. */
export interface ModeratorsApi {
  list(request: { readonly signal: AbortSignal }): Promise<readonly NamedUser[]>;
  /** Once is as good as twice. @param user an id, or what the service takes for one: a handle */
  add(user: string, request: { readonly signal: AbortSignal }): Promise<void>;
  remove(user: string, request: { readonly signal: AbortSignal }): Promise<void>;
}
