import type { T333Error } from '@t333/core';
import type { SourceContext, SourceRegistry, StreamPlayer } from '@t333/core/player';

export interface PlayerSlotEvents {
  /** Another player, until `signal` aborts; or none any more. */
  onPlayer(player: StreamPlayer | null, signal: AbortSignal): void;
  /** There is no player for the source. */
  onFailure(error: T333Error): void;
}

/** Holds the player of one element: makes it, keeps it while the type of the source stays the same, and lets it go. */
export class PlayerSlot {
  /** The source that was opened last. */
  source: string | null = null;
  player: StreamPlayer | null = null;
  /** Why there is no player. */
  failure: T333Error | null = null;
  /** A player is being made. */
  opening: Promise<StreamPlayer | null> | null = null;
  readonly #events: PlayerSlotEvents;
  #type: string | null = null;
  #session = new AbortController();

  constructor(events: PlayerSlotEvents) {
    this.#events = events;
  }

  /** @returns the player to load the source into; null where there is none, or where another call took over */
  open(source: string, sources: SourceRegistry, context: SourceContext): Promise<StreamPlayer | null> {
    const opening = this.#make(source, sources, context).finally(() => {
      if (this.opening === opening) this.opening = null;
    });
    this.opening = opening;
    this.source = source;
    return opening;
  }

  close(): void {
    const { player } = this;
    this.#session.abort();
    this.#session = new AbortController();
    this.source = this.player = this.failure = this.opening = null;
    if (!player) return;
    player.destroy();
    this.#events.onPlayer(null, this.#session.signal);
  }

  async #make(source: string, sources: SourceRegistry, context: SourceContext): Promise<StreamPlayer | null> {
    const type = sources.typeOf(source);
    this.failure = null;
    if (this.player && type === this.#type) return this.player;
    this.close();
    const { signal } = this.#session;
    try {
      const player = await sources.create(source, context);
      if (signal.aborted) player.destroy();
      if (signal.aborted) return null;
      this.#type = type;
      this.player = player;
      this.#events.onPlayer(player, signal);
      return player;
    } catch (error) {
      if (signal.aborted) return null;
      this.failure = error as T333Error;
      this.#events.onFailure(this.failure);
      return null;
    }
  }
}
