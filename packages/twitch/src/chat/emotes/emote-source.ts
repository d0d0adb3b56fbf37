import type { ChatFragment } from '@t333/core/chat';

/** Emotes that are no part of the service: who uses it asks it to load, and has it look through what is said. */
export interface EmoteSource {
  /** A channel is joined; its emotes may be fetched. It never throws. */
  load(roomId: string): void;
  /** Cuts known codes out of the text fragments. */
  decorate(fragments: readonly ChatFragment[], roomId: string): readonly ChatFragment[];
}
