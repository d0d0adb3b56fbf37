import type { StreamPlayer } from '@t333/core/player/contract';
import { Store, type ReadableStore } from '@t333/core/state';
import type { SyncGroup } from '@t333/core/sync';

export interface MatchState {
  /** The video that keeps its moment, and the position of that, in seconds; null while nothing is being matched. */
  readonly anchor: { readonly id: string; readonly position: number } | null;
  /** Those that may be moved by themselves until they show the same moment. */
  readonly loose: readonly string[];
}

const IDLE: MatchState = { anchor: null, loose: [] };

/** A seek that fails leaves the picture where it is, for everybody to see. */
function ignore(): void {}

/** Makes two positions one moment: one video keeps its own, the others are moved alone until they show the same. */
export class MomentMatch {
  readonly #group: SyncGroup;
  readonly #store = new Store<MatchState>(IDLE);
  #players = new Map<string, StreamPlayer>();

  constructor(group: SyncGroup) {
    this.#group = group;
  }

  get state(): ReadableStore<MatchState> {
    return this.#store;
  }

  /** This video shows the moment. */
  begin(id: string): void {
    const group = this.#group;
    this.end();
    const { members } = group.state.getSnapshot();
    const member = members.find((one) => one.id === id);
    if (!member) return;
    group.pause();
    const position = group.currentTime + member.offset.seconds;
    const others = members.filter((one) => one.id !== id);
    this.#players = new Map(others.map((one) => [one.id, group.loosen(one.id)]));
    this.#publish({ id, position });
  }

  /** Moves one alone. */
  move(id: string, bySeconds: number): void {
    const player = this.#players.get(id);
    player?.seek(Math.max(0, player.currentTime + bySeconds)).catch(ignore);
  }

  togglePlay(id: string): void {
    const player = this.#players.get(id);
    if (player?.state.getSnapshot().paused) player.play().catch(ignore);
    else player?.pause();
  }

  isPlaying(id: string): boolean {
    return this.#players.get(id)?.state.getSnapshot().paused === false;
  }

  /** This one shows the same moment now. */
  settle(id: string): void {
    const { anchor } = this.#store.getSnapshot();
    const player = this.#players.get(id);
    if (!anchor || !player) return;
    player.pause();
    this.#group.align({ from: anchor, to: { id, position: this.#group.positionOf(id) } });
    this.#players.delete(id);
    if (this.#players.size > 0) this.#publish(anchor);
    else this.end();
  }

  /** Those that are still loose go back to where they were. */
  end(): void {
    const loose = this.#players;
    this.#players = new Map();
    this.#publish(null);
    const { members } = this.#group.state.getSnapshot();
    for (const { id } of members) if (loose.has(id)) this.#group.fix(id);
  }

  #publish(anchor: MatchState['anchor']): void {
    this.#store.update({ anchor, loose: [...this.#players.keys()] });
  }
}

const matches = new WeakMap<SyncGroup, MomentMatch>();

/** The one of this group: what is kept on one tile is matched on another. */
export function momentMatchOf(group: SyncGroup): MomentMatch {
  const match = matches.get(group) ?? new MomentMatch(group);
  matches.set(group, match);
  return match;
}
